import { describe, expect, it } from 'vitest';
import { Estate } from './estate.js';

const ACCOUNT = '123456789012';

describe('an estate that is changed', () => {
  it('replaces a resource of the same identifier', () => {
    const estate = new Estate();
    estate.put(ACCOUNT, 'eu-west-1', 'AWS::SQS::Queue', { QueueUrl: 'https://q', DelaySeconds: 0 });
    estate.put(ACCOUNT, 'eu-west-1', 'AWS::SQS::Queue', { QueueUrl: 'https://q', DelaySeconds: 9 });

    expect(estate.resources(ACCOUNT, 'eu-west-1', 'AWS::SQS::Queue')).toEqual([
      {
        type: 'AWS::SQS::Queue',
        region: 'eu-west-1',
        identifier: 'https://q',
        properties: { QueueUrl: 'https://q', DelaySeconds: 9 },
      },
    ]);
  });

  it('joins the parts of an identifier in schema order', () => {
    const properties = { Cluster: 'main', ServiceArn: 'arn:aws:ecs:eu-west-1:123456789012:service/main/api' };

    const { identifier } = new Estate().put(ACCOUNT, 'eu-west-1', 'AWS::ECS::Service', properties);

    expect(identifier).toBe('arn:aws:ecs:eu-west-1:123456789012:service/main/api|main');
  });

  it('forgets a removed resource, once', () => {
    const estate = new Estate();
    estate.put(ACCOUNT, 'eu-west-1', 'AWS::S3::Bucket', { BucketName: 'logs' });

    const removals = [1, 2].map(() => estate.remove(ACCOUNT, 'eu-west-1', 'AWS::S3::Bucket', 'logs'));

    expect(removals).toEqual([true, false]);
    expect(estate.everything(ACCOUNT)).toEqual([]);
  });

  it('keeps the same name apart by region and account, and IAM together', () => {
    const estate = new Estate();
    estate.put(ACCOUNT, 'eu-west-1', 'AWS::Lambda::Function', { FunctionName: 'api' });
    estate.put(ACCOUNT, 'us-east-1', 'AWS::Lambda::Function', { FunctionName: 'api' });
    estate.put('210987654321', 'us-east-1', 'AWS::Lambda::Function', { FunctionName: 'api' });
    estate.put(ACCOUNT, 'eu-west-1', 'AWS::IAM::Role', { RoleName: 'reader' });

    expect(estate.everything(ACCOUNT).map(({ region, identifier }) => [region, identifier])).toEqual([
      ['eu-west-1', 'api'],
      ['us-east-1', 'api'],
      ['us-east-1', 'reader'],
    ]);
    expect(estate.find(ACCOUNT, 'eu-central-1', 'AWS::IAM::Role', 'reader')?.region).toBe('us-east-1');
  });

  it('refuses a type that the registry does not know, and half an identifier', () => {
    const estate = new Estate();

    expect(() => estate.put(ACCOUNT, 'eu-west-1', 'AWS::S3::Bukket', {})).toThrow('AWS::S3::Bukket');
    expect(() => estate.put(ACCOUNT, 'eu-west-1', 'AWS::ECS::Service', { ServiceArn: 'arn' })).toThrow('Cluster');
  });
});

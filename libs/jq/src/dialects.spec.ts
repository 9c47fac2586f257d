import { entryPrograms, parseMapping, type JsonObject } from '@longshore/domain';
import { afterAll, describe, expect, it } from 'vitest';
import { JqMapper } from './jq-mapper.js';
import { TENANT } from './testing/mapping-of.js';

const mapper = new JqMapper({ threads: 1 });
afterAll(() => mapper.close());

function raw(kind: string, properties: JsonObject): JsonObject {
  const place = { __AccountId: '123456789012', __Region: 'eu-west-1', __Kind: kind };
  return { Type: kind, Identifier: 'primary', Properties: properties, __ExtraContext: {}, ...place };
}

async function mapped(kind: string, resource: object, properties: JsonObject) {
  const [program] = entryPrograms(parseMapping({ resources: [{ kind, ...resource }] }));
  const [item] = await mapper.map(TENANT, program as never, [raw(program?.kind ?? kind, properties)]);
  return item?.state === 'mapped' ? item.entities : item;
}

describe("the exporter's mappings", () => {
  const app = (query: string) => ({
    selector: { query },
    port: {
      entity: {
        mappings: [{ identifier: '.AppId', blueprint: 'app', title: '.AppName' }],
      },
    },
  });

  it('choose Amplify apps by the prefix of their name', async () => {
    const query = '.AppName | startswith("web-")';
    const web = { identifier: 'a1', blueprint: 'app', title: 'web-shop', properties: {}, relations: {} };

    expect(await mapped('AWS::Amplify::App', app(query), { AppId: 'a1', AppName: 'web-shop' })).toEqual([web]);
    expect(await mapped('AWS::Amplify::App', app(query), { AppId: 'a2', AppName: 'api' })).toEqual({
      state: 'filtered',
    });
  });

  const STACK = 'AWS::CloudFormation::Stack';
  const INSTANCE = 'AWS::EC2::Instance';
  const web = { State: { Name: 'running' }, InstanceType: 't3.micro', Tags: [{ Key: 'Team', Value: 'web-shop' }] };
  const filter = (Name: string, ...Values: string[]) => ({ Filters: [{ Name, Values }] });

  it.each([
    [STACK, { StackStatusFilter: ['CREATE_COMPLETE', 'UPDATE_COMPLETE'] }, { StackStatus: 'UPDATE_COMPLETE' }, true],
    [STACK, { StackStatusFilter: ['CREATE_COMPLETE'] }, { StackStatus: 'UPDATE_COMPLETE' }, false],
    [STACK, { StackStatusFilter: ['CREATE_COMPLETE'] }, {}, false],
    [INSTANCE, filter('instance-state-name', 'running'), web, true],
    [INSTANCE, filter('instance-type', 't3.*', 'm5.large'), web, true],
    [INSTANCE, filter('instance-type', 't3?'), web, false],
    [INSTANCE, filter('tag:Team', 'web-*'), web, true],
    [INSTANCE, filter('tag:Owner', 'web-*'), web, false],
    [INSTANCE, filter('tag:Team', 'web-*'), {}, false],
    [INSTANCE, { InstanceIds: ['i-2'], ...filter('instance-state-name', 'running') }, web, false],
  ])('of %s leave out what %j would not have listed', async (kind, list_parameters, properties, isMapped) => {
    const selector = { aws: { list_parameters }, query: '.Id != "hidden"' };
    const mappings = [{ identifier: '.Id', blueprint: 'thing' }];
    const resource = { selector, port: { entity: { mappings } } };
    const states = ['shown', 'hidden'].map(async (Id) => {
      const item = await mapped(kind, resource, { Id, StackId: 'a/b/c', ...properties });
      return Array.isArray(item);
    });

    expect(await Promise.all(states)).toEqual([isMapped, false]);
  });

  it('take null for false, and any other value that is no boolean for a mistake', async () => {
    const properties = { AppId: 'a1', AppName: 'x' };

    expect(await mapped('AWS::Amplify::App', app('.EnableBranchAutoDeletion'), properties)).toEqual({
      state: 'filtered',
    });
    expect(await mapped('AWS::Amplify::App', app('.AppName'), properties)).toMatchObject({ state: 'failed' });
  });

  it('make nothing of a list that is not there, and keep the list beside each part', async () => {
    const port = {
      itemsToParse: '.Rules',
      entity: { mappings: [{ identifier: '.item.Id', blueprint: 'rule', properties: { of: '.Rules | length' } }] },
    };

    expect(await mapped('AWS::S3::Bucket', { port }, { BucketName: 'b' })).toEqual([]);
    expect(await mapped('AWS::S3::Bucket', { port }, { Rules: [{ Id: 'r1' }, { Id: 'r2' }] })).toMatchObject([
      { identifier: 'r1', properties: { of: 2 } },
      { identifier: 'r2', properties: { of: 2 } },
    ]);
  });

  it('see a stack as CloudFormation describes it', async () => {
    const properties = { changed: '.LastUpdatedTime', size: '.Parameters[0].ParameterValue' };
    const port = { entity: { mappings: [{ identifier: '.StackName', blueprint: 'stack', properties }] } };
    const stack = {
      StackId: 'arn:aws:cloudformation:eu-west-1:123456789012:stack/shop/0a1b',
      LastUpdateTime: '2026-01-02T03:04:05Z',
      Parameters: { Size: 'small' },
    };

    expect(await mapped('AWS::CloudFormation::Stack', { port }, stack)).toMatchObject([
      { identifier: 'shop', properties: { changed: '2026-01-02T03:04:05Z', size: 'small' } },
    ]);
  });
});

describe("the first Ocean integration's mappings", () => {
  const place = { account: '.__AccountId', region: '.__Region', kind: '.__Kind' };

  it('see .Identifier and .Properties, and account, region and kind beside them', async () => {
    const mappings = { identifier: '.Identifier', blueprint: '"stream"', title: '.Properties.Name', properties: place };

    expect(await mapped('AWS::Kinesis::Stream', { port: { entity: { mappings } } }, { Name: 'clicks' })).toMatchObject([
      {
        identifier: 'primary',
        title: 'clicks',
        properties: { account: '123456789012', region: 'eu-west-1', kind: 'AWS::Kinesis::Stream' },
      },
    ]);
  });

  it('see the kinds that it read by itself flat, under their own names', async () => {
    const mappings = {
      identifier: '.LoadBalancerName',
      blueprint: '"lb"',
      properties: { ...place, same: '.Properties.LoadBalancerName' },
    };
    const resource = { port: { entity: { mappings } } };

    expect(
      await mapped('AWS::ELBV2::LoadBalancer', resource, { LoadBalancerName: 'front', Type: 'network' }),
    ).toMatchObject([{ identifier: 'front', properties: { kind: 'AWS::ELBV2::LoadBalancer', same: 'front' } }]);
  });
});

describe("the hosted integration's mappings", () => {
  it('make an ARN of the place where an instance is, which that integration leaves empty', async () => {
    const properties = {
      arn: '"arn:aws:ec2:" + .__Region + ":" + .__AccountId + ":instance/" + .Properties.InstanceId',
    };
    const relations = { account: '.__ExtraContext.AccountId' };
    const mappings = { identifier: '.Properties.InstanceId', blueprint: '"machine"', properties, relations };

    expect(await mapped('AWS::EC2::Instance', { port: { entity: { mappings } } }, { InstanceId: 'i-7' })).toMatchObject(
      [{ identifier: 'i-7', properties: { arn: 'arn:aws:ec2:eu-west-1:123456789012:instance/i-7' } }],
    );
  });
});

describe('in every dialect', () => {
  it('`.location == "global"` on a missing field drops the resource, and fails nothing', async () => {
    for (const identifier of ['.Properties.Name', '.Identifier', '.Name']) {
      const mappings = identifier === '.Name' ? [{ identifier, blueprint: 'x' }] : { identifier, blueprint: '"x"' };
      const resource = { selector: { query: '.location == "global"' }, port: { entity: { mappings } } };

      expect(await mapped('AWS::IAM::Group', resource, { Name: 'admins' })).toEqual({ state: 'filtered' });
    }
  });
});

import { describe, expect, it } from 'vitest';
import { REDACTED, redact } from './redact.js';

describe('redacting a resource', () => {
  it('takes out what its kind names, and tells where it was', () => {
    const properties = { FunctionName: 'orders', Environment: { Variables: { TOKEN: 's3cret' } } };

    expect(redact('AWS::Lambda::Function', properties)).toEqual({
      properties: { FunctionName: 'orders', Environment: { Variables: REDACTED } },
      pointers: ['/Environment/Variables'],
    });
  });

  it('takes out start scripts and environments of every kind, in lists too', () => {
    const containers = [{ Name: 'web', Environment: [{ Name: 'TOKEN', Value: 's3cret' }] }];

    expect(redact('AWS::ECS::TaskDefinition', { ContainerDefinitions: containers })).toEqual({
      properties: { ContainerDefinitions: [{ Name: 'web', Environment: REDACTED }] },
      pointers: ['/ContainerDefinitions/0/Environment'],
    });
  });

  it.each(['MasterUserPassword', 'ClientSecret', 'AuthToken', 'PrivateKey', 'SecretString', 'ApiKey'])(
    'takes out text that is called %s',
    (name) => {
      expect(redact('AWS::X::Y', { [name]: 'hidden' }).properties).toEqual({ [name]: REDACTED });
    },
  );

  it.each([
    ['PasswordPolicy', { MinimumLength: 12 }],
    ['SecretArn', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db'],
    ['EnableSecret', true],
    ['KmsKeyId', 'alias/key'],
    ['TokenValidity', 60],
  ])('leaves %s as it is', (name, value) => {
    expect(redact('AWS::X::Y', { [name]: value })).toEqual({ properties: { [name]: value }, pointers: [] });
  });

  it('escapes the names in its pointers', () => {
    expect(redact('AWS::X::Y', { 'a/b~c': { Password: 'hidden' } }).pointers).toEqual(['/a~1b~0c/Password']);
  });
});

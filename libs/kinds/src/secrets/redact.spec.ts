import type { JsonObject } from '@longshore/domain';
import { describe, expect, it } from 'vitest';
import { findKind } from '../catalogue.js';
import { Kinds } from '../registry/kinds.js';
import { readTypeSchema } from '../registry/read-type-schema.js';
import { REDACTED, redact } from './redact.js';

function appRunner(variables: object[]): object {
  const image = { ImageConfiguration: { RuntimeEnvironmentVariables: variables } };
  return { SourceConfiguration: { ImageRepository: image } };
}

describe('redacting a resource', () => {
  it('takes out what its kind names, and tells where it was', () => {
    const properties = { FunctionName: 'orders', Environment: { Variables: { TOKEN: 's3cret' } } };

    expect(redact(findKind('AWS::Lambda::Function'), properties)).toEqual({
      properties: { FunctionName: 'orders', Environment: { Variables: REDACTED } },
      pointers: ['/Environment/Variables'],
    });
  });

  it('takes out start scripts and environments of every kind, in lists too', () => {
    const containers = [{ Name: 'web', Environment: [{ Name: 'TOKEN', Value: 's3cret' }] }];

    expect(redact(findKind('AWS::ECS::TaskDefinition'), { ContainerDefinitions: containers })).toEqual({
      properties: { ContainerDefinitions: [{ Name: 'web', Environment: REDACTED }] },
      pointers: ['/ContainerDefinitions/0/Environment'],
    });
  });

  it.each([
    ['AWS::EC2::Instance', { UserData: 'x' }],
    ['AWS::EC2::LaunchTemplate', { LaunchTemplateData: { UserData: 'x' } }],
    ['AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ environment: [{ name: 'TOKEN', value: 'x' }] }] }],
    ['AWS::CodeBuild::Project', { Environment: { environmentVariables: [{ name: 'TOKEN', value: 'x' }] } }],
    ['AWS::CodeBuild::Project', { Environment: { EnvironmentVariables: [{ Name: 'TOKEN', Value: 'x' }] } }],
    ['AWS::CodeBuild::BuildRun', { ExportedEnvironmentVariables: [{ name: 'TOKEN', value: 'x' }] }],
    ['AWS::CodePipeline::ActionExecution', { Output: { outputVariables: { token: 'x' } } }],
    ['AWS::CloudFormation::Stack', { Parameters: { Token: 'x' }, Outputs: [{ OutputKey: 'k', OutputValue: 'x' }] }],
    ['AWS::CloudFormation::StackSet', { Parameters: [{ ParameterKey: 'Token', ParameterValue: 'x' }] }],
    ['AWS::AppRunner::Service', appRunner([{ Name: 'TOKEN', Value: 'x' }])],
    ['AWS::SSM::Parameter', { Value: 'x' }],
    ['AWS::ApiGateway::ApiKey', { Value: 'x' }],
    ['AWS::SageMaker::Model', { PrimaryContainer: { Environment: { TOKEN: 'x' } } }],
    ['AWS::Glue::Job', { DefaultArguments: { '--token': 'x' } }],
    ['AWS::MemoryDB::User', { Passwords: ['x'] }],
    ['AWS::EC2::VPNConnection', { VpnTunnelOptionsSpecifications: [{ PreSharedKey: 'x' }] }],
    ['AWS::ElasticBeanstalk::Environment', { OptionSettings: [{ Value: 'x' }] }],
  ])('leaves no secret of %s', (kind, properties) => {
    const { properties: left, pointers } = redact(findKind(kind), properties as JsonObject);

    expect(JSON.stringify(left)).not.toContain('"x"');
    expect(pointers).not.toEqual([]);
  });

  it('takes out what Cloud Control never answers, should a handler answer it all the same', () => {
    expect(
      redact(findKind('AWS::Events::Connection'), { AuthParameters: { ApiKeyAuthParameters: { ApiKeyValue: 'x' } } }),
    ).toEqual({
      properties: { AuthParameters: { ApiKeyAuthParameters: { ApiKeyValue: REDACTED } } },
      pointers: ['/AuthParameters/ApiKeyAuthParameters/ApiKeyValue'],
    });
  });

  it("takes out what the schema of an account's own type calls write-only: its handler may answer it all the same", () => {
    const schema = {
      primaryIdentifier: ['/properties/Id'],
      properties: { Id: { type: 'string' }, Endpoints: { type: 'array' } },
      writeOnlyProperties: ['/properties/Endpoints/*/Pin'],
    };
    const own = readTypeSchema('Harbour::Berth::Gate', 'private', JSON.stringify(schema));

    expect(redact(new Kinds(own ? [own] : []).find('Harbour::Berth::Gate'), { Endpoints: [{ Pin: '1234' }] })).toEqual({
      properties: { Endpoints: [{ Pin: REDACTED }] },
      pointers: ['/Endpoints/0/Pin'],
    });
  });

  it("leaves what a service's own API rightly answers of that", () => {
    const properties = { FunctionName: 'orders', SnapStart: { ApplyOn: 'None' } };

    expect(redact(findKind('AWS::Lambda::Function'), properties)).toEqual({ properties, pointers: [] });
  });

  it.each(['MasterUserPassword', 'ClientSecret', 'AuthToken', 'PrivateKey', 'SecretString', 'ApiKey'])(
    'takes out text that is called %s',
    (name) => {
      expect(redact(undefined, { [name]: 'hidden' }).properties).toEqual({ [name]: REDACTED });
    },
  );

  it.each([
    ['PasswordPolicy', { MinimumLength: 12 }],
    ['SecretArn', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db'],
    ['EnableSecret', true],
    ['KmsKeyId', 'alias/key'],
    ['TokenValidity', 60],
  ])('leaves %s as it is', (name, value) => {
    expect(redact(undefined, { [name]: value })).toEqual({ properties: { [name]: value }, pointers: [] });
  });

  it('escapes the names in its pointers', () => {
    expect(redact(undefined, { 'a/b~c': { Password: 'hidden' } }).pointers).toEqual(['/a~1b~0c/Password']);
  });
});

import { parseMapping } from '@longshore/domain';
import { curatedKinds, defaultMapping } from '@longshore/kinds';
import { describe, expect, it } from 'vitest';
import { secretNotes } from './secret-notes.js';

function secretsOf(kind: string, expression: string, port: object = {}): string[] {
  const mappings = { identifier: '.Properties.Arn', blueprint: '"thing"', properties: { told: expression } };
  const document = parseMapping({ resources: [{ kind, port: { ...port, entity: { mappings } } }] });
  return secretNotes(document).map(({ pointer, detail }) => `${pointer} ${/^reads (.*), which/.exec(detail)?.[1]}`);
}

const TOLD = '/resources/0/port/entity/mappings/properties/told';

describe('a mapping that sends what may be secret', () => {
  it.each([
    ['AWS::Lambda::Function', '.Properties.Environment', 'Environment.Variables'],
    ['AWS::Lambda::Function', '.Properties.Environment.Variables.STAGE', 'Environment.Variables'],
    ['AWS::Lambda::Function', '.Properties["Environment"]["Variables"]', 'Environment.Variables'],
    ['AWS::Lambda::Function', '.Properties | .Environment', 'Environment.Variables'],
    ['AWS::Lambda::Function', '.Properties', 'Environment.Variables'],
    [
      'AWS::Lambda::Function',
      '"stage " + (.Properties.Environment.Variables.STAGE // "none")',
      'Environment.Variables',
    ],
    ['AWS::EC2::Instance', '.Properties.UserData | @base64d', 'UserData'],
    [
      'AWS::ECS::TaskDefinition',
      '[.Properties.ContainerDefinitions[].environment[]?.value]',
      'ContainerDefinitions.*.environment.*.value',
    ],
    ['AWS::SSM::Parameter', '.Properties.Value', 'Value'],
    ['AWS::CloudFormation::Stack', '.Properties.Parameters', 'Parameters.*'],
    [
      'AWS::CodeBuild::Project',
      '.Properties.Environment.environmentVariables',
      'Environment.environmentVariables.*.value',
    ],
  ])('of %s by %s', (kind, expression, secret) => {
    expect(secretsOf(kind, expression)).toEqual([`${TOLD} ${secret}`]);
  });

  it('is found where the exporter reads bare properties, and in parts of a resource', () => {
    const dialect = 'exporter';
    const mappings = [{ identifier: '.FunctionName', blueprint: 'f', properties: { env: '.Environment' } }];
    const resources = [{ kind: 'AWS::Lambda::Function', port: { entity: { mappings } } }];
    const itemsToParse = '.Properties.ContainerDefinitions';

    expect(secretNotes(parseMapping({ dialect, resources }))).toMatchObject([
      { pointer: '/resources/0/port/entity/mappings/0/properties/env', effect: 'secret' },
    ]);
    expect(secretsOf('AWS::ECS::TaskDefinition', '.item.environment', { itemsToParse })).toHaveLength(1);
    expect(secretsOf('AWS::ECS::TaskDefinition', '.item.name', { itemsToParse })).toEqual([]);
  });

  it.each([
    ['AWS::Lambda::Function', '.Properties.Runtime'],
    ['AWS::EC2::Instance', '.Properties | .Placement.AvailabilityZone | .[:-1]'],
    ['AWS::Lambda::Function', '.Properties | select(.Arn != null) | "https://x.example/?arn=" + .Arn'],
    ['AWS::ECS::TaskDefinition', '[.Properties.ContainerDefinitions[].name]'],
    ['AWS::RDS::DBInstance', '.Properties.MasterUserSecret.SecretArn'],
    ['AWS::CloudFormation::Stack', '.Properties.StackId | split("/")[1]'],
  ])('is not one that reads of %s only %s', (kind, expression) => {
    expect(secretsOf(kind, expression)).toEqual([]);
  });

  it('is none of ours', () => {
    const port = curatedKinds.map(({ type: kind, entity: mappings }) => ({ kind, port: { entity: { mappings } } }));

    expect(secretNotes(parseMapping({ resources: port }))).toEqual([]);
    expect(secretNotes(parseMapping(defaultMapping()))).toEqual([]);
  });
});

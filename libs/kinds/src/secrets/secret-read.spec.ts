import { describe, expect, it } from 'vitest';
import { secretRead } from './secret-read.js';

const read = (kind: string, path: string) => secretRead(kind, path.split('.').filter(Boolean));

describe('a path reads a secret', () => {
  it.each([
    ['AWS::Lambda::Function', 'Environment.Variables', 'Environment.Variables'],
    ['AWS::Lambda::Function', 'Environment.Variables.TOKEN', 'Environment.Variables'],
    ['AWS::EC2::LaunchTemplate', 'LaunchTemplateData.UserData', 'LaunchTemplateData.UserData'],
    ['AWS::SSM::Parameter', 'Value', 'Value'],
    ['AWS::CloudFormation::Stack', 'Parameters.Token', 'Parameters.*'],
    ['AWS::ECS::TaskDefinition', 'ContainerDefinitions.0.environment', 'ContainerDefinitions.*.environment.*.value'],
    ['AWS::X::Y', 'Database.MasterUserPassword', 'Database.MasterUserPassword'],
    ['AWS::Batch::JobDefinition', 'ContainerProperties.Environment', 'ContainerProperties.Environment'],
  ])('of %s by %s', (kind, path, secret) => {
    expect(read(kind, path)).toBe(secret);
  });

  it.each([
    ['AWS::Lambda::Function', 'Environment'],
    ['AWS::Lambda::Function', ''],
    ['AWS::ECS::TaskDefinition', 'ContainerDefinitions'],
    ['AWS::ECS::TaskDefinition', 'ContainerDefinitions.*'],
  ])('of %s by %s, which is around it', (kind, path) => {
    expect(read(kind, path)).not.toBeNull();
  });

  it.each([
    ['AWS::Lambda::Function', 'FunctionName'],
    ['AWS::ECS::TaskDefinition', 'ContainerDefinitions.*.name'],
    ['AWS::SQS::Queue', ''],
    ['AWS::RDS::DBInstance', 'MasterUserSecret.SecretArn'],
    ['AWS::CloudFormation::Stack', 'StackStatus'],
  ])('not of %s by %s', (kind, path) => {
    expect(read(kind, path)).toBeNull();
  });
});

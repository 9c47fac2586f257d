import { findKind } from '@longshore/kinds';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Estate } from './estate.js';
import { generatedKinds, generateEstate, type AccountPlan } from './generate.js';
import { Random } from './random.js';

const accountPlan = fc.record({
  id: fc.stringMatching(/^\d{12}$/),
  name: fc.constant('demo'),
  resourcesPerKind: fc.integer({ min: 0, max: 12 }),
});

const NOW = new Date('2026-03-04T05:06:07Z');

const contents = (estate: Estate, { id }: AccountPlan) => estate.everything(id).map((resource) => ({ ...resource }));

describe('an estate', () => {
  it('is the same for the same seed', () => {
    fc.assert(
      fc.property(fc.string(), accountPlan, (seed, account) => {
        const [first, second] = [1, 2].map(() => generateEstate({ seed, accounts: [account], now: NOW }));
        expect(first && contents(first, account)).toEqual(second && contents(second, account));
      }),
      { numRuns: 20 },
    );
  });

  it('differs for another seed', () => {
    const account = { id: '123456789012', name: 'demo' };

    const [first, second] = ['a', 'b'].map((seed) => generateEstate({ seed, accounts: [account] }));

    expect(first && contents(first, account)).not.toEqual(second && contents(second, account));
  });

  it('keeps all resources of a smaller plan when it grows', () => {
    fc.assert(
      fc.property(accountPlan, fc.integer({ min: 1, max: 5 }), (account, more) => {
        const bigger = { ...account, resourcesPerKind: account.resourcesPerKind + more };
        const plan = { seed: 'growth', now: NOW };
        const small = contents(generateEstate({ ...plan, accounts: [account] }), account);
        const grown = contents(generateEstate({ ...plan, accounts: [bigger] }), account);
        const kept = new Set(grown.map((resource) => JSON.stringify(resource)));
        expect(small.filter((resource) => !kept.has(JSON.stringify(resource)))).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  it('has no two resources of one identifier', () => {
    const account = { id: '123456789012', name: 'demo', resourcesPerKind: 150, populatedRegions: ['us-east-1'] };

    const estate = generateEstate({ seed: 'demo', accounts: [account] });

    const perKind = generatedKinds.map((type) => [type, estate.everything(account.id, type).length]);
    expect(Object.fromEntries(perKind)).toEqual({
      'AWS::IAM::Role': 300,
      'AWS::EC2::VPC': 30,
      'AWS::EC2::SecurityGroup': 150,
      'AWS::EC2::Instance': 150,
      'AWS::S3::Bucket': 150,
      'AWS::Lambda::Function': 225,
      'AWS::DynamoDB::Table': 90,
      'AWS::RDS::DBInstance': 60,
      'AWS::SQS::Queue': 150,
      'AWS::SNS::Topic': 90,
      'AWS::ECS::Cluster': 45,
      'AWS::ECR::Repository': 90,
      'AWS::EKS::Cluster': 30,
      'AWS::Logs::LogGroup': 375,
      'AWS::EC2::Volume': 150,
      'AWS::CertificateManager::Certificate': 60,
      'AWS::ElasticLoadBalancingV2::LoadBalancer': 60,
      'AWS::AutoScaling::AutoScalingGroup': 60,
      'AWS::AppRunner::Service': 60,
      'AWS::CloudFormation::Stack': 120,
      'AWS::RDS::DBCluster': 45,
      'AWS::ElastiCache::CacheCluster': 45,
      'AWS::MemoryDB::User': 45,
      'AWS::MSK::Cluster': 30,
      'AWS::MSK::ServerlessCluster': 30,
      'AWS::CodeBuild::Project': 45,
      'AWS::CodeDeploy::Application': 45,
      'AWS::CodeDeploy::DeploymentGroup': 90,
      'AWS::CodePipeline::Pipeline': 45,
      'AWS::StepFunctions::StateMachine': 45,
      'AWS::StepFunctions::StateMachineVersion': 90,
      'AWS::StepFunctions::StateMachineAlias': 45,
      'AWS::ECS::Service': 135,
      'AWS::ECS::TaskDefinition': 180,
      'AWS::SES::ConfigurationSet': 30,
      'AWS::SES::EmailIdentity': 60,
    });
  });

  it('names its account and region in every ARN', () => {
    const account = { id: '210987654321', name: 'demo' };

    const estate = generateEstate({ seed: 'demo', accounts: [account] });

    for (const { type, region, properties } of estate.everything(account.id)) {
      const own = ['Arn', 'TopicArn', 'DBInstanceArn', 'DBClusterArn'].find((name) => properties[name] !== undefined);
      const arn = properties[own ?? ''];
      if (typeof arn !== 'string' || type === 'AWS::S3::Bucket') continue;
      const [, , , arnRegion, arnAccount] = arn.split(':');
      expect([arnRegion, arnAccount]).toEqual([type === 'AWS::IAM::Role' ? '' : region, account.id]);
    }
  });

  it('has only types that can be listed and read', () => {
    expect(generatedKinds.filter((type) => !findKind(type)?.canList || !findKind(type)?.canRead)).toEqual([]);
  });

  it('is empty where nothing was planned', () => {
    const account = { id: '123456789012', name: 'empty', resourcesPerKind: 0 };

    expect(contents(generateEstate({ seed: 'demo', accounts: [account] }), account)).toEqual([]);
  });

  it('refuses to invent resources of a kind it has no maker for', () => {
    const account = { id: '123456789012', name: 'demo', kinds: ['AWS::Kinesis::Stream'] };

    expect(() => generateEstate({ seed: 'demo', accounts: [account] })).toThrow('AWS::Kinesis::Stream');
  });
});

describe('a seeded random number', () => {
  it('stays within its range', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer(), fc.nat({ max: 1000 }), (seed, from, span) => {
        const value = new Random(seed).integer(from, from + span);
        expect(value).toBeGreaterThanOrEqual(from);
        expect(value).toBeLessThanOrEqual(from + span);
      }),
    );
  });

  it('is the same on every machine', () => {
    expect(new Random('longshore').hex(16)).toBe('8635a998faf192dc');
  });
});

import { parseMapping } from '@longshore/domain';
import { Kinds } from '@longshore/kinds';
import { describe, expect, it } from 'vitest';
import { unusableShapes } from './unusable-shapes.js';

const port = { entity: { mappings: { identifier: '.Identifier', blueprint: '"thing"' } } };
const problems = (...resources: { kind: string; selector?: object }[]) =>
  unusableShapes(parseMapping({ resources: resources.map((resource) => ({ ...resource, port })) }), new Kinds(), 3);
const including = (kind: string, ...includeActions: string[]) => problems({ kind, selector: { includeActions } });

describe('the actions that an entry includes', () => {
  it.each([
    ['AWS::S3::Bucket', 'GetBucketEncryptionAction'],
    ['AWS::S3::Bucket', 'GetBucketPublicAccessBlockAction'],
    ['AWS::EC2::Instance', 'GetInstanceStatusAction'],
    ['AWS::SQS::Queue', 'GetQueueTagsAction'],
    ['AWS::CodeDeploy::DeploymentGroup', 'GetDeploymentGroupTags'],
    ['AWS::DynamoDB::Table', 'GetTableDetailsAction'],
  ])('of %s may be %s', (kind, action) => {
    expect(including(kind, action)).toEqual([]);
  });

  it('are refused with what was meant when the kind does not have them', () => {
    expect(including('AWS::S3::Bucket', 'GetBucketTagging', 'GetBucketPolicy')).toEqual([
      {
        pointer: '/resources/0/selector/includeActions/0',
        detail: 'GetBucketTagging is no action of AWS::S3::Bucket; did you mean GetBucketTaggingAction?',
      },
      {
        pointer: '/resources/0/selector/includeActions/1',
        detail: expect.stringMatching(/^GetBucketPolicy is no action of AWS::S3::Bucket; /),
      },
    ]);
  });

  it('are at most as many as the integration allows', () => {
    const four = [
      'GetBucketEncryptionAction',
      'GetBucketLocationAction',
      'GetBucketTaggingAction',
      'ListBucketsAction',
    ];

    expect(including('AWS::S3::Bucket', ...four)).toEqual([
      {
        pointer: '/resources/0/selector/includeActions',
        detail: 'has more than 3 actions; the setting maxIncludedActions allows more',
      },
    ]);
  });

  it('may be null', () => {
    expect(problems({ kind: 'AWS::S3::Bucket', selector: { includeActions: null } })).toEqual([]);
  });

  it('belong to kinds that a service lists itself, in its own shape', () => {
    expect(including('AWS::IAM::Role', 'GetRoleAction')).toEqual([
      {
        pointer: '/resources/0/selector/includeActions',
        detail: 'AWS::IAM::Role has no actions: leave includeActions out',
      },
    ]);
    const selector = { includeActions: ['ListQueueTagsAction'], useGetResourceAPI: true };
    expect(problems({ kind: 'AWS::SQS::Queue', selector })).toEqual([
      {
        pointer: '/resources/0/selector/includeActions',
        detail: 'actions belong to the native shape, which useGetResourceAPI or shape rule out',
      },
    ]);
  });
});

describe('the shape that an entry asks for', () => {
  it.each([
    ['AWS::IAM::Role', 'native', 'AWS::IAM::Role has the shape cloud-control only'],
    ['AWS::CodeBuild::BuildRun', 'cloud-control', 'AWS::CodeBuild::BuildRun has the shape native only'],
    ['AWS::StepFunctions::StateMachine', 'cloud-control', 'AWS::StepFunctions::StateMachine has the shape native only'],
  ])('has to exist: %s, %s', (kind, shape, detail) => {
    expect(problems({ kind, selector: { shape } })).toEqual([{ pointer: '/resources/0/selector/shape', detail }]);
  });

  it('may be that of Cloud Control also for a kind that nothing can list', () => {
    expect(problems({ kind: 'AWS::ACMPCA::Certificate', selector: { shape: 'cloud-control' } })).toEqual([]);
  });

  it('is the same in all entries of a kind', () => {
    const kind = 'AWS::SQS::Queue';

    expect(
      problems({ kind }, { kind, selector: { shape: 'native' } }, { kind, selector: { useGetResourceAPI: true } }),
    ).toEqual([
      {
        pointer: '/resources/2/selector/shape',
        detail: `asks for ${kind} in the shape cloud-control, an entry above for native: use the same shape in both`,
      },
    ]);
  });
});

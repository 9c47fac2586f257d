import { AwsCallFailed, type Listing } from '@longshore/domain';
import { findKind, type NativeKind } from '@longshore/kinds';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FixedSessions, IMPATIENT, newAccount, signal } from '../../testing/connected-account.js';
import { type Answer, AnsweringAws } from '../../testing/native/answering-aws.js';
import { operationsOf } from '../../testing/native/kind-estate.js';
import { AwsResources } from '../aws-resources.js';

const KINDS = [
  'AWS::EC2::Volume',
  'AWS::ECS::Cluster',
  'AWS::SNS::Topic',
  'AWS::CodeDeploy::DeploymentGroup',
  'AWS::CodePipeline::Stage',
  'AWS::CodePipeline::ActionExecution',
  'AWS::Organizations::Account',
  'AWS::DynamoDB::Table',
];
const account = newAccount();

let aws: AnsweringAws;
let source: AwsResources;

beforeAll(async () => {
  aws = await AnsweringAws.start(KINDS.flatMap((kind) => operationsOf(findKind(kind)?.curated?.native as NativeKind)));
  const options = { endpoint: aws.url, isStandIn: true, schedule: IMPATIENT, isPaced: false };
  source = new AwsResources(new FixedSessions(), options);
});
beforeEach(() => aws.take());
afterAll(() => aws.close());

const answering = (answers: { [operation: string]: Answer }) => {
  aws.answer = ({ operation }) => answers[operation.name] ?? {};
};
const listing = (kind: string, ...actions: string[]): Listing => ({ kind, region: 'eu-west-1', native: { actions } });
const read = (kind: string, identifier: string) => source.read(account, listing(kind), identifier, signal);
const page = (kind: string, ...actions: string[]) => source.page(account, listing(kind, ...actions), null, signal);
const failureOf = async (asked: Promise<unknown>) => {
  const error = await asked.catch((thrown: unknown) => thrown);
  if (!(error instanceof AwsCallFailed)) throw error;
  return error.failure;
};
const refused = (code: string, message = '', status = 400): Answer => ({ wireError: { code, message, status } });

describe('a direct read', () => {
  it('yields what the listing would, actions included', async () => {
    answering({ GetTopicAttributes: { Attributes: { TopicArn: 'arn:topic', SubscriptionsConfirmed: '2' } } });

    expect(await read('AWS::SNS::Topic', 'arn:topic')).toEqual({
      TopicArn: 'arn:topic',
      TopicName: 'topic',
      SubscriptionsConfirmed: 2,
    });
  });

  it('finds one of those that an answer holds', async () => {
    const stages = [{ name: 'Source' }, { name: 'Build' }];
    answering({ GetPipeline: { pipeline: { name: 'ship', stages } } });

    expect(await read('AWS::CodePipeline::Stage', 'ship|Build')).toMatchObject({ Name: 'Build', Order: 2 });
    expect(await read('AWS::CodePipeline::Stage', 'ship|Release')).toBeNull();
  });

  it.each([
    ['AWS::EC2::Volume', 'vol-1', { DescribeVolumes: refused('InvalidVolume.NotFound') }],
    ['AWS::SNS::Topic', 'arn:topic', { GetTopicAttributes: refused('NotFound', '', 404) }],
    ['AWS::ECS::Cluster', 'one', { DescribeClusters: { clusters: [], failures: [{ reason: 'MISSING' }] } }],
    ['AWS::CodeDeploy::DeploymentGroup', 'shop|production', { BatchGetDeploymentGroups: {} }],
  ])('says that there is no such %s only where AWS says so', async (kind, identifier, answers) => {
    answering(answers as { [operation: string]: Answer });

    expect(await read(kind, identifier)).toBeNull();
  });

  it('takes a cluster that AWS only remembers for gone', async () => {
    const clusterArn = 'arn:aws:ecs:eu-west-1:123456789012:cluster/one';
    answering({ DescribeClusters: { clusters: [{ clusterArn, clusterName: 'one', status: 'INACTIVE' }] } });

    expect(await read('AWS::ECS::Cluster', 'one')).toBeNull();
  });

  it('fails rather than taking a refusal for absence', async () => {
    answering({ DescribeVolumes: refused('UnauthorizedOperation', 'no', 403) });

    expect(await failureOf(read('AWS::EC2::Volume', 'vol-1'))).toMatchObject({
      reason: 'denied',
      action: 'ec2:DescribeVolumes',
    });
  });

  it('says that a kind has none', async () => {
    expect(await failureOf(read('AWS::CodePipeline::ActionExecution', 'x'))).toMatchObject({ reason: 'unsupported' });
  });
});

describe('an action that our own session policy refuses', () => {
  it('leaves the resource without its properties, marked restricted', async () => {
    const message =
      'User is not authorized to perform: dynamodb:DescribeTable with an explicit deny in a session policy';
    answering({ ListTables: { TableNames: ['t'] }, DescribeTable: refused('AccessDeniedException', message) });

    expect((await page('AWS::DynamoDB::Table')).resources).toEqual([
      {
        identifier: 't',
        properties: { TableName: 't', TableArn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/t' },
        restricted: 'dynamodb:DescribeTable',
      },
    ]);
  });
});

describe('the accounts of an organization', () => {
  const denied = refused('AccessDeniedException', 'You may not');
  const managedBy = (MasterAccountId: string) => ({ Organization: { MasterAccountId } });

  it('are none for an account that another one manages, with the refusal: a delegated administrator may have lost the right', async () => {
    answering({ ListAccounts: denied, DescribeOrganization: managedBy('999999999999') });

    expect(await page('AWS::Organizations::Account')).toMatchObject({
      resources: [],
      nextToken: null,
      refused: { reason: 'denied', action: 'organizations:ListAccounts' },
    });
  });

  it('are refused, not none, once a page was shown', async () => {
    answering({ ListAccounts: denied, DescribeOrganization: managedBy('999999999999') });

    const second = source.page(account, listing('AWS::Organizations::Account'), 'page-2', signal);

    expect(await failureOf(second)).toMatchObject({ reason: 'denied' });
  });

  it('are none where there is no organization', async () => {
    answering({ ListAccounts: refused('AWSOrganizationsNotInUseException') });

    expect(await page('AWS::Organizations::Account')).toMatchObject({ resources: [], nextToken: null });
  });

  it.each([
    ['the management account', managedBy('123456789012')],
    ['an account that may not ask', denied],
  ])('are refused, not none, for %s', async (_, answer) => {
    answering({ ListAccounts: denied, DescribeOrganization: answer });

    expect(await failureOf(page('AWS::Organizations::Account'))).toMatchObject({
      reason: 'denied',
      action: 'organizations:ListAccounts',
    });
  });

  it('have all their parents, however many pages', async () => {
    answering({ ListAccounts: { Accounts: [{ Id: '1' }] } });
    const pages = [{ Parents: [{ Id: 'ou-1' }], NextToken: 'more' }, { Parents: [{ Id: 'ou-2' }] }];
    aws.answer = ({ operation }) =>
      operation.name === 'ListParents' ? (pages.shift() ?? {}) : { Accounts: [{ Id: '1' }] };

    const { resources } = await page('AWS::Organizations::Account', 'ListParentsAction');

    expect(resources[0]?.properties).toEqual({ Id: '1', Parents: [{ Id: 'ou-1' }, { Id: 'ou-2' }] });
  });
});

import { entryPrograms, parseMapping, type MappingEntry } from '@longshore/domain';
import { findKind } from '@longshore/kinds';
import { describe, expect, it } from 'vitest';
import { testEntry } from '../testing/test-entry.js';
import { appliesIn, entriesIn, listingOf, planOf } from './plan-of.js';

const ROLE = 'arn:aws:iam::123456789012:role/LongshoreReadRole';
const REGIONS = ['eu-west-1', 'us-east-1'];
const QUEUE = 'AWS::SQS::Queue';

describe('the region policy of an entry', () => {
  const here = 'eu-west-1';
  const elsewhere = 'us-east-1';

  /** Of the only entry of a document, once it is parsed. */
  function policyOf(selector: object): MappingEntry {
    const port = { entity: { mappings: { identifier: '.Identifier', blueprint: '"queue"' } } };
    const [entry] = entryPrograms(parseMapping({ resources: [{ kind: QUEUE, selector, port }] }));
    if (!entry) throw new Error('no entry');
    return entry;
  }

  it.each([
    { allow: [], deny: [], applies: true },
    { deny: [], applies: true },
    { allow: [], applies: true },
    { allow: null, deny: null, applies: true },
    { allow: [], deny: [elsewhere], applies: true },
    { allow: [], deny: [here], applies: false },
    { allow: [here], deny: [], applies: true },
    { allow: [elsewhere], deny: [], applies: false },
    { allow: [here], deny: [elsewhere], applies: true },
    { allow: [here, elsewhere], deny: [here], applies: false },
    { allow: [elsewhere], deny: [elsewhere], applies: false },
    { allow: [elsewhere], deny: [here], applies: false },
  ])('with allow $allow and deny $deny applies in eu-west-1: $applies', ({ applies, ...regionPolicy }) => {
    expect(appliesIn(policyOf({ regionPolicy }), here)).toBe(applies);
  });

  it.each([
    { regions: null, applies: true },
    { regions: [], applies: true },
    { regions: [here], applies: true },
    { regions: [elsewhere], applies: false },
  ])("with the exporter's regions $regions applies in eu-west-1: $applies", ({ applies, regions }) => {
    expect(appliesIn(policyOf({ aws: { regions } }), here)).toBe(applies);
  });
});

describe('the plan of an account', () => {
  it('lists each kind once, in the order of the mapping, everywhere', () => {
    const entries = [
      testEntry('AWS::EKS::Cluster'),
      testEntry(QUEUE),
      testEntry('AWS::EKS::Cluster', { key: 'second' }),
    ];

    expect(planOf(entries, REGIONS, ROLE, null)).toEqual({
      regions: REGIONS,
      kinds: [
        { kind: 'AWS::EKS::Cluster', regions: null },
        { kind: QUEUE, regions: null },
      ],
    });
  });

  it('lists a kind wherever one of its entries applies', () => {
    const only = (region: string) => testEntry(QUEUE, { key: region, regionPolicy: { allow: [region], deny: [] } });

    expect(planOf([only('eu-west-1')], REGIONS, ROLE, null).kinds).toEqual([{ kind: QUEUE, regions: ['eu-west-1'] }]);
    expect(planOf([only('eu-west-1'), only('us-east-1')], REGIONS, ROLE, null).kinds).toEqual([
      { kind: QUEUE, regions: null },
    ]);
  });

  it('lists a kind without regions once, at home in its partition, whatever the region policy says', () => {
    const entry = testEntry('AWS::IAM::Role', { regionPolicy: { allow: ['eu-west-1'], deny: ['us-east-1'] } });
    const china = ROLE.replace('arn:aws:', 'arn:aws-cn:');

    expect(planOf([entry], REGIONS, ROLE, null).kinds).toEqual([{ kind: 'AWS::IAM::Role', regions: ['us-east-1'] }]);
    expect(planOf([entry], REGIONS, china, null).kinds).toEqual([{ kind: 'AWS::IAM::Role', regions: ['cn-north-1'] }]);
    expect(entriesIn([entry], 'AWS::IAM::Role', 'us-east-1')).toEqual([entry]);
  });

  it('leaves out regions without the service where its own API lists a kind', () => {
    const regions = ['eu-west-1', 'mx-central-1'];

    expect(planOf([testEntry('AWS::MemoryDB::User')], regions, ROLE, null).kinds).toEqual([
      { kind: 'AWS::MemoryDB::User', regions: ['eu-west-1'] },
    ]);
    expect(planOf([testEntry('AWS::MemoryDB::User', { shape: 'cloud-control' })], regions, ROLE, null).kinds).toEqual([
      { kind: 'AWS::MemoryDB::User', regions: null },
    ]);
  });

  it('lists buckets once where S3 itself lists them, and in every region through Cloud Control', () => {
    const plan = (shape: 'native' | 'cloud-control') =>
      planOf([testEntry('AWS::S3::Bucket', { shape })], REGIONS, ROLE, null).kinds;

    expect(plan('native')).toEqual([{ kind: 'AWS::S3::Bucket', regions: ['us-east-1'] }]);
    expect(plan('cloud-control')).toEqual([{ kind: 'AWS::S3::Bucket', regions: null }]);
  });

  it('leaves out what was not asked for', () => {
    const entries = [testEntry('AWS::IAM::Role'), testEntry(QUEUE)];

    expect(planOf(entries, REGIONS, ROLE, { kinds: [QUEUE], regions: ['eu-west-1'] })).toEqual({
      regions: ['eu-west-1'],
      kinds: [{ kind: QUEUE, regions: null }],
    });
    expect(planOf(entries, REGIONS, ROLE, { regions: ['eu-west-1'] }).kinds).toEqual([
      { kind: 'AWS::IAM::Role', regions: [] },
      { kind: QUEUE, regions: null },
    ]);
  });
});

describe('the listing of a cell', () => {
  const cell = { number: 0, kind: QUEUE, region: 'eu-west-1' };

  it('reads every resource again for all entries when one of them asks for it', () => {
    const [plain, eager] = [testEntry(QUEUE), testEntry(QUEUE, { useGetResourceApi: true })];

    expect(listingOf(cell, [plain])).toEqual({ kind: QUEUE, region: 'eu-west-1', native: { actions: [] } });
    expect(listingOf(cell, [plain, eager])).toEqual({ kind: QUEUE, region: 'eu-west-1', enrich: 'all' });
  });

  it.each([
    ['names what the entries of a kind that is not ours read', { title: '.Properties.Arn' }, ['Name', 'Arn']],
    ['reads all where an entry takes the properties as a whole', { properties: { all: '.Properties' } }, 'all'],
  ])('%s', (_sentence, more, enrich) => {
    const kind = 'AWS::Kinesis::Stream';
    const entity = { identifier: '.Properties.Name', blueprint: '"thing"' };
    const entries = [testEntry(kind, { entities: [entity] }), testEntry(kind, { entities: [{ ...entity, ...more }] })];

    expect(listingOf({ ...cell, kind }, entries)).toEqual({ kind, region: 'eu-west-1', enrich });
  });

  it.each([
    ['only what the list tells', 'AWS::Kinesis::Stream', { older: { dialect: 'ocean-v1', kind: 'x' } }],
    ['nothing that AWS never tells', 'AWS::RDS::CustomDBEngineVersion', {}],
    ['nothing of our own kinds, whose lists are known', 'AWS::EC2::VPC', {}],
  ] as const)('wants %s: %s', (_what, kind, change) => {
    const property = findKind(kind)?.writeOnly[0] ?? 'Arn';
    const entities = [{ identifier: `.Properties.${property}`, blueprint: '"thing"' }];

    expect(listingOf({ ...cell, kind }, [testEntry(kind, { entities, ...change })])).toEqual({
      kind,
      region: 'eu-west-1',
    });
  });

  it('includes the actions of all entries, each once, by whatever spelling', () => {
    const entries = [
      testEntry(QUEUE, { includeActions: ['GetQueueTagsAction'] }),
      testEntry(QUEUE, { includeActions: ['ListQueueTagsAction', 'ListQueuesAction'] }),
      testEntry(QUEUE),
    ];

    const native = { actions: ['ListQueueTagsAction'] };
    expect(listingOf(cell, entries)).toEqual({ kind: QUEUE, region: 'eu-west-1', native });
  });

  it('asks the service itself for kinds that Cloud Control does not list', () => {
    const runs = { number: 0, kind: 'AWS::CodeBuild::BuildRun', region: 'eu-west-1' };

    expect(listingOf(runs, [testEntry(runs.kind)])).toEqual({
      kind: runs.kind,
      region: 'eu-west-1',
      native: { actions: [] },
    });
  });

  it('is narrowed to resource models only when every entry names some', () => {
    const blue = testEntry(QUEUE, { resourceModels: { 'eu-west-1': [{ ClusterName: 'blue' }] } });
    const both = testEntry(QUEUE, {
      resourceModels: { 'eu-west-1': [{ ClusterName: 'blue' }, { ClusterName: 'red' }] },
    });

    expect(listingOf(cell, [blue, both]).models).toEqual([{ ClusterName: 'blue' }, { ClusterName: 'red' }]);
    expect(listingOf(cell, [blue, testEntry(QUEUE)]).models).toBeUndefined();
    expect(listingOf({ ...cell, region: 'us-east-1' }, [blue]).models).toBeUndefined();
  });
});

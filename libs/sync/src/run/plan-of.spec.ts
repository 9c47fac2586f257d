import { entryPrograms, parseMapping, type MappingEntry } from '@longshore/domain';
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

const NO_READS = new Map<string, null>();

describe('the listing of a cell', () => {
  const cell = { number: 0, kind: QUEUE, region: 'eu-west-1' };

  it('reads every resource again for all entries when one of them asks for it', () => {
    const [plain, eager] = [testEntry(QUEUE), testEntry(QUEUE, { useGetResourceApi: true })];

    expect(listingOf(cell, [plain], NO_READS)).toEqual({ kind: QUEUE, region: 'eu-west-1', native: { actions: [] } });
    expect(listingOf(cell, [plain, eager], NO_READS)).toEqual({ kind: QUEUE, region: 'eu-west-1', enrich: 'all' });
  });

  it('reads the resources that lack what one of the entries reads, and every one where that is not known', () => {
    const [one, other] = ['one', 'other'].map((key) => testEntry(QUEUE, { key, shape: 'cloud-control' }));
    const listing = (reads: [string, string[][] | null][]) =>
      listingOf(cell, [one, other] as MappingEntry[], new Map(reads)).enrich;

    expect([
      listing([
        ['one', [['Arn']]],
        ['other', [['Tags']]],
      ]),
      listing([
        ['one', []],
        ['other', []],
      ]),
      listing([
        ['one', [['Arn']]],
        ['other', null],
      ]),
    ]).toEqual([[['Arn'], ['Tags']], [], 'all']);
  });

  it('includes the actions of all entries, each once, by whatever spelling', () => {
    const entries = [
      testEntry(QUEUE, { includeActions: ['GetQueueTagsAction'] }),
      testEntry(QUEUE, { includeActions: ['ListQueueTagsAction', 'ListQueuesAction'] }),
      testEntry(QUEUE),
    ];

    const native = { actions: ['ListQueueTagsAction'] };
    expect(listingOf(cell, entries, NO_READS)).toEqual({ kind: QUEUE, region: 'eu-west-1', native });
  });

  it.each(['AWS::CodeBuild::BuildRun', 'AWS::StepFunctions::StateMachine'])(
    'asks the service itself for a kind that Cloud Control does not list, whatever an entry asks for: %s',
    (kind) => {
      const entries = [testEntry(kind), testEntry(kind, { useGetResourceApi: true })];

      expect(listingOf({ ...cell, kind }, entries, NO_READS)).toEqual({
        kind,
        region: 'eu-west-1',
        native: { actions: [] },
      });
    },
  );
});

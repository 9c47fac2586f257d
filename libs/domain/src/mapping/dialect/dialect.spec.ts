import { describe, expect, it } from 'vitest';
import { entryPrograms } from '../entry-programs.js';
import { parseMapping } from '../parse-mapping.js';
import { dialectNotes } from './dialect-notes.js';

const entry = (kind: string, mappings: unknown, selector?: object) => ({
  kind,
  ...(selector && { selector }),
  port: { entity: { mappings } },
});
const bare = { identifier: '.TableName', blueprint: 'table' };
const enveloped = { identifier: '.Properties.Arn', blueprint: '"table"' };
const TABLE = 'AWS::DynamoDB::Table';
const dialectOf = (...resources: object[]) => parseMapping({ resources }).dialect;
const entriesOf = (...resources: object[]) => entryPrograms(parseMapping({ resources }));

describe('the dialect of a mapping', () => {
  it.each([
    ['a list of mappings without .Properties', entry(TABLE, [bare]), 'exporter'],
    ['selector.aws', entry(TABLE, bare, { aws: { regions: ['eu-west-1'] } }), 'exporter'],
    ['.Identifier', entry(TABLE, { ...enveloped, title: '.Identifier' }), 'ocean-v1'],
    ['.__AccountId alone', entry(TABLE, { ...enveloped, relations: { account: '.__AccountId' } }), 'ocean-v1'],
    ['useGetResourceAPI', entry(TABLE, enveloped, { useGetResourceAPI: 'true' }), 'ocean-v1'],
    [
      'a name of its own',
      entry('AWS::ELBV2::LoadBalancer', { identifier: '.LoadBalancerArn', blueprint: '"lb"' }),
      'ocean-v1',
    ],
    ['a flat account', entry('AWS::Organizations::Account', { identifier: '.Id', blueprint: '"account"' }), 'ocean-v1'],
    [
      'an account with .Properties',
      entry('AWS::Organizations::Account', { identifier: '.Properties.Id', blueprint: '"a"' }),
      'ocean-v3',
    ],
    [
      '.__ExtraContext',
      entry(TABLE, { ...enveloped, title: '.__Region', relations: { a: '.__ExtraContext.AccountId' } }),
      'ocean-v3',
    ],
    [
      'includeActions',
      entry(TABLE, { ...enveloped, title: '.Identifier' }, { includeActions: ['ListTagsAction'] }),
      'ocean-v3',
    ],
    ['.Properties and nothing else', entry(TABLE, enveloped), 'ocean-v3'],
    ['several mappings of .Properties', entry(TABLE, [enveloped, enveloped]), 'ocean-v3'],
  ])('is told by %s', (_, resource, dialect) => {
    expect(dialectOf(resource)).toEqual(dialect);
  });

  it('is what the document says outright', () => {
    const document = { dialect: 'ocean-v1', resources: [entry(TABLE, enveloped)] };

    expect(parseMapping(document).dialect).toEqual('ocean-v1');
    expect(() => parseMapping({ ...document, dialect: 'ocean-v2' })).toThrow();
  });
});

describe("an entry of the exporter's config.json", () => {
  it('reads each resource, in the regions that it names', () => {
    const [program] = entriesOf(entry(TABLE, [bare], { aws: { regions: ['eu-west-1', 'us-east-1'] } }));

    expect(program).toMatchObject({
      kind: TABLE,
      older: { dialect: 'exporter', kind: TABLE },
      shape: 'cloud-control',
      regionPolicy: { allow: ['eu-west-1', 'us-east-1'], deny: [] },
      useGetResourceApi: true,
      itemsToParseTopLevelTransform: false,
      entities: [{ identifier: '.TableName', blueprint: '"table"' }],
    });
  });

  it('reads the default region of the integration where it names none', () => {
    const document = parseMapping({
      resources: [entry(TABLE, [bare]), entry(TABLE, [bare], { aws: { regions: ['us-east-1'] } })],
    });
    const regions = entryPrograms(document, { defaultRegion: 'eu-north-1' }).map(
      ({ regionPolicy }) => regionPolicy.allow,
    );

    expect(regions).toEqual([['eu-north-1'], ['us-east-1']]);
    expect(entryPrograms(document)[0]?.regionPolicy.allow).toBeNull();
  });

  it('keeps its place: Lambda before the SNS topic', () => {
    const topic = { identifier: '.TopicArn', blueprint: 'topic', relations: { consumer: '.Subscription[0].Endpoint' } };
    const kinds = entriesOf(
      entry('AWS::Lambda::Function', [{ identifier: '.Arn', blueprint: 'function' }]),
      entry('AWS::SNS::Topic', [topic]),
    ).map(({ kind }) => kind);

    expect(kinds).toEqual(['AWS::Lambda::Function', 'AWS::SNS::Topic']);
  });

  it('has Port invent no related entities, unless the document says so', () => {
    const resources = [entry(TABLE, [bare])];

    expect(parseMapping({ resources }).createMissingRelatedEntities).toBe(false);
    expect(parseMapping({ resources, createMissingRelatedEntities: true }).createMissingRelatedEntities).toBe(true);
  });
});

describe('the notes on a mapping of an older dialect', () => {
  const notesOn = (...resources: object[]) =>
    dialectNotes(parseMapping({ resources }))
      .map(({ pointer, effect, detail }) => [pointer, effect, detail])
      .slice(1);

  it('say what is listed in place of a kind, and which members it lacks', () => {
    const mappings = [{ identifier: '.CertificateArn', blueprint: 'certificate', properties: { status: '.Status' } }];

    expect(notesOn(entry('AWS::ACM::Certificate', mappings, { aws: { regions: ['us-east-1'] } }))).toEqual([
      ['/resources/0/kind', 'changed', 'is listed as AWS::CertificateManager::Certificate'],
      [
        '/resources/0/port/entity/mappings',
        'lost',
        'Status: always null, AWS tells no such thing of a AWS::CertificateManager::Certificate',
      ],
    ]);
  });

  it('say what has no effect', () => {
    const aws = {
      regions: ['eu-west-1'],
      list_parameters: { StackStatusFilter: ['CREATE_COMPLETE'], RetainExceptOnCreate: true },
    };
    const group = entry(
      'AWS::ResourceGroups::Group',
      { identifier: '.Identifier', blueprint: '"g"' },
      { listGroupResources: true },
    );
    const parameters = notesOn(entry('AWS::CloudFormation::Stack', [bare], { aws }));

    expect([...parameters, notesOn(group)[0]?.slice(0, 2)]).toEqual([
      [
        '/resources/0/selector/aws/list_parameters',
        'changed',
        'everything is listed, and what the parameters leave out is filtered here',
      ],
      [
        '/resources/0/selector/aws/list_parameters',
        'lost',
        'RetainExceptOnCreate: no effect, write the same wish as selector.query',
      ],
      ['/resources/0/selector/listGroupResources', 'lost'],
    ]);
  });

  it('say that dependents stay, and are none for the newest dialect that does not ask for their deletion', () => {
    const document = (mappings: unknown, flags = {}) =>
      dialectNotes(parseMapping({ resources: [entry(TABLE, mappings)], ...flags })).map(({ pointer, effect }) => [
        pointer,
        effect,
      ]);
    const flag = { deleteDependentEntities: true };

    expect(document({ ...enveloped, title: '.Identifier' })).toEqual([['', 'changed']]);
    expect(document({ ...enveloped, title: '.Identifier' }, flag)).toEqual([['/deleteDependentEntities', 'lost']]);
    expect(document(enveloped)).toEqual([]);
    expect(document(enveloped, flag)).toEqual([['/deleteDependentEntities', 'lost']]);
  });
});

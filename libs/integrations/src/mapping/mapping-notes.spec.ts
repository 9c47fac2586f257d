import { parseMapping } from '@longshore/domain';
import { kindNames, Kinds } from '@longshore/kinds';
import { describe, expect, it } from 'vitest';
import { mappingNotes } from './mapping-notes.js';

const notes = (kind: string, properties: { [name: string]: string } = {}, selector: object = {}) => {
  const mappings = { identifier: '.Identifier', blueprint: '"thing"', properties };
  const document = parseMapping({
    dialect: 'ocean-v3',
    resources: [{ kind, selector, port: { entity: { mappings } } }],
  });
  return mappingNotes(document, new Kinds()).map(({ pointer, effect, detail }) => `${effect} ${pointer} ${detail}`);
};
const lost = (name: string) =>
  `lost /resources/0/port/entity/mappings ${name} is always null: AWS takes it and never tells it`;

describe('the notes on a mapping', () => {
  it('say that AWS cannot list a kind', () => {
    expect(notes('AWS::ACMPCA::Certificate')).toEqual([
      'lost /resources/0/kind AWS::ACMPCA::Certificate has no list handler: AWS cannot list it, so there will be no entities',
    ]);
  });

  it('say which resource models a kind needs that Longshore does not find by itself', () => {
    const kind = 'AWS::SSO::Assignment';
    const keys = 'InstanceArn, PermissionSetArn, PrincipalId, PrincipalType, TargetId, TargetType';
    const aws = { regions_config: { 'eu-west-1': { resources_models: [{ InstanceArn: 'a' }] } } };

    expect([notes(kind)[0], notes(kind, {}, { aws })[0], notes('AWS::EKS::Nodegroup')]).toEqual([
      `lost /resources/0/kind ${kind} is listed by resource model only (${keys}): name some in selector.aws.regions_config.<region>.resources_models`,
      `lost /resources/0/kind ${kind} is listed by resource model only (${keys}): regions other than eu-west-1 stay incomplete unless regionPolicy.allow leaves them out`,
      [],
    ]);
  });

  it('name the properties that AWS takes and never tells, however deep they are read', () => {
    const cloudControl = { shape: 'cloud-control' };
    const reads = {
      bucket: '.Properties.Code.S3Bucket',
      name: '.Properties.FunctionName',
      all: '.Properties.SnapStart.ApplyOn',
    };

    expect(notes('AWS::Lambda::Function', reads, cloudControl)).toEqual([lost('Code.S3Bucket'), lost('SnapStart')]);
  });

  it('find those of the first level where the jq does not tell what it reads', () => {
    const reads = { snap: '.Properties.SnapStart', all: '. | tostring' };

    const inShape = (selector: object) => notes('AWS::Lambda::Function', reads, selector);

    expect([inShape({ shape: 'cloud-control' }), inShape({ useGetResourceAPI: true })]).toEqual([
      [lost('SnapStart')],
      [lost('SnapStart')],
    ]);
  });

  it.each([
    ['useGetResourceAPI', { useGetResourceAPI: true }],
    ['resource models', { aws: { regions_config: { 'eu-west-1': { resources_models: [{ Arn: 'a' }] } } } }],
  ])('say that %s cannot change the shape of a kind that Cloud Control cannot list', (_what, selector) => {
    const kind = 'AWS::StepFunctions::StateMachine';

    expect([notes(kind), notes(kind, {}, selector)]).toEqual([
      [],
      [`changed /resources/0/selector ${kind} has the shape native only, since Cloud Control cannot list it`],
    ]);
  });

  it('are none for what the service itself tells', () => {
    expect(notes('AWS::Lambda::Function', { snap: '.Properties.SnapStart' })).toEqual([]);
  });
});

describe('a mapping of more new services than a session can be allowed', () => {
  it('says which kinds need an integration of their own', () => {
    const port = { entity: { mappings: { identifier: '.Identifier', blueprint: '"thing"' } } };
    const kinds = kindNames().filter(
      (kind) => kind.startsWith('AWS::QuickSight::') || kind.startsWith('AWS::Wisdom::'),
    );
    const resources = kinds.map((kind) => ({ kind, port }));

    const found = mappingNotes(parseMapping({ resources }), new Kinds()).filter(({ detail }) =>
      detail.includes('no room'),
    );

    expect(found).toContainEqual({
      pointer: `/resources/${kinds.indexOf('AWS::Wisdom::Assistant')}/kind`,
      effect: 'lost',
      detail:
        'a session has no room to be allowed wisdom:GetAssistant, wisdom:ListAssistants: map AWS::Wisdom::Assistant in an integration of its own',
    });
  });
});

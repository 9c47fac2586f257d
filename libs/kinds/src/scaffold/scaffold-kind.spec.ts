import { describe, expect, it } from 'vitest';
import { findKind, kindNames, type CataloguedKind } from '../catalogue.js';
import { curatedKinds } from '../curated-kinds.js';
import type { RelatedEntry } from './infer-relations.js';
import { blueprintName, lowerFirst, titleOf } from './names.js';
import { scaffoldKind } from './scaffold-kind.js';

const kind = (name: string): CataloguedKind => findKind(name) as CataloguedKind;
const account: RelatedEntry = { kind: 'AWS::Account::Info', identifier: '.Properties.Id', blueprint: 'awsAccount' };
const role: RelatedEntry = { kind: 'AWS::IAM::Role', identifier: '.Properties.Arn', blueprint: 'iamRole' };

describe('the scaffold of a kind', () => {
  it('is our own content where we have some', async () => {
    const [first] = curatedKinds;
    const { blueprint, resource, notes } = await scaffoldKind(kind(first?.type ?? ''), []);

    expect({ blueprint, mappings: resource.port.entity.mappings, notes }).toEqual({
      blueprint: first?.blueprint,
      mappings: first?.entity,
      notes: [],
    });
  });

  it('is made from the schema of any other kind', async () => {
    expect(await scaffoldKind(kind('AWS::EMR::WALWorkspace'), [])).toEqual({
      blueprint: {
        identifier: 'emrWALWorkspace',
        title: 'EMR WAL workspace',
        icon: 'AWS',
        schema: {
          properties: {
            region: { type: 'string', title: 'Region' },
            walWorkspaceName: { type: 'string', title: 'WAL workspace name' },
            tags: { type: 'array', title: 'Tags' },
          },
          required: [],
        },
        relations: {},
      },
      resource: {
        kind: 'AWS::EMR::WALWorkspace',
        selector: { query: 'true' },
        port: {
          entity: {
            mappings: {
              identifier: '[.__AccountId, .__Region, .Identifier] | join("/")',
              title: '.Properties.WALWorkspaceName // .Identifier',
              blueprint: '"emrWALWorkspace"',
              properties: {
                region: '.__Region',
                walWorkspaceName: '.Properties.WALWorkspaceName',
                tags: '.Properties.Tags',
              },
              relations: {},
            },
          },
        },
      },
      notes: [],
    });
  });

  it('relates to the account, and to what the schema says a property names', async () => {
    const { blueprint, resource } = await scaffoldKind(kind('AWS::IoT::Logging'), [account, role]);

    expect(blueprint.relations).toEqual({
      account: { title: 'Account', target: 'awsAccount', required: false, many: false },
      role: { title: 'Role', target: 'iamRole', required: false, many: false },
    });
    expect(resource.port.entity.mappings.relations).toEqual({
      account: '.__AccountId',
      role: '.Properties.RoleArn',
    });
  });

  it('says why it does not relate to an entry that is identified by something else', async () => {
    const byName = { ...role, identifier: '.Properties.RoleName' };

    const { blueprint, notes } = await scaffoldKind(kind('AWS::IoT::Logging'), [byName]);

    expect(blueprint.relations).toEqual({});
    expect(notes).toContain(
      'RoleArn names AWS::IAM::Role by Arn, but its entry identifies entities by .Properties.RoleName.',
    );
  });

  it('relates an ARN by its name where the schema says nothing', async () => {
    const topic: RelatedEntry = { kind: 'AWS::SNS::Topic', identifier: '.Properties.TopicArn', blueprint: 'snsTopic' };

    const { blueprint } = await scaffoldKind(kind('AWS::MemoryDB::Cluster'), [topic, role]);

    expect(blueprint.relations).toEqual({
      snsTopic: { title: 'Sns topic', target: 'snsTopic', required: false, many: false },
    });
  });

  it('leaves out what AWS never answers, and says so', async () => {
    const { blueprint, notes } = await scaffoldKind(kind('AWS::ECS::CapacityProvider'), []);
    const { writeOnly } = kind('AWS::ECS::CapacityProvider');

    expect(Object.keys(blueprint.schema.properties)).not.toContain(lowerFirst(writeOnly[0] ?? 'nothing'));
    expect(notes).toEqual(writeOnly.length === 0 ? [] : [`AWS never answers ${writeOnly.join(', ')}.`]);
  });

  it('exists for every kind, with a property for each expression', async () => {
    for (const name of kindNames()) {
      const { blueprint, resource } = await scaffoldKind(kind(name), [account]);
      const mapped = resource.port.entity.mappings;
      expect(Object.keys(mapped.properties ?? {}).filter((id) => !(id in blueprint.schema.properties))).toEqual([]);
      expect(Object.keys(mapped.relations ?? {}).filter((id) => !(id in blueprint.relations))).toEqual([]);
    }
  });
});

describe('names', () => {
  it.each([
    ['AWS::Lambda::Function', 'lambdaFunction'],
    ['AWS::ACMPCA::Certificate', 'acmpcaCertificate'],
    ['AWS::EC2::VPC', 'ec2VPC'],
  ])('of %s as a blueprint: %s', (type, name) => {
    expect(blueprintName(type)).toBe(name);
  });

  it.each([
    ['KmsKeyArn', 'kmsKeyArn', 'Kms key ARN'],
    ['DBInstanceArn', 'dbInstanceArn', 'DB instance ARN'],
    ['ARN', 'arn', 'ARN'],
    ['MultiAZ', 'multiAZ', 'Multi AZ'],
  ])('of %s as a property: %s', (property, id, title) => {
    expect({ id: lowerFirst(property), title: titleOf(property) }).toEqual({ id, title });
  });
});

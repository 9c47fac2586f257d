import type { JsonObject } from '@longshore/domain';
import { findKind, type CataloguedKind } from '@longshore/kinds';
import { listableTypes } from '@longshore/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller, SyncView } from './rig/caller.js';
import { ACCOUNT, LongshoreRig } from './rig/longshore-rig.js';
import type { PortCatalog } from './rig/port-catalog.js';
import { DENIED_TYPES, TYPES_WITHOUT_MODEL } from './rig/unlisted-types.js';

const REGION = 'us-east-1';
const BLUEPRINT = 'awsResource';
const NO_ENTITIES = { created: 0, updated: 0, unchanged: 0, deleted: 0, held: 0, failed: 0 };

const types = listableTypes();

/** One entry for each type, in the shape of Cloud Control also where a service's own API is known; those kinds have tests of their own. */
const mappingOf = (models: { [type: string]: JsonObject[] } = {}) => ({
  // Resource models are the exporter's own; without this the document would count as one of its.
  dialect: 'ocean-v3',
  resources: types.map((kind) => ({
    kind,
    selector: {
      shape: 'cloud-control',
      ...(models[kind] && { aws: { regions_config: { [REGION]: { resources_models: models[kind] } } } }),
    },
    port: {
      entity: {
        mappings: {
          identifier: '.__Kind + "/" + .Identifier',
          blueprint: JSON.stringify(BLUEPRINT),
          properties: { kind: '.__Kind', awsIdentifier: '.Identifier' },
        },
      },
    },
  })),
});

describe('a sync of all 1,406 types that Cloud Control lists, two resources each', { timeout: 600_000 }, () => {
  let rig: LongshoreRig;
  let tenant: Caller;
  let catalog: PortCatalog;
  let first: SyncView;

  beforeAll(async () => {
    const account = { regions: [{ name: REGION, status: 'ENABLED_BY_DEFAULT' as const }], everyTypeIn: [REGION] };
    rig = await LongshoreRig.start({ resourcesPerKind: 0, account, isPaced: false });
    tenant = await rig.tenant();
    await rig.connect(tenant);
    catalog = await rig.catalog();
    const text = { type: 'string' };
    const schema = { properties: { kind: text, awsIdentifier: text }, required: [] };
    await catalog.createBlueprint({ identifier: BLUEPRINT, title: 'AWS resource', schema });
    await tenant.put('/v1/integrations/aws/mapping', mappingOf());
    const { syncId } = await tenant.post<{ syncId: string }>('/v1/integrations/aws/verification');
    first = await tenant.ended(syncId);
  }, 600_000);
  afterAll(() => rig.stop());

  const existing = (of: readonly string[]) =>
    of
      .flatMap((type) => rig.aws.estate.everything(ACCOUNT, type).map(({ identifier }) => `${type} ${identifier}`))
      .sort();

  const inPort = async () => {
    const entities = await catalog.entities(BLUEPRINT);
    return entities.map(({ properties }) => `${properties['kind']} ${properties['awsIdentifier']}`).sort();
  };

  const incompleteBy = ({ incomplete }: SyncView, wanted: string) =>
    incomplete.flatMap(({ kind, reason }) => (reason === wanted ? [kind] : [])).sort();

  it('brings both resources of every type that can be listed without help', async () => {
    const unlisted = new Set<string>([...TYPES_WITHOUT_MODEL, ...DENIED_TYPES]);
    const expected = existing(types.filter((type) => !unlisted.has(type)));

    expect(await inPort()).toEqual(expected);
    expect(expected).toHaveLength(2 * (types.length - unlisted.size));
    expect(first.counts.entities).toEqual({ ...NO_ENTITIES, created: expected.length });
  });

  it('tells of the other types why they are incomplete, and what to do', () => {
    const { scopes, complete, incomplete } = first.counts;
    const remedies = first.incomplete.flatMap(({ kind, remedy }) =>
      ['AWS::Cassandra::Table', 'AWS::SSO::Assignment'].includes(kind) ? [remedy] : [],
    );

    expect({ status: first.status, scopes, complete, incomplete }).toEqual({
      status: 'partial',
      scopes: types.length,
      complete: types.length - TYPES_WITHOUT_MODEL.length - DENIED_TYPES.length,
      incomplete: TYPES_WITHOUT_MODEL.length + DENIED_TYPES.length,
    });
    expect(incompleteBy(first, 'unsupported')).toEqual(TYPES_WITHOUT_MODEL);
    expect(incompleteBy(first, 'denied')).toEqual(DENIED_TYPES);
    expect(remedies).toEqual([
      'Allow cassandra:Select for the role, or remove the kind from the mapping.',
      'Name resource models in selector.aws.regions_config.<region>.resources_models of its entries, or remove the kind from the mapping.',
    ]);
  });

  it('writes nothing the second time', async () => {
    const mark = await rig.port.mark();

    const { status, counts } = await tenant.sync();

    expect({ status, entities: counts.entities }).toEqual({
      status: 'partial',
      entities: { ...NO_ENTITIES, unchanged: first.counts.entities.created },
    });
    expect(await rig.port.writes(mark)).toEqual([]);
  });

  it('brings the types that need one as soon as the mapping names their resource models', async () => {
    const models = Object.fromEntries(TYPES_WITHOUT_MODEL.map((type) => [type, modelsOf(rig, type)]));
    await tenant.put('/v1/integrations/aws/mapping', mappingOf(models));

    const { id } = await tenant.post<{ id: string }>('/v1/integrations/aws/syncs', { kinds: TYPES_WITHOUT_MODEL });
    const sync = await tenant.ended(id);

    expect(incompleteBy(sync, 'unsupported')).toEqual([]);
    const denied = new Set([...DENIED_TYPES, ...incompleteBy(sync, 'denied')]);
    expect(await inPort()).toEqual(existing(types.filter((type) => !denied.has(type))));
  });
});

/** What somebody would write who knows the resources. */
function modelsOf({ aws }: LongshoreRig, type: string): JsonObject[] {
  const { requires, requiresOneOf } = findKind(type) as CataloguedKind;
  const keys = [...requires, ...(requiresOneOf[0] ?? [])];
  return aws.estate
    .everything(ACCOUNT, type)
    .map(({ properties }) => Object.fromEntries(keys.map((key) => [key, properties[key] ?? null])));
}

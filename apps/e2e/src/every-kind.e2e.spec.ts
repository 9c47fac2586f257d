import { curatedKinds, defaultBlueprints, type Kind } from '@longshore/kinds';
import { DEMO_ORGANIZATION, type Estate } from '@longshore/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { byIdentifier, expectedEntities, withoutNulls } from './catalog/expected-catalog.js';
import { removeWhatAges } from './catalog/histories.js';
import { putUncuratedResources } from './catalog/uncurated-resources.js';
import type { Caller, SyncView } from './rig/caller.js';
import { LongshoreRig } from './rig/longshore-rig.js';
import { PortCatalog } from './rig/port-catalog.js';

type NativeKind = Kind & { native: NonNullable<Kind['native']> };
const native = curatedKinds.filter((kind): kind is NativeKind => kind.native !== undefined);

/** Of these nobody has written a mapping: the whole resource goes into one property. */
const UNCURATED = {
  'AWS::Kinesis::Stream': 'kinesisStream',
  'AWS::EKS::Nodegroup': 'eksNodegroup',
  'AWS::ElasticLoadBalancingV2::Listener': 'listener',
  'AWS::ApiGateway::Stage': 'apiStage',
  'AWS::StepFunctions::StateMachineAlias': 'stateMachineAlias',
  'AWS::StepFunctions::StateMachineVersion': 'stateMachineVersion',
};

/** What Port's own integration does not list. */
const OURS_ALONE: readonly string[] = ['AWS::StepFunctions::StateMachine'];

/** Every kind of the catalogue that is ours, so that none can be forgotten, and the others. */
const KINDS = [
  ...curatedKinds.map(({ type, blueprint }) => [type, blueprint.identifier] as const),
  ...Object.entries(UNCURATED),
];

const entries = curatedKinds.map((kind) => ({
  kind: kind.type,
  selector: {
    query: 'true',
    ...(kind.native && { includeActions: kind.native.actions.map(({ name }) => name) }),
  },
  port: { entity: { mappings: kind.entity } },
}));

const uncuratedEntries = Object.entries(UNCURATED).map(([kind, blueprint]) => ({
  kind,
  selector: { query: 'true' },
  port: {
    entity: {
      mappings: {
        identifier: '(.Identifier | split("|") | join("/")) + "/" + .__Region + "/" + .__AccountId',
        title: '.Identifier',
        blueprint: JSON.stringify(blueprint),
        properties: { everything: '.Properties', region: '.__Region' },
        relations: { account: '.__AccountId' },
      },
    },
  },
}));

const blueprintOf = (identifier: string) => ({
  identifier,
  title: identifier,
  schema: { properties: { everything: { type: 'object' }, region: { type: 'string' } }, required: [] },
  relations: { account: { title: 'Account', target: 'awsAccount', required: false, many: false } },
});

function prepareEstate(estate: Estate, accountId: string): void {
  removeWhatAges(estate, accountId);
  for (const region of ['us-east-1', 'eu-west-1']) putUncuratedResources(estate, { accountId, region });
}

describe('a mapping of all 34 native kinds, five of Cloud Control and five with parents', { timeout: 120_000 }, () => {
  let rig: LongshoreRig;
  let tenant: Caller;
  let catalog: PortCatalog;
  let sync: SyncView;

  beforeAll(async () => {
    rig = await LongshoreRig.start({ organization: DEMO_ORGANIZATION });
    for (const { id } of DEMO_ORGANIZATION.accounts) prepareEstate(rig.aws.estate, id);
    tenant = await rig.tenant({ mode: 'organization', organizationalUnitIds: [DEMO_ORGANIZATION.rootId] });
    await rig.connect(tenant);
    catalog = await rig.catalog();
    const related = defaultBlueprints().filter(({ identifier }) => identifier === 'awsAccount');
    const blueprints = [...related, ...Object.values(UNCURATED).map(blueprintOf)];
    for (const blueprint of blueprints) await catalog.createBlueprint(blueprint);
    await tenant.patch('/v1/integrations/aws', { settings: { maxIncludedActions: 20 } });
    await tenant.put('/v1/integrations/aws/mapping', { resources: [...entries, ...uncuratedEntries] });
    const { syncId } = await tenant.post<{ syncId: string }>('/v1/integrations/aws/verification');
    sync = await tenant.ended(syncId);
  }, 300_000);
  afterAll(() => rig.stop());

  it('has what Port’s own integration has: 33 kinds with 67 actions', () => {
    const shared = native.filter(({ type }) => !OURS_ALONE.includes(type));

    expect([...shared.map(({ type }) => type), 'AWS::Account::Info']).toHaveLength(33);
    expect(shared.flatMap(({ native: { actions } }) => actions)).toHaveLength(67);
  });

  it('completes, with every listing whole and every resource an entity', async () => {
    expect({ status: sync.status, detail: sync.detail, incomplete: sync.incomplete }).toEqual({
      status: 'completed',
      detail: null,
      incomplete: [],
    });
    expect(sync.counts).toMatchObject({
      accounts: DEMO_ORGANIZATION.accounts.length,
      entities: { created: await rig.port.total(), updated: 0, unchanged: 0, deleted: 0, held: 0, failed: 0 },
    });
  });

  it.each(KINDS)('makes of %s what the estate of the organization says', async (kind, blueprint) => {
    const entities = (await catalog.entities(blueprint)).map(withoutNulls).sort(byIdentifier);

    expect(entities.length).toBeGreaterThan(0);
    expect(entities).toEqual(expectedEntities(kind, rig.aws.estate, DEMO_ORGANIZATION));
  });

  it('calls every action of every native kind', () => {
    const called = new Set(rig.aws.calls.list().map(({ service, operation }) => `${service}:${operation}`));
    const uncalled = native.flatMap(({ type, native: { service, list, actions } }) =>
      actions
        .filter(({ operation = list.operation }) => !called.has(`${service}:${operation}`))
        .map(({ name }) => `${type} ${name}`),
    );

    expect(uncalled).toEqual([]);
  });

  it('finds everything unchanged the second time and writes nothing', async () => {
    const mark = await rig.port.mark();

    const { status, counts } = await tenant.sync();

    expect(status).toBe('completed');
    expect(counts.entities).toEqual({
      created: 0,
      updated: 0,
      unchanged: sync.counts.entities.created,
      deleted: 0,
      held: 0,
      failed: 0,
    });
    expect(await rig.port.writes(mark)).toEqual([]);
  });
});

import { curatedKinds } from '@longshore/kinds';
import { generatedKinds } from '@longshore/sandbox';

export const REGION = 'us-east-1';

/** About 300 resources of each kind that the stand-in makes. */
export const ACCOUNT = { id: '210987654321', name: 'bench', resourcesPerKind: 300, populatedRegions: [REGION] };

const CLUSTERS = 'AWS::EKS::Cluster';
const NODEGROUPS = 'AWS::EKS::Nodegroup';

/** Puts a few node groups below every cluster: a kind that is listed cluster by cluster. */
export async function addNodegroups(aws) {
  const resources = `/_sandbox/accounts/${ACCOUNT.id}/resources`;
  const { data } = await aws.get(`${resources}?type=${CLUSTERS}`);
  for (const { identifier: ClusterName } of data) {
    for (const name of ['blue', 'green', 'red']) {
      const properties = { Id: `${ClusterName}/${name}`, ClusterName, NodegroupName: name };
      await aws.put(resources, { region: REGION, type: NODEGROUPS, properties });
    }
  }
}

/** What handlers of Cloud Control put on a page cannot be asked for; the stand-in's has this many. */
const CLOUD_CONTROL_PAGE = 25;

const pages = (items, size) => Math.max(1, Math.ceil(items / size));

/** Kinds that the stand-in's services list, all by their default actions. */
const native = curatedKinds
  .filter(({ type, native: known }) => known && generatedKinds.includes(type))
  .map(({ type, native: known }) => ({
    name: type,
    listing: {
      kind: type,
      native: { actions: known.actions.filter(({ optional }) => !optional).map(({ name }) => name) },
    },
    fewestCalls: (items, byOperation) => nativeFloor(known, items, byOperation),
  }));

/**
 * Pages as long as the kind asks for, where it may ask; where its service decides, or lists below parents, what was counted. Then one call
 * for each item, or each batch of items, and operation.
 */
function nativeFloor({ list, parents, actions }, items, byOperation) {
  const size = Object.values(list.input ?? {}).find(Number.isInteger);
  const counted = (byOperation.get(list.operation) ?? 0) + (parents ? (byOperation.get(parents.operation) ?? 0) : 0);
  const lists = parents || size === undefined ? counted : pages(items, size);
  const calling = actions.filter(({ optional, operation }) => !optional && operation);
  const distinct = new Map(calling.map((action) => [JSON.stringify([action.operation, action.input]), action]));
  const reads = [...distinct.values()].map(({ operation, batch }) => {
    // No batch spans two parents.
    if (batch && parents) return byOperation.get(operation) ?? 0;
    return batch ? Math.ceil(items / batch.size) : items;
  });
  return lists + reads.reduce((total, calls) => total + calls, 0);
}

/** How many items a listing has below each of its parents, whose own listing has to be read too. */
const BELOW = { [NODEGROUPS]: 3 };

const cloudControl = (what, kind, { isRead = false } = {}) => ({
  name: `${kind} (${what})`,
  listing: { kind },
  fewestCalls: (items) => {
    const parents = BELOW[kind] === undefined ? 0 : items / BELOW[kind];
    const lists = parents > 0 ? pages(parents, CLOUD_CONTROL_PAGE) + parents : pages(items, CLOUD_CONTROL_PAGE);
    return lists + (isRead ? items : 0);
  },
});

export const CRAWLED = [
  ...native,
  cloudControl('Cloud Control, listed', 'AWS::Logs::LogGroup'),
  cloudControl('Cloud Control, listed', 'AWS::EC2::SecurityGroup'),
  cloudControl('Cloud Control, read one by one', 'AWS::Lambda::Function', { isRead: true }),
  cloudControl('Cloud Control, below its parents', NODEGROUPS),
];

import type { Json, JsonObject } from '../../json.js';

/** What a parameter of the older product's list call left over, said about what is listed. */
export interface ListFilter {
  /** A jq condition for each parameter that is understood. */
  conditions: string[];
  /** Names of those that are not. */
  lost: string[];
}

type Condition = (value: Json) => string | null;

/** Values may be texts or numbers; null for anything else. */
function texts(value: Json): string[] | null {
  const values = Array.isArray(value) ? value : [value];
  return values.every((each) => typeof each === 'string' || typeof each === 'number') ? values.map(String) : null;
}

const isOneOf =
  (path: string): Condition =>
  (value) =>
    matching(path, texts(value), (text) => text.replaceAll(/[*?]/g, '\\$&'));

/** EC2's filters take `*` and `?` for any characters and one (EC2 User Guide, "List and filter using the CLI and API"). */
const wildcards = (text: string): string => text.replaceAll('*', '.*').replaceAll('?', '.');

function matching(path: string, values: string[] | null, pattern: (escaped: string) => string): string | null {
  if (!values) return null;
  const patterns = values.map((value) => pattern(value.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')));
  return `((${path}) // "" | tostring | test(${JSON.stringify(`^(?:${patterns.join('|')})$`)}))`;
}

/** Of DescribeInstances, in the shape of its answer. */
const INSTANCE_FILTERS: { [name: string]: string } = {
  architecture: '.Architecture',
  'availability-zone': '.Placement.AvailabilityZone',
  'image-id': '.ImageId',
  'instance-id': '.InstanceId',
  'instance-state-name': '.State.Name',
  'instance-type': '.InstanceType',
  'private-ip-address': '.PrivateIpAddress',
  'subnet-id': '.SubnetId',
  'vpc-id': '.VpcId',
};

function instanceFilters(value: Json): string | null {
  if (!Array.isArray(value)) return null;
  const conditions = value.map(instanceFilter);
  return conditions.includes(null) ? null : `(${['true', ...conditions].join(' and ')})`;
}

function instanceFilter(filter: Json): string | null {
  const { Name: name, Values: values } = (filter ?? {}) as JsonObject;
  if (typeof name !== 'string' || values === undefined) return null;
  if (!name.startsWith('tag:')) {
    const path = Object.hasOwn(INSTANCE_FILTERS, name) ? INSTANCE_FILTERS[name] : undefined;
    return path === undefined ? null : matching(path, texts(values), wildcards);
  }
  const isValue = matching('.Value', texts(values), wildcards);
  return isValue && `any((.Tags // [])[]; .Key == ${JSON.stringify(name.slice(4))} and ${isValue})`;
}

/** By the exporter's name of the kind; its other kinds knew no such parameters. */
const CONDITIONS: { [kind: string]: { [parameter: string]: Condition } } = {
  'AWS::CloudFormation::Stack': { StackStatusFilter: isOneOf('.StackStatus') },
  'AWS::EC2::Instance': { Filters: instanceFilters, InstanceIds: isOneOf('.InstanceId') },
  'AWS::ElastiCache::CacheCluster': { CacheClusterId: isOneOf('.CacheClusterId') },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    LoadBalancerArns: isOneOf('.LoadBalancerArn'),
    Names: isOneOf('.LoadBalancerName'),
  },
};

/** `selector.aws.list_parameters` of the exporter: it listed less; here everything is listed, and the rest left out. */
export function listFilter(kind: string, parameters: JsonObject): ListFilter {
  const known = Object.hasOwn(CONDITIONS, kind) ? CONDITIONS[kind] : undefined;
  const found = Object.entries(parameters).map(([name, value]) => {
    const condition = known && Object.hasOwn(known, name) ? known[name]?.(value) : undefined;
    return { name, condition };
  });
  return {
    conditions: found.flatMap(({ condition }) => condition ?? []),
    lost: found.flatMap(({ name, condition }) => (condition ? [] : [name])),
  };
}

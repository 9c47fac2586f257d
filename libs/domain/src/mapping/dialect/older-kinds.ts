import type { JsonObject } from '../../json.js';
import type { Dialect } from './dialect.js';

/** A kind that an older product read from the service's own API, in that API's shape. */
export interface OlderKind {
  /** The kind that is listed for it, and how. */
  kind: string;
  shape: 'native' | 'cloud-control';
  /** Members of the service's answer made from what we read. */
  members: (properties: JsonObject) => JsonObject;
  /** Members of the service's answer that Cloud Control does not tell: null here. */
  lost: readonly string[];
  /** Of the service's API, beside what is always called. */
  actions?: readonly string[];
}

const stack: OlderKind = {
  kind: 'AWS::CloudFormation::Stack',
  shape: 'cloud-control',
  members: ({ LastUpdateTime = null, Parameters = null, StackName = null, StackId }) => ({
    LastUpdatedTime: LastUpdateTime,
    StackName: StackName ?? String(StackId).split('/')[1] ?? null,
    Parameters:
      Parameters !== null && typeof Parameters === 'object' && !Array.isArray(Parameters)
        ? Object.entries(Parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }))
        : Parameters,
  }),
  lost: ['StackResources', 'StackStatusReason', 'DriftInformation'],
};

const certificate: OlderKind = {
  kind: 'AWS::CertificateManager::Certificate',
  shape: 'cloud-control',
  members: () => ({}),
  lost: ['Status', 'Type', 'Issuer', 'IssuedAt', 'CreatedAt', 'NotBefore', 'NotAfter', 'InUseBy', 'Serial'],
};

const loadBalancer: OlderKind = {
  kind: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  shape: 'cloud-control',
  members: ({ LoadBalancerAttributes = null, CanonicalHostedZoneID = null, Subnets = null }) => ({
    Attributes: LoadBalancerAttributes,
    CanonicalHostedZoneId: CanonicalHostedZoneID,
    AvailabilityZones: Array.isArray(Subnets) ? Subnets.map((SubnetId) => ({ SubnetId })) : Subnets,
  }),
  lost: ['State', 'VpcId', 'Listeners', 'CreatedTime'],
};

const cacheCluster: OlderKind = {
  kind: 'AWS::ElastiCache::Cluster',
  shape: 'native',
  members: ({ TagList = null }) => ({ Tags: TagList }),
  lost: [],
  actions: ['ListTagsForResourceAction'],
};

const asTheServiceTells = (kind: string): OlderKind => ({ kind, shape: 'native', members: () => ({}), lost: [] });

/** By the name that mappings use. */
const OLDER_KINDS: { [dialect in Dialect]: { [kind: string]: OlderKind } } = {
  exporter: {
    'AWS::ACM::Certificate': certificate,
    'AWS::CloudFormation::Stack': stack,
    'AWS::EC2::Instance': asTheServiceTells('AWS::EC2::Instance'),
    'AWS::ElastiCache::CacheCluster': cacheCluster,
    'AWS::ElasticLoadBalancingV2::LoadBalancer': loadBalancer,
  },
  'ocean-v1': {
    'AWS::ACM::Certificate': certificate,
    'AWS::CloudFormation::Stack': stack,
    'AWS::ElastiCache::Cluster': asTheServiceTells('AWS::ElastiCache::Cluster'),
    'AWS::ELBV2::LoadBalancer': loadBalancer,
    'AWS::Organizations::Account': asTheServiceTells('AWS::Organizations::Account'),
  },
  'ocean-v3': {},
};

/** Undefined for kinds that the product read through Cloud Control. */
export function olderKind(dialect: Dialect, kind: string): OlderKind | undefined {
  const kinds = OLDER_KINDS[dialect];
  return Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
}

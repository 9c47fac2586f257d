import type { MappingResource } from '../mapping-document.js';

/**
 * For which product of Port's a mapping was written: what its jq sees, and what it takes for granted.
 * `exporter`: the AWS exporter (config.json); `ocean-v1`: Ocean's first AWS integration; `ocean-v3`: the hosted one, and our own.
 */
export const DIALECTS = ['exporter', 'ocean-v1', 'ocean-v3'] as const;
export type Dialect = (typeof DIALECTS)[number];

/** Members of the raw resource around `Properties`: the exporter has none of them. */
const ENVELOPE = /\.(Properties|Identifier|__ExtraContext|__AccountId|__Region|__Kind)\b/;
const ONLY_V3 = /\.__ExtraContext\b/;
/** Hosted mappings read `.__Region` and `.__AccountId` too, but then `.__ExtraContext` beside them. */
const ONLY_V1 = /\.(Identifier|__AccountId|__Kind)\b/;

/** Kinds by names that only the first Ocean integration had. */
const NAMED_BY_V1 = new Set(['AWS::ELBV2::LoadBalancer', 'AWS::ACM::Certificate']);

/** A document that could have been written for either of two is taken for the newer one; its member `dialect` decides otherwise. */
export function dialectOf(resources: MappingResource[]): Dialect {
  const texts = textsOf(resources);
  if (!isOcean(resources, texts)) return 'exporter';
  if (ONLY_V3.test(texts) || resources.some(isV3)) return 'ocean-v3';
  return ONLY_V1.test(texts) || resources.some(isV1) ? 'ocean-v1' : 'ocean-v3';
}

function isOcean(resources: MappingResource[], texts: string): boolean {
  if (resources.some(({ selector }) => selector.aws != null)) return false;
  if (ENVELOPE.test(texts)) return true;
  const isExporterStyle = resources.some(({ port }) => Array.isArray(port.entity.mappings));
  return !isExporterStyle || resources.some(hasOceanSelector);
}

function hasOceanSelector({ selector }: MappingResource): boolean {
  const { regionPolicy, includeActions, useGetResourceAPI } = selector;
  return regionPolicy.allow !== null || regionPolicy.deny.length > 0 || includeActions.length > 0 || useGetResourceAPI;
}

function isV3({ selector }: MappingResource): boolean {
  return selector.includeActions.length > 0 || selector.shape != null;
}

function isV1(resource: MappingResource): boolean {
  const isFlatAccount = resource.kind === 'AWS::Organizations::Account' && !/\.Properties\b/.test(textsOf([resource]));
  return resource.selector.useGetResourceAPI || NAMED_BY_V1.has(resource.kind) || isFlatAccount;
}

function textsOf(resources: MappingResource[]): string {
  return JSON.stringify(resources.map(({ selector, port }) => [selector.query, port]));
}

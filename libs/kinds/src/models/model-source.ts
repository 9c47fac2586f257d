import { findKind, kindNames, type CataloguedKind } from '../catalogue.js';
import { KIND_VALUES, MODEL_VALUES, type ModelValues, parentKind } from './model-values.js';

/** What fills the resource model of a kind that AWS lists only with one. */
export interface ModelSource {
  key: string;
  values: ModelValues;
}

/** Whether AWS lists the kind only when a resource model says where. */
export function needsModel({ requires, requiresOneOf }: Pick<CataloguedKind, 'requires' | 'requiresOneOf'>): boolean {
  return requires.length + requiresOneOf.length > 0;
}

/** The keys that a resource model has to name, in words: `ApplicationId, EnvironmentId` or `LoadBalancerArn or ListenerArns`. */
export function modelKeys({ requires, requiresOneOf }: Pick<CataloguedKind, 'requires' | 'requiresOneOf'>): string {
  const choice = requiresOneOf.map((keys) => keys.join(' and ')).join(' or ');
  return [...requires, ...(choice === '' ? [] : [choice])].join(', ');
}

/** Undefined for kinds that need no model, and for those whose model only the mapping can give. */
export function modelSource(kind: CataloguedKind): ModelSource | undefined {
  // What a service of AWS is called says nothing about somebody else's.
  if (kind.origin !== 'public') return undefined;
  for (const key of soleKeys(kind)) {
    const values = valuesOf(kind, key);
    if (values && isHad(values)) return { key, values };
  }
  return undefined;
}

/** A parent that itself is listed only with a model that nobody can tell leads nowhere. */
function isHad(values: ModelValues): boolean {
  const parent = findKind(parentKind(values) ?? '');
  return !parent || !needsModel(parent) || modelSource(parent) !== undefined;
}

/** Keys of which each alone is a model. */
function soleKeys({ requires, requiresOneOf }: CataloguedKind): readonly string[] {
  if (requiresOneOf.length === 0) return requires.length === 1 ? requires : [];
  return requires.length > 0 ? [] : requiresOneOf.flatMap((keys) => (keys.length === 1 ? keys : []));
}

function valuesOf(kind: CataloguedKind, key: string): ModelValues | undefined {
  const own = KIND_VALUES[kind.type];
  if (own) return { from: 'constants', values: own };
  const known = MODEL_VALUES[serviceOf(kind.type)]?.[key];
  if (known) return parentKind(known) === kind.type ? undefined : known;
  const parent = identifiedBy(serviceOf(kind.type), key).filter((type) => type !== kind.type);
  const [only] = parent;
  return parent.length === 1 && only !== undefined ? { from: 'parent', kind: only } : undefined;
}

const serviceOf = (type: string): string => type.split('::')[1] ?? '';

let byIdentifier: Map<string, string[]> | undefined;

/** The listable kinds of a service whose whole identifier is that key. */
function identifiedBy(service: string, key: string): string[] {
  if (!byIdentifier) {
    byIdentifier = new Map();
    for (const type of kindNames()) {
      const { primaryIdentifier, canList } = findKind(type) as CataloguedKind;
      const name = `${serviceOf(type)} ${primaryIdentifier.join('|')}`;
      if (canList) byIdentifier.set(name, [...(byIdentifier.get(name) ?? []), type]);
    }
  }
  return byIdentifier.get(`${service} ${key}`) ?? [];
}

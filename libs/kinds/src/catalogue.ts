import { z } from 'zod';
import types from './cloud-control-types.generated.json' with { type: 'json' };
import { curatedKinds } from './curated-kinds.js';
import type { Kind } from './define-kind.js';
import { UNDECLARED_KEYS } from './models/undeclared-keys.js';
import { placeholders } from './native/placeholders.js';
import type { ResourceProperties } from './resource-properties.js';

/** What the catalogue says about one kind. */
export interface CataloguedKind {
  type: string;
  /** Of the public catalogue, or registered or activated in a tenant's account. */
  origin: 'public' | 'private' | 'activated';
  /** Whether AWS's registry has it, and Cloud Control with it; the others are our own or listed by their service only. */
  isRegistered: boolean;
  /** Property names whose values, joined with `|` in this order, are AWS's identifier. */
  primaryIdentifier: readonly string[];
  /** By its service's own API, or by a list handler. */
  canList: boolean;
  /** Whether Cloud Control can list it. */
  hasListHandler: boolean;
  canRead: boolean;
  /** Keys of the resource model without which AWS does not list this kind. */
  requires: readonly string[];
  /** Sets of keys of which one has to be in the resource model; empty when there is no such choice. */
  requiresOneOf: readonly (readonly string[])[];
  /** IAM actions that the handlers declare; they often declare more than they use. */
  declaredPermissions: { list: readonly string[]; read: readonly string[] };
  /** Dotted paths below `Properties` that AWS takes but never answers. */
  writeOnly: readonly string[];
  /** Of a kind that the published properties lack. */
  properties?: ResourceProperties;
  curated?: Kind;
}

const Row = z.strictObject({
  type: z.string(),
  id: z.array(z.string()),
  requires: z.array(z.string()),
  oneOf: z.array(z.array(z.string())),
  list: z.array(z.string()).nullable(),
  read: z.array(z.string()).nullable(),
  writeOnly: z.array(z.string()),
});

const curatedByType = new Map<string, Kind>(curatedKinds.map((kind) => [kind.type, kind]));

function fromRegistry(row: z.infer<typeof Row>): CataloguedKind {
  const curated = curatedByType.get(row.type);
  return {
    type: row.type,
    origin: 'public',
    isRegistered: true,
    primaryIdentifier: row.id,
    canList: row.list !== null || curated?.native !== undefined,
    hasListHandler: row.list !== null,
    canRead: row.read !== null,
    requires: [...row.requires, ...(UNDECLARED_KEYS[row.type] ?? [])],
    requiresOneOf: row.oneOf,
    declaredPermissions: { list: row.list ?? [], read: row.read ?? [] },
    writeOnly: row.writeOnly,
    ...(curated && { curated }),
  };
}

/** The account itself, and kinds that only their service's own API lists. */
function unregistered(curated: Kind): CataloguedKind {
  const { type, native, permissions } = curated;
  return {
    type,
    origin: 'public',
    isRegistered: false,
    primaryIdentifier: native ? placeholders(native.identifier) : ['Id'],
    canList: true,
    hasListHandler: false,
    canRead: native?.read !== undefined,
    requires: [],
    requiresOneOf: [],
    declaredPermissions: { list: permissions, read: [] },
    writeOnly: [],
    curated,
  };
}

const registered = new Set(types.map(({ type }) => type));

const catalogue = new Map<string, CataloguedKind>(
  [
    ...curatedKinds.filter(({ type }) => !registered.has(type)).map(unregistered),
    ...z.array(Row).parse(types).map(fromRegistry),
  ].map((kind) => [kind.type, kind]),
);

/** The kind of exactly this name; AWS tells kinds apart by case. */
export function findKind(name: string): CataloguedKind | undefined {
  return catalogue.get(name);
}

/** Every kind that AWS's registry knows and our own, by name. */
export function kindNames(): string[] {
  return [...catalogue.keys()].sort();
}

import { MappingStore } from '@longshore/database';
import { Catalog, type Blueprint, type EntryProgram, type PortAccess, PortRejected } from '@longshore/domain';
import { defaultBlueprints } from '@longshore/kinds';
import { Injectable } from '@nestjs/common';
import type { Integration } from '../integration.js';
import { lackingMembers } from './lacking-members.js';

/**
 * Prepares a Port organization for its first sync: creates the default blueprints that the mapping writes to, and adds
 * to those that exist only what they lack. Run it for a first sync only: a later run would bring back what a user removed.
 */
@Injectable()
export class EnsureDefaultContent {
  constructor(
    private readonly catalog: Catalog,
    private readonly mappings: MappingStore,
  ) {}

  /** The identifiers of the blueprints that were created or extended. Throws what Catalog throws. */
  async run(
    access: PortAccess,
    integration: Pick<Integration, 'id' | 'settings'>,
    signal?: AbortSignal,
  ): Promise<{ created: string[]; extended: string[] }> {
    const done = { created: [] as string[], extended: [] as string[] };
    if (!integration.settings.createDefaultResources) return done;
    const mapping = await this.mappings.current(access.tenantId, integration.id);
    if (!mapping) return done;
    const existing = new Map((await this.catalog.blueprints(access, signal)).map((found) => [found.identifier, found]));
    for (const blueprint of writtenTo(mapping.entries)) {
      const found = existing.get(blueprint.identifier);
      if (!found) {
        const fitting = withoutUnmetRelations(blueprint, existing);
        if (await this.create(access, fitting, signal)) done.created.push(blueprint.identifier);
        existing.set(blueprint.identifier, fitting);
        continue;
      }
      const extended = lackingMembers(found, withoutUnmetRelations(blueprint, existing));
      if (!extended) continue;
      await this.catalog.extendBlueprint(access, extended, signal);
      existing.set(blueprint.identifier, extended);
      done.extended.push(blueprint.identifier);
    }
    return done;
  }

  /** False when it exists by now: the account syncs of a first sync prepare the same organization side by side. */
  private async create(access: PortAccess, blueprint: Blueprint, signal?: AbortSignal): Promise<boolean> {
    try {
      await this.catalog.createBlueprint(access, blueprint, signal);
      return true;
    } catch (error) {
      if (error instanceof PortRejected && error.status === 409) return false;
      throw error;
    }
  }
}

/** The default blueprints that the entries name, with those they relate to, in the catalogue's order: related ones first. */
function writtenTo(entries: readonly EntryProgram[]): Blueprint[] {
  const all = defaultBlueprints();
  const byIdentifier = new Map(all.map((blueprint) => [blueprint.identifier, blueprint]));
  const wanted = new Set<string>();
  const want = (identifier: string): void => {
    const blueprint = byIdentifier.get(identifier);
    if (!blueprint || wanted.has(identifier)) return;
    wanted.add(identifier);
    for (const { target } of Object.values(blueprint.relations)) want(target);
  };
  for (const { blueprint } of entries.flatMap(({ entities }) => entities)) want(literal(blueprint));
  return all.filter(({ identifier }) => wanted.has(identifier));
}

/** The name in a jq string literal; an expression that computes its blueprint names none. */
function literal(expression: string): string {
  return /^\s*"([^"\\]*)"\s*$/.exec(expression)?.[1] ?? '';
}

/** Port refuses a relation to a blueprint that does not exist; its entities are pushed without that relation then. */
function withoutUnmetRelations(blueprint: Blueprint, existing: ReadonlyMap<string, Blueprint>): Blueprint {
  const isMet = ([, { target }]: [string, { target: string }]) =>
    target === blueprint.identifier || existing.has(target);
  return { ...blueprint, relations: Object.fromEntries(Object.entries(blueprint.relations).filter(isMet)) };
}

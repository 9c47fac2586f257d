import type { MappedEntity } from '../entity.js';
import type { TenantId } from '../ids.js';
import type { JsonObject } from '../json.js';

/** How to reach one tenant's Port organization. The secret is a function so that no logger can print it. */
export interface PortAccess {
  tenantId: TenantId;
  /** `https://api.port.io`, without a path. */
  baseUrl: string;
  clientId: string;
  clientSecret: () => string;
  /** Port's datasource: `longshore/{integration type}/{version}/{integration identifier}/exporter`. */
  userAgent: string;
}

export interface Blueprint {
  identifier: string;
  title: string;
  icon?: string;
  description?: string;
  schema: { properties: { [id: string]: JsonObject }; required: string[] };
  relations: { [id: string]: BlueprintRelation };
}

export interface BlueprintRelation {
  title?: string;
  target: string;
  required: boolean;
  many: boolean;
}

export interface UpsertBatch {
  blueprint: string;
  /** 1 to 20 entities of that blueprint, together below Port's 1 MiB. */
  entities: MappedEntity[];
  merge: boolean;
  createMissingRelatedEntities: boolean;
}

/** What became of one entity of a batch, at its index. `unknown`: it may or may not have been stored. */
export type UpsertVerdict =
  /** `found`: the identifier of the entity that a search found; absent where none was sent. */
  (
    | { state: 'created' | 'updated'; found?: string }
    | { state: 'failed'; status: number; error: string; detail: string; isUnmetRelation: boolean }
    | { state: 'unknown'; detail: string }
  ) & {
    /** How often it was sent again before; absent: never. */
    retries?: number;
  };

export interface DeleteBatch {
  blueprint: string;
  /** 1 to 100 identifiers. */
  identifiers: string[];
}

export interface ResyncReport {
  status: 'running' | 'completed' | 'failed' | 'aborted';
  startedAt: Date;
  endedAt: Date | null;
  nextAt: Date | null;
  intervalMinutes: number | null;
}

export interface KindExamples {
  /** The integration's identifier. */
  identifier: string;
  kind: string;
  /** 1 to 5 raw resources. */
  examples: JsonObject[];
}

export interface CatalogIntegration {
  identifier: string;
  type: string;
  version: string;
  mapping: JsonObject;
}

/**
 * A tenant's Port catalog. Throws PortCredentialsRejected, PortUnreachable or PortRejected for a whole request;
 * what happens to single entities is told in the verdicts.
 */
export abstract class Catalog {
  abstract organization(access: PortAccess, signal?: AbortSignal): Promise<{ id: string; name: string }>;
  abstract blueprints(access: PortAccess, signal?: AbortSignal): Promise<Blueprint[]>;
  abstract createBlueprint(access: PortAccess, blueprint: Blueprint, signal?: AbortSignal): Promise<void>;
  /** Adds members to a blueprint (PATCH); what is there already must be sent along unchanged. */
  abstract extendBlueprint(access: PortAccess, blueprint: Blueprint, signal?: AbortSignal): Promise<void>;
  /** One verdict per entity, by index; a whole-batch failure of unknown effect gives `unknown` for all. */
  abstract upsert(access: PortAccess, batch: UpsertBatch, signal?: AbortSignal): Promise<UpsertVerdict[]>;
  /** The identifiers that Port says are gone (404 counts as gone). */
  abstract delete(access: PortAccess, batch: DeleteBatch, signal?: AbortSignal): Promise<string[]>;
  /** The entities of one blueprint with these identifiers (at most 100) as Port has them now. */
  abstract read(
    access: PortAccess,
    blueprint: string,
    identifiers: string[],
    signal?: AbortSignal,
  ): Promise<JsonObject[]>;
  abstract count(access: PortAccess, blueprint: string, signal?: AbortSignal): Promise<number>;
  /** Registers or updates the integration object; Port may lack the route, so false means "not recorded". */
  abstract recordIntegration(
    access: PortAccess,
    integration: CatalogIntegration,
    signal?: AbortSignal,
  ): Promise<boolean>;
  /** Tells Port's UI how the resync stands; never throws for a refusal, false means "not recorded". */
  abstract reportResync(
    access: PortAccess,
    identifier: string,
    report: ResyncReport,
    signal?: AbortSignal,
  ): Promise<boolean>;
  /** What Port's mapping editor shows of a kind, in place of what it showed; never throws for a refusal, false means "not recorded". */
  abstract sendExamples(access: PortAccess, examples: KindExamples, signal?: AbortSignal): Promise<boolean>;
}

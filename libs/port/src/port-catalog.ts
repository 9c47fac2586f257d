import {
  type Blueprint,
  Catalog,
  type CatalogIntegration,
  type DeleteBatch,
  type JsonObject,
  type KindExamples,
  type PortAccess,
  type PortBudget,
  type ResyncReport,
  type UpsertBatch,
  type UpsertVerdict,
} from '@longshore/domain';
import { createBlueprint, extendBlueprint, listBlueprints } from './blueprints.js';
import { deleteBatch } from './delete-batch.js';
import { contentOf, CountAnswer, OrganizationAnswer } from './envelope.js';
import { recordIntegration, reportResync, sendExamples, unlessRefused } from './integration-object.js';
import { portPath } from './port-path.js';
import { PortRequests } from './port-requests.js';
import { readEntities } from './read-entities.js';
import { DEFAULT_LIMITS, type RequestLimits } from './request-limits.js';
import { upsertBatch } from './upsert-batch.js';

/** Port's HTTP API as the catalog. One instance per process: it holds the access tokens and the pace towards Port. */
export class PortCatalog extends Catalog {
  readonly #requests: PortRequests;

  /** `budget`: shared by all processes that talk to the same organizations; without one this process paces itself alone. */
  constructor(limits: Partial<RequestLimits> = {}, budget?: PortBudget) {
    super();
    this.#requests = new PortRequests({ ...DEFAULT_LIMITS, ...limits }, budget);
  }

  async organization(access: PortAccess, signal?: AbortSignal): Promise<{ id: string; name: string }> {
    const answer = await this.#requests.send(access, { method: 'GET', path: '/v1/organization' }, signal);
    return contentOf(answer, OrganizationAnswer).organization;
  }

  blueprints(access: PortAccess, signal?: AbortSignal): Promise<Blueprint[]> {
    return listBlueprints(this.#requests, access, signal);
  }

  createBlueprint(access: PortAccess, blueprint: Blueprint, signal?: AbortSignal): Promise<void> {
    return createBlueprint(this.#requests, access, blueprint, signal);
  }

  extendBlueprint(access: PortAccess, blueprint: Blueprint, signal?: AbortSignal): Promise<void> {
    return extendBlueprint(this.#requests, access, blueprint, signal);
  }

  upsert(access: PortAccess, batch: UpsertBatch, signal?: AbortSignal): Promise<UpsertVerdict[]> {
    return upsertBatch(this.#requests, access, batch, signal);
  }

  delete(access: PortAccess, batch: DeleteBatch, signal?: AbortSignal): Promise<string[]> {
    return deleteBatch(this.#requests, access, batch, signal);
  }

  read(access: PortAccess, blueprint: string, identifiers: string[], signal?: AbortSignal): Promise<JsonObject[]> {
    return readEntities(this.#requests, access, { blueprint, identifiers }, signal);
  }

  async count(access: PortAccess, blueprint: string, signal?: AbortSignal): Promise<number> {
    const path = portPath`/v1/blueprints/${blueprint}/entities-count`;
    return contentOf(await this.#requests.send(access, { method: 'GET', path }, signal), CountAnswer).count;
  }

  recordIntegration(access: PortAccess, integration: CatalogIntegration, signal?: AbortSignal): Promise<boolean> {
    return unlessRefused(recordIntegration(this.#requests, access, integration, signal));
  }

  reportResync(access: PortAccess, identifier: string, report: ResyncReport, signal?: AbortSignal): Promise<boolean> {
    return unlessRefused(reportResync(this.#requests, access, { identifier, report }, signal));
  }

  sendExamples(access: PortAccess, examples: KindExamples, signal?: AbortSignal): Promise<boolean> {
    return unlessRefused(sendExamples(this.#requests, access, examples, signal));
  }
}

import { isDeepStrictEqual } from 'node:util';
import type { EntityContent, EntityKey, StoredEntity } from './entity-store.js';
import type { Change, Journal } from './journal.js';
import type { Organization } from './organization.js';
import type { Blueprint, BlueprintContent } from './schemas/blueprint.js';
import type { Integration, IntegrationContent } from './schemas/integration.js';

/** Who asks for the changes of one request. */
export interface Origin {
  requestId: string;
  userAgent: string;
}

const STAMPS = new Set(['createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'datasource']);

/** The changes of one request: stamps, applies and journals them. */
export class Changes {
  constructor(
    private readonly organization: Organization,
    private readonly journal: Journal,
    private readonly origin: Origin,
  ) {}

  saveEntity(content: EntityContent): { entity: StoredEntity; isNew: boolean } {
    const before = this.organization.entities.get(content.blueprint, content.identifier);
    const entity = { ...content, ...this.#stamps(before), datasource: this.origin.userAgent };
    this.#record({ resource: 'entity', blueprint: content.blueprint, identifier: content.identifier, after: entity });
    return { entity, isNew: before === undefined };
  }

  removeEntity(key: EntityKey): void {
    this.#record({ resource: 'entity', blueprint: key.blueprint, identifier: key.identifier, after: null });
  }

  saveBlueprint(content: BlueprintContent): Blueprint {
    const { identifier } = content;
    const blueprint = { ...content, ...this.#stamps(this.organization.blueprints.get(identifier)) };
    this.#record({ resource: 'blueprint', blueprint: null, identifier, after: blueprint });
    return blueprint;
  }

  removeBlueprint(identifier: string): void {
    this.#record({ resource: 'blueprint', blueprint: null, identifier, after: null });
  }

  saveIntegration(content: IntegrationContent): Integration {
    const identifier = content.installationId;
    const integration = { ...content, ...this.#stamps(this.organization.integrations.get(identifier)) };
    this.#record({ resource: 'integration', blueprint: null, identifier, after: integration });
    return integration;
  }

  removeIntegration(identifier: string): void {
    this.#record({ resource: 'integration', blueprint: null, identifier, after: null });
  }

  #stamps(before: { createdAt: string; createdBy: string } | undefined) {
    const updatedAt = new Date().toISOString();
    const updatedBy = this.organization.identity.clientId;
    return {
      createdAt: before?.createdAt ?? updatedAt,
      createdBy: before?.createdBy ?? updatedBy,
      updatedAt,
      updatedBy,
    };
  }

  #record(change: Pick<Change, 'resource' | 'blueprint' | 'identifier' | 'after'>): void {
    const before = this.organization.apply(change);
    this.journal.record({
      time: new Date().toISOString(),
      organization: this.organization.identity.id,
      ...this.origin,
      resource: change.resource,
      action: actionOf(before, change.after),
      blueprint: change.blueprint,
      identifier: change.identifier,
      before,
      after: change.after,
    });
  }
}

function actionOf(before: object | null, after: object | null): Change['action'] {
  if (!after) return 'delete';
  if (!before) return 'create';
  return isDeepStrictEqual(content(before), content(after)) ? 'touch' : 'update';
}

function content(stored: object): object {
  return Object.fromEntries(Object.entries(stored).filter(([name]) => !STAMPS.has(name)));
}

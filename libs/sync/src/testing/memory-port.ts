import {
  Catalog,
  isSought,
  TenantId,
  type Blueprint,
  type DeleteBatch,
  type Entity,
  type JsonObject,
  type KindExamples,
  type MappedEntity,
  type PortAccess,
  type SoughtEntity,
  type UpsertBatch,
  type UpsertVerdict,
} from '@longshore/domain';

/** A Port catalog in memory. */
export class MemoryPort extends Catalog {
  readonly access: PortAccess = {
    tenantId: TenantId.parse('00000000-0000-4000-8000-000000000000'),
    baseUrl: 'http://port.invalid',
    clientId: 'id',
    clientSecret: () => 'secret',
    userAgent: 'longshore/aws/0.1.0/test/exporter',
  };
  readonly entities = new Map<string, Entity>();
  readonly batches: UpsertBatch[] = [];
  readonly deleted: string[] = [];
  readonly examples: KindExamples[] = [];
  takesExamples = true;
  /** Syncs that Port was told of. */
  reports = 0;
  /** Gives other verdicts than Port's own; nothing is stored then. */
  answer: ((batch: UpsertBatch) => UpsertVerdict[]) | undefined;
  /** Called before and after each request takes effect; what it throws is what the caller meets. */
  fault: (call: string) => void = () => undefined;

  override async upsert(_access: PortAccess, batch: UpsertBatch): Promise<UpsertVerdict[]> {
    this.fault('before upsert');
    this.batches.push(batch);
    const verdicts = this.answer?.(batch) ?? batch.entities.map((entity) => this.store(entity));
    this.fault('after upsert');
    return verdicts;
  }

  override async delete(_access: PortAccess, { identifiers }: DeleteBatch): Promise<string[]> {
    this.fault('before delete');
    const kept = this.related(identifiers);
    const gone = identifiers.filter((identifier) => !kept.has(identifier));
    for (const identifier of gone) if (this.entities.delete(identifier)) this.deleted.push(identifier);
    this.fault('after delete');
    return gone;
  }

  /** Those of them that an entity which stays relates to. */
  private related(identifiers: string[]): Set<string> {
    const doomed = new Set(identifiers);
    const kept = new Set<string>();
    for (let before = -1; before < kept.size; ) {
      before = kept.size;
      const staying = [...this.entities.values()].filter(({ identifier }) => !doomed.has(identifier));
      for (const target of staying.flatMap(({ relations }) => Object.values(relations).flat()))
        if (doomed.delete(String(target))) kept.add(String(target));
    }
    return kept;
  }

  override async read(_access: PortAccess, _blueprint: string, identifiers: string[]): Promise<JsonObject[]> {
    this.fault('before read');
    return identifiers.flatMap((identifier) => {
      const entity = this.entities.get(identifier);
      return entity ? [entity as unknown as JsonObject] : [];
    });
  }

  override async organization(): Promise<{ id: string; name: string }> {
    return { id: 'org', name: 'Organization' };
  }

  override async blueprints(): Promise<Blueprint[]> {
    return [];
  }

  override async createBlueprint(): Promise<void> {
    return undefined;
  }

  override async extendBlueprint(): Promise<void> {
    return undefined;
  }

  override async count(): Promise<number> {
    return this.entities.size;
  }

  override async recordIntegration(): Promise<boolean> {
    return true;
  }

  override async reportResync(): Promise<boolean> {
    this.reports += 1;
    return true;
  }

  private store(entity: MappedEntity): UpsertVerdict {
    if (isSought(entity)) return this.enrich(entity);
    const state = this.entities.has(entity.identifier) ? 'updated' : 'created';
    this.entities.set(entity.identifier, entity);
    return { state };
  }

  /** Searches by the properties that the rules name, all of which have to be equal. */
  private enrich({ identifier: { rules }, properties }: SoughtEntity): UpsertVerdict {
    const found = [...this.entities.values()].filter((entity) =>
      rules.every((rule) => entity.properties[String(rule['property'])] === rule['value']),
    );
    const [only, another] = found;
    if (!only || another) {
      const status = only ? 422 : 404;
      return { state: 'failed', status, error: 'no_match', detail: `${found.length} matches`, isUnmetRelation: false };
    }
    this.entities.set(only.identifier, { ...only, properties: { ...only.properties, ...properties } });
    return { state: 'updated', found: only.identifier };
  }

  override async sendExamples(_access: PortAccess, examples: KindExamples): Promise<boolean> {
    if (this.takesExamples) this.examples.push(examples);
    return this.takesExamples;
  }
}

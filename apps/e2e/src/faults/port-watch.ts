import type { JsonObject } from '@longshore/domain';

export interface EntityChange {
  seq: number;
  requestId: string;
  organization: string;
  resource: string;
  action: 'create' | 'update' | 'touch' | 'delete';
  blueprint: string | null;
  identifier: string;
  after: { properties: JsonObject } | null;
}

/** What the stand-in Port was told to hold, organization by organization, from its journal. */
export class PortWatch {
  private readonly changes = new Map<string, EntityChange[]>();
  private last = 0;
  private reading: Promise<void> = Promise.resolve();

  constructor(readonly url: string) {}

  /** Every write of an entity of that organization so far. */
  async entityChanges(organizationId: string): Promise<readonly EntityChange[]> {
    this.reading = this.reading.then(() => this.catchUp());
    await this.reading;
    return this.changes.get(organizationId) ?? [];
  }

  /** The properties of its entities now, by `blueprint identifier`. */
  async entities(organizationId: string): Promise<Map<string, JsonObject>> {
    const held = new Map<string, JsonObject>();
    for (const change of await this.entityChanges(organizationId)) {
      if (change.after) held.set(nameOf(change), change.after.properties);
      else held.delete(nameOf(change));
    }
    return held;
  }

  /** Plans what goes wrong with requests of an organization. */
  async fault(plan: object): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const request = { method: 'POST', headers, body: JSON.stringify(plan) };
    const response = await fetch(new URL('/_sandbox/faults', this.url), request);
    if (!response.ok) throw new Error(`The stand-in Port refused the fault: ${await response.text()}`);
  }

  /** Forgets the faults that have not happened. */
  async calm(organizationId: string): Promise<void> {
    await fetch(new URL(`/_sandbox/faults?organization=${organizationId}`, this.url), { method: 'DELETE' });
  }

  private async catchUp(): Promise<void> {
    const answer = await fetch(new URL(`/_sandbox/journal?since=${this.last}`, this.url));
    const { changes, last } = (await answer.json()) as { changes: EntityChange[]; last: number };
    for (const change of changes) if (change.resource === 'entity') this.keep(change);
    this.last = changes.at(-1)?.seq ?? this.last;
    if (this.last < last) await this.catchUp();
  }

  private keep(change: EntityChange): void {
    const known = this.changes.get(change.organization) ?? [];
    known.push(change);
    this.changes.set(change.organization, known);
  }
}

export function nameOf({ blueprint, identifier }: Pick<EntityChange, 'blueprint' | 'identifier'>): string {
  return `${blueprint} ${identifier}`;
}

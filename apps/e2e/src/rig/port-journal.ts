export interface PortChange {
  seq: number;
  resource: string;
  action: 'create' | 'update' | 'touch' | 'delete';
  blueprint: string | null;
  identifier: string;
}

/** What the stand-in Port holds and what was ever written to it, as it says itself. */
export class PortJournal {
  constructor(
    readonly url: string,
    private readonly organization: string,
  ) {}

  /** The number of the newest change. */
  async mark(): Promise<number> {
    return (await this.all(0)).at(-1)?.seq ?? 0;
  }

  /** Writes of entities and blueprints since a mark. */
  async writes(mark = 0): Promise<PortChange[]> {
    return (await this.all(mark)).filter(({ resource }) => resource === 'entity' || resource === 'blueprint');
  }

  /** Entity writes since a mark, counted by action. */
  async entityWrites(mark = 0): Promise<Record<PortChange['action'], number>> {
    const counts = { create: 0, update: 0, touch: 0, delete: 0 };
    for (const change of await this.writes(mark)) if (change.resource === 'entity') counts[change.action] += 1;
    return counts;
  }

  /** Entities by blueprint. */
  async entities(): Promise<Record<string, number>> {
    const answer = await this.read<{ organizations: { id: string; entities: Record<string, number> }[] }>(
      '/_sandbox/counts',
    );
    return answer.organizations.find(({ id }) => id === this.organization)?.entities ?? {};
  }

  async total(): Promise<number> {
    return Object.values(await this.entities()).reduce((sum, count) => sum + count, 0);
  }

  /** Plans answers that Port gives when it is unwell. */
  async fault(plan: object): Promise<void> {
    const response = await fetch(new URL('/_sandbox/faults', this.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(plan),
    });
    if (!response.ok) throw new Error(`The stand-in Port refused the fault: ${await response.text()}`);
  }

  private async all(since: number): Promise<PortChange[]> {
    const changes: PortChange[] = [];
    for (let after = since; ; ) {
      const page = await this.read<{ changes: PortChange[] }>(`/_sandbox/journal?since=${after}&limit=1000`);
      changes.push(...page.changes);
      const last = page.changes.at(-1);
      if (!last) return changes;
      after = last.seq;
    }
  }

  private async read<Answer>(path: string): Promise<Answer> {
    return (await (await fetch(new URL(path, this.url))).json()) as Answer;
  }
}

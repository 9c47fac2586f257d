import { Injectable } from '@nestjs/common';
import { describeProgram, Mapper, type Cell, type ListedResource, type MappingEntry } from '@longshore/domain';
import { agesAt, findKind } from '@longshore/kinds';
import { PageLedger, type IntendedResource, type KnownResource, type ScopeKey } from '@longshore/database';
import type { AccountSyncContext } from './account-sync-context.js';
import type { CellTally } from './cell-tally.js';
import type { OutgoingEntity } from './entity-packer.js';
import type { Made, ReadResource } from './intended-resource.js';
import { KeepRaw, retention } from './keep-raw.js';
import { mapResources } from './map-resources.js';
import { rawResource, stableText } from './raw-resource.js';

export interface Page {
  cell: Cell;
  scope: ScopeKey;
  /** Entries of the cell's kind that apply in its region. */
  entries: MappingEntry[];
  observation: string;
  resources: ListedResource[];
  /** 16-byte keys, in the order of the resources. */
  keys: Buffer[];
  tally: CellTally;
}

/** What is to be written of a page. */
interface Changes {
  changed: ReadResource[];
  /** By key in hex. */
  known: ReadonlyMap<string, KnownResource>;
  /** Keys of unchanged resources that an earlier walk had missed. */
  revived: Buffer[];
  mappedWith: Buffer;
}

/** Changes whenever the same program would send another body for the same resource. */
const BUILDER = 'entity/2';

/** Takes a page through the ledger: what changed is mapped, intended, pushed and confirmed; what did not costs nothing. */
@Injectable()
export class ProcessPage {
  constructor(
    private readonly ledger: PageLedger,
    private readonly mapper: Mapper,
    private readonly keepRaw: KeepRaw,
  ) {}

  async run(context: AccountSyncContext, page: Page): Promise<void> {
    const { packer, progress } = context;
    progress.counts.resources += page.resources.length;
    if (page.resources.length === 0) return;
    const outgoing = await packer.expecting(() => this.prepare(context, page));
    if (outgoing.length > 0) await page.tally.timed('push', () => packer.push(outgoing));
  }

  /** Up to the intents; what is to be pushed. */
  private async prepare(context: AccountSyncContext, page: Page): Promise<OutgoingEntity[]> {
    const mappedWith = this.mappedWith(context, page);
    const cacheable = await Promise.all(page.entries.map((entry) => this.mapper.isCacheable(entry)));
    const maySkip = cacheable.every(Boolean);
    const read = readResources(context, page);
    const known = await this.known(context, page);
    const revived: Buffer[] = [];
    const changed = read.filter((resource) => {
      const before = known.get(resource.key.toString('hex'));
      if (!before) return true;
      const isNewer = BigInt(before.observation) > BigInt(page.observation);
      if (!isNewer && !(maySkip && isSame(before, resource, mappedWith))) return true;
      if (before.isAbsent && !isNewer) revived.push(resource.key);
      context.progress.counts.entities.unchanged += before.claims;
      return false;
    });
    if (changed.length + revived.length === 0) return [];
    return this.write(context, page, { changed, known, revived, mappedWith });
  }

  private async known(context: AccountSyncContext, page: Page): Promise<Map<string, KnownResource>> {
    const rows = await this.ledger.known(context.tenantId, page.scope, page.keys, context.row.pushEpoch);
    return new Map(rows.map((row) => [row.key, row]));
  }

  private mappedWith(context: AccountSyncContext, { cell, entries }: Page): Buffer {
    const made = [
      BUILDER,
      this.mapper.build,
      retention(context, cell.kind),
      ...history(cell),
      ...entries.map(describeProgram),
    ];
    return context.digest(made.join('\n')).subarray(0, 8);
  }

  private async write(
    context: AccountSyncContext,
    page: Page,
    { changed, known, revived, mappedWith }: Changes,
  ): Promise<OutgoingEntity[]> {
    const { tenantId, fence, row, progress, turn } = context;
    const [raws, made] = await Promise.all([
      this.keepRaw.run(context, page.scope, { changed, known }),
      mapResources(this.mapper, context, page, changed),
    ]);
    const pushes = await this.ledger.intend(tenantId, {
      ...fence,
      scope: page.scope,
      observation: page.observation,
      epoch: row.pushEpoch,
      mappingNo: row.mappingNo,
      mappedWith,
      resources: made.map(({ resource }) => resource),
      revived,
      raws,
    });
    const sought = made.flatMap(({ resource: { key, awsId }, sought: each }) =>
      each.map(({ entry, ...sized }) => ({ ...sized, seeker: { scope: page.scope, key, awsId, entry } })),
    );
    const claims = made.reduce((total, { resource }) => total + resource.claims.length, 0);
    progress.counts.entities.unchanged += claims - pushes.length;
    if (turn.switches.pushes === 'off') {
      // Unconfirmed claims are pushed by the first sync after the switch is on again.
      progress.counts.entities.held += pushes.length + sought.length;
      return [];
    }
    const outgoing = pushes.map(({ resource: place, claim, ...push }) => {
      const { resource, entities } = made[place] as Made;
      const { entry, bodyHash } = resource.claims[claim] as IntendedResource['claims'][number];
      return {
        ...(entities[claim] as Made['entities'][number]),
        confirmation: { ...push, key: resource.key, entry, bodyHash },
        tally: page.tally,
      };
    });
    const searched = sought.map((search) => ({ ...search, tally: page.tally }));
    return [...outgoing, ...searched];
  }
}

export function readResources(
  { account, digest }: AccountSyncContext,
  { cell, resources, keys }: Pick<Page, 'cell' | 'resources' | 'keys'>,
): ReadResource[] {
  const { volatile = [], native } = findKind(cell.kind)?.curated ?? {};
  const place = { awsAccountId: account.awsAccountId, region: cell.region, kind: cell.kind };
  return resources.map((listed, index) => {
    const raw = rawResource(place, listed);
    return {
      key: keys[index] as Buffer,
      awsId: listed.identifier,
      raw,
      rawHash: digest(stableText(raw, volatile)),
      agesAt: native ? agesAt(native, listed.properties) : null,
    };
  });
}

/** The window of a history is written with each resource: another one is written anew. */
function history({ kind }: Cell): string[] {
  const window = findKind(kind)?.curated?.native?.history;
  return window ? [`history ${window.days} ${window.at.join(' ')}`] : [];
}

function isSame(before: KnownResource, resource: ReadResource, mappedWith: Buffer): boolean {
  return (
    before.state !== 'e' &&
    before.unconfirmed === 0 &&
    before.rawHash.equals(resource.rawHash) &&
    before.mappedWith.equals(mappedWith)
  );
}

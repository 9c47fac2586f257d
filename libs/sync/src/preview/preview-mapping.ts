import { Injectable } from '@nestjs/common';
import {
  canonicalJson,
  InvalidInput,
  isSought,
  Mapper,
  SecretBox,
  type IntegrationId,
  type Json,
  type JsonObject,
  type MappedEntity,
  type MappedItem,
  type MappingEntry,
  type TenantId,
} from '@longshore/domain';
import { ClaimLookUp, RawResources, type StandingClaim } from '@longshore/database';
import { EntityIdentifiers } from '../run/entity-identifiers.js';
import { entriesIn } from '../run/plan-of.js';
import { rawResource, type Place } from '../run/raw-resource.js';
import type { MappingPreview, PreviewedEntity, PreviewedEntry, PreviewedResource } from './preview.js';
import { withOtherValues } from './redacted-values.js';

export interface PreviewSelection {
  kinds?: string[] | undefined;
  awsAccountIds?: string[] | undefined;
  regions?: string[] | undefined;
  /** AWS's identifier of one resource. */
  awsId?: string | undefined;
  /** Resources at most, over all kinds. */
  limit: number;
}

/** A resource to be previewed: kept by a sync, or sent along. */
interface PreviewSubject {
  kind: string;
  awsAccountId: string;
  region: string;
  awsId: string;
  raw: JsonObject;
  redacted: string[];
  at: Date | null;
  /** Its place in the ledger; absent: it has none. */
  place?: { scopeId: string; key: Buffer };
}

export interface GivenResource extends Place {
  awsId: string;
  properties: JsonObject;
}

/** A person waits for the answer. */
const TIME_LIMIT_MS = 20_000;

/** What a mapping would do to real resources. Writes nothing, and asks neither AWS nor Port. */
@Injectable()
export class PreviewMapping {
  constructor(
    private readonly mapper: Mapper,
    private readonly raws: RawResources,
    private readonly claims: ClaimLookUp,
    private readonly secrets: SecretBox,
  ) {}

  /** Of resources that syncs have kept: some of each kind. Throws InvalidInput when it takes too long. */
  async ofKept(
    tenantId: TenantId,
    integrationId: IntegrationId,
    entries: MappingEntry[],
    { limit, kinds: wanted, ...selection }: PreviewSelection,
  ): Promise<MappingPreview> {
    const kinds = [...new Set(entries.map(({ kind }) => kind))].filter((kind) => wanted?.includes(kind) ?? true);
    const each = Math.max(1, Math.ceil(limit / Math.max(1, kinds.length)));
    const kept = await this.raws.sample(tenantId, integrationId, { ...selection, kinds, limit: each });
    const isCut = kept.length > limit || kinds.some((kind) => kept.filter((raw) => raw.kind === kind).length === each);
    const subjects = kept.slice(0, limit).map(({ scopeId, key, ...raw }) => ({ ...raw, place: { scopeId, key } }));
    return { resources: await this.of(tenantId, entries, subjects), isCut };
  }

  /** Of resources that were sent along. */
  async ofGiven(tenantId: TenantId, entries: MappingEntry[], given: GivenResource[]): Promise<PreviewedResource[]> {
    const subjects = given.map(({ properties, ...place }) => {
      const listed = { identifier: place.awsId, properties };
      return { ...place, raw: rawResource(place, listed), redacted: [], at: null };
    });
    return this.of(tenantId, entries, subjects);
  }

  private async of(
    tenantId: TenantId,
    entries: MappingEntry[],
    subjects: PreviewSubject[],
  ): Promise<PreviewedResource[]> {
    const mapped = await this.map(tenantId, entries, subjects);
    const compare = await this.comparison(tenantId, mapped);
    const standing = await this.claims.ofResources(
      tenantId,
      subjects.flatMap(({ place }) => place ?? []),
    );
    return subjects.map((subject, index) => {
      const previewed = (mapped[index] ?? []).map((result) => previewedEntry(result, compare));
      return {
        kind: subject.kind,
        accountId: subject.awsAccountId,
        region: subject.region,
        identifier: subject.awsId,
        at: subject.at,
        redacted: subject.redacted,
        entries: previewed,
        unmapped: unmapped(subject, previewed, standing),
      };
    });
  }

  /** By subject, what each of its entries makes; as a sync does, entry by entry. */
  private async map(tenantId: TenantId, entries: MappingEntry[], subjects: PreviewSubject[]): Promise<Result[][]> {
    const signal = AbortSignal.timeout(TIME_LIMIT_MS);
    const results = subjects.map((): Result[] => []);
    const identifiers = new EntityIdentifiers();
    for (const entry of entries) {
      const served = [...subjects.keys()].filter((index) => serves(entries, entry, subjects[index] as PreviewSubject));
      const told = served.map((index) => subjects[index] as PreviewSubject);
      const [items, others] = await Promise.all([
        this.mapper.map(
          tenantId,
          entry,
          told.map(({ raw }) => raw),
          signal,
        ),
        this.mapper.map(tenantId, entry, told.map(withOtherValues), signal),
      ]).catch((error: unknown) => {
        throw signal.aborted ? tooLong() : error;
      });
      served.forEach((index, place) => {
        const item = identifiers.named(items[place] ?? { state: 'failed', detail: 'the mapper lost this item' });
        results[index]?.push({ entry, item, isSure: isSame(items[place], others[place]), other: others[place] });
      });
    }
    return results;
  }

  private async comparison(tenantId: TenantId, mapped: Result[][]): Promise<Compare> {
    const digest = await this.secrets.digester(tenantId);
    const made = mapped.flat().flatMap(({ item }) => (item.state === 'mapped' ? item.entities : []));
    const named = made.flatMap((entity) => (isSought(entity) ? [] : [entity]));
    const unique = [...new Map(named.map((entity) => [nameIn(entity), entity])).values()];
    const bodies = new Map((await this.claims.bodies(tenantId, unique)).map((body) => [nameIn(body), body.hashes]));
    return (entity, readsRedacted) => {
      if (isSought(entity)) return 'searched';
      const hashes = bodies.get(nameIn(entity));
      if (!hashes) return 'created';
      if (readsRedacted) return 'unknown';
      const hash = digest(canonicalJson(entity as unknown as Json));
      return hashes.some((known) => known.equals(hash)) ? 'unchanged' : 'updated';
    };
  }
}

interface Result {
  entry: MappingEntry;
  item: MappedItem;
  /** Whether the values that were taken out make no difference. */
  isSure: boolean;
  /** What other values in their place would make. */
  other: MappedItem | undefined;
}

type Compare = (entity: MappedEntity, readsRedacted: boolean) => PreviewedEntity['change'];

const nameIn = ({ blueprint, identifier }: { blueprint: string; identifier: unknown }): string =>
  `${blueprint}\n${String(identifier)}`;

function serves(entries: MappingEntry[], entry: MappingEntry, { kind, region }: PreviewSubject): boolean {
  return entry.kind === kind && entriesIn(entries, kind, region).includes(entry);
}

function isSame(one: unknown, other: unknown): boolean {
  return canonicalJson(one as Json) === canonicalJson(other as Json);
}

function previewedEntry({ entry, item, isSure, other }: Result, compare: Compare): PreviewedEntry {
  const hasSelector = entry.selector !== null;
  const common = { entry: entry.key, state: item.state, readsRedacted: !isSure };
  if (item.state === 'failed') return { ...common, selectorResult: null, detail: item.detail, entities: [] };
  if (item.state === 'filtered')
    return { ...common, selectorResult: false, detail: `selector.query yields false: ${entry.selector}`, entities: [] };
  const others = other?.state === 'mapped' ? other : undefined;
  const entities = item.entities.map((entity, position) => {
    const warnings = item.warnings
      .filter((warning) => warning.entity === position)
      .map(({ entity: _, ...rest }) => rest);
    const readsRedacted = !isSure && !(others && isSame(others.entities[position], entity));
    return { change: compare(entity, readsRedacted), entity, warnings, readsRedacted };
  });
  return { ...common, selectorResult: hasSelector ? true : null, detail: null, entities };
}

/** Entries that failed keep what they made. */
function unmapped(
  { place }: PreviewSubject,
  previewed: PreviewedEntry[],
  standing: StandingClaim[],
): PreviewedResource['unmapped'] {
  const key = place?.key.toString('hex');
  const own = standing.filter((claim) => claim.scopeId === place?.scopeId && claim.key === key);
  const kept = new Set(previewed.filter(({ state }) => state === 'failed').map(({ entry }) => entry));
  const made = new Set(
    previewed.flatMap(({ entry, entities }) => entities.map(({ entity }) => `${entry}\n${nameIn(entity)}`)),
  );
  const stays = new Set(previewed.flatMap(({ entities }) => entities.map(({ entity }) => nameIn(entity))));
  return own
    .filter((claim) => !kept.has(claim.entry) && !made.has(`${claim.entry}\n${nameIn(claim)}`))
    .map((claim) => ({
      entry: claim.entry,
      blueprint: claim.blueprint,
      identifier: claim.identifier,
      deleted: claim.isLast && !stays.has(nameIn(claim)),
    }));
}

function tooLong(): InvalidInput {
  const detail = `takes longer than ${TIME_LIMIT_MS / 1000} s: preview fewer kinds, or a lower limit`;
  return new InvalidInput([{ pointer: '/limit', detail }]);
}

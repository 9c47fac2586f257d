import type { AccountRow, KindPlace } from '@longshore/database';
import {
  AssumeRoleDenied,
  type AwsAccount,
  DomainError,
  type IntegrationId,
  KindRegistry,
  type RegisteredKind,
  type TenantId,
} from '@longshore/domain';
import { Injectable } from '@nestjs/common';
import { inLanes } from '../accounts/in-lanes.js';
import { DescribeKind } from './describe-kind.js';
import { explainKinds } from './explain-kinds.js';
import { KindPlaces } from './kind-places.js';
import { KindStores } from './kind-stores.js';

/** The pace of each account and region is AWS's own; this many are read at a time. */
const ACCOUNTS_AT_ONCE = 8;

/** What a reading that was broken off had done by then is not done again. */
const FRESH_MS = 2 * 60 * 60 * 1000;

/** One region's registry, as it was listed just now. */
interface Listed {
  session: AwsAccount;
  place: KindPlace;
  kinds: RegisteredKind[];
}

/** Reads what types the accounts of an integration have for themselves. A region that cannot be read keeps what was known of it. */
@Injectable()
export class ReadKinds {
  constructor(
    private readonly registry: KindRegistry,
    private readonly places: KindPlaces,
    private readonly describeKind: DescribeKind,
    private readonly stores: KindStores,
  ) {}

  /** Throws AwsCallFailed only when it is called off; what AWS refuses is remembered, for the tenant to read. */
  async run(tenantId: TenantId, integrationId: IntegrationId, signal: AbortSignal): Promise<void> {
    const startedAt = new Date();
    const { active, held } = await this.places.accountsOf(tenantId, integrationId);
    const fresh = await this.freshPlaces(tenantId, integrationId);
    const listed: Listed[] = [];
    await inLanes(active, ACCOUNTS_AT_ONCE, async (row) => {
      listed.push(...(await this.listAccount(tenantId, row, fresh, signal)));
    });
    await this.describe(tenantId, integrationId, listed, { startedAt, signal });
    const ids = held.map(({ awsAccountId }) => awsAccountId);
    await this.stores.readings.done(tenantId, integrationId, ids);
    await this.stores.own.forgetUnlisted(tenantId, integrationId);
  }

  /** Read a while ago, when all that is known now was known: they need not be read for it. */
  private async freshPlaces(tenantId: TenantId, integrationId: IntegrationId): Promise<Set<string>> {
    const known = new Map(
      (await this.stores.own.all(tenantId, integrationId)).map((row) => [row.kind, row.knownSince]),
    );
    const readings = await this.stores.readings.all(tenantId, integrationId);
    const fresh = readings.filter(({ readAt, failure, kinds }) => {
      if (readAt === null || failure !== null || Date.now() - readAt.getTime() > FRESH_MS) return false;
      return kinds.every((kind) => known.has(kind)) && [...known.values()].every((since) => since <= readAt);
    });
    return new Set(fresh.map(nameOf));
  }

  private async listAccount(
    tenantId: TenantId,
    row: AccountRow,
    fresh: ReadonlySet<string>,
    signal: AbortSignal,
  ): Promise<Listed[]> {
    const { integrationId } = row;
    const listed: Listed[] = [];
    const unread: KindPlace[] = [];
    try {
      const { session, places } = await this.places.of(tenantId, row, signal);
      unread.push(...places.filter((place) => !fresh.has(nameOf(place))));
      for (let place = unread[0]; place !== undefined; unread.shift(), place = unread[0]) {
        const kinds = await this.list(tenantId, session, place, signal);
        if (kinds) listed.push({ session, place, kinds });
      }
    } catch (error) {
      if (!(error instanceof DomainError) || signal.aborted) throw error;
      for (const place of unread)
        await this.stores.readings.failed(tenantId, integrationId, place, explainKinds(error));
    }
    return listed;
  }

  /** Null for a region that does not answer. A role that nobody may assume has no region that does. */
  private async list(
    tenantId: TenantId,
    session: AwsAccount,
    place: KindPlace,
    signal: AbortSignal,
  ): Promise<RegisteredKind[] | null> {
    const { integrationId } = session;
    try {
      const kinds = await this.registry.list(session, place.region, signal);
      const names = kinds.map(({ name }) => name);
      await this.stores.readings.succeeded(tenantId, integrationId, place, names);
      return kinds;
    } catch (error) {
      if (!(error instanceof DomainError) || error instanceof AssumeRoleDenied || signal.aborted) throw error;
      await this.stores.readings.failed(tenantId, integrationId, place, explainKinds(error));
      return null;
    }
  }

  /** Each type that is new, or has another version than the one described, once: where it was listed first. */
  private async describe(
    tenantId: TenantId,
    integrationId: IntegrationId,
    listed: readonly Listed[],
    { startedAt, signal }: { startedAt: Date; signal: AbortSignal },
  ): Promise<void> {
    const described = new Map(
      (await this.stores.own.all(tenantId, integrationId)).map((row) => [row.kind, row.version]),
    );
    for (const [name, places] of byName(listed)) {
      if (places.some(({ version }) => version === described.get(name))) continue;
      const [first] = places;
      if (!first) continue;
      const { session, place, version } = first;
      try {
        const question = { session, place, name, version, knownSince: startedAt };
        const answer = await this.describeKind.run(tenantId, question, signal);
        if (answer === 'unreadable')
          await this.stores.readings.failed(tenantId, integrationId, place, unreadable(name));
      } catch (error) {
        if (!(error instanceof DomainError) || signal.aborted) throw error;
        await this.stores.readings.failed(tenantId, integrationId, place, explainKinds(error));
      }
    }
  }
}

const nameOf = ({ awsAccountId, region }: KindPlace): string => `${awsAccountId}/${region}`;

interface ListedKind extends Omit<Listed, 'kinds'> {
  /** Versions of one type are counted in each region by itself. */
  version: string;
}

function byName(listed: readonly Listed[]): Map<string, ListedKind[]> {
  const names = new Map<string, ListedKind[]>();
  for (const { session, place, kinds } of listed) {
    for (const { name, version } of kinds) {
      const one = { session, place, version: `${nameOf(place)} ${version}` };
      names.set(name, [...(names.get(name) ?? []), one]);
    }
  }
  return names;
}

function unreadable(name: string): { detail: string; remedy: string } {
  const detail = `The schema of ${name} has no primary identifier that could be read.`;
  return { detail, remedy: 'Correct the schema of the type and register it again.' };
}

import { IntegrationStore, KindReadings, type AccountRow } from '@longshore/database';
import { DomainError, type IntegrationId, KindName, type TenantId } from '@longshore/domain';
import { Injectable } from '@nestjs/common';
import { inLanes } from '../accounts/in-lanes.js';
import { DescribeKind } from './describe-kind.js';
import { explainKinds } from './explain-kinds.js';
import { KindPlaces, type ReadAccount } from './kind-places.js';

/** Somebody waits. */
const WITHIN_MS = 10_000;

/** A mapping with more unknown names than this was written for something else. */
const MAX_NAMES = 5;

/** Types are rolled out to many accounts alike; the others are read daily. */
const MAX_ACCOUNTS = 3;

const AT_ONCE = 8;

/** A name of AWS's is known to the catalogue or, mostly, misspelt. */
const MAX_PLACES_OF_AWS = 3;

export interface SoughtKinds {
  /** Names that AWS knows. */
  found: string[];
  /** What kept AWS from being asked, in sentences for the tenant. */
  notices: string[];
}

/** Asks the registries of a tenant's accounts for types by name, region by region, until one has them. */
@Injectable()
export class SeekKinds {
  constructor(
    private readonly integrations: IntegrationStore,
    private readonly places: KindPlaces,
    private readonly describeKind: DescribeKind,
    private readonly readings: KindReadings,
  ) {}

  /** In one integration, or in all. What is found is remembered; a refusal finds nothing and is told. */
  async run(tenantId: TenantId, names: readonly string[], integrationId?: IntegrationId): Promise<SoughtKinds> {
    const asked = names.filter((name) => KindName.safeParse(name).success).slice(0, MAX_NAMES);
    const signal = AbortSignal.timeout(WITHIN_MS);
    const sought: SoughtKinds = { found: [], notices: [] };
    for (const id of asked.length === 0 ? [] : await this.integrationsOf(tenantId, integrationId)) {
      const { active } = await this.places.accountsOf(tenantId, id);
      const accounts = await this.reached(tenantId, active, sought, signal);
      for (const name of asked) {
        if (sought.found.includes(name) || signal.aborted) continue;
        if (await this.seek(tenantId, name, accounts, { sought, signal })) await this.readings.dueAtOnce(tenantId, id);
      }
    }
    return sought;
  }

  private async integrationsOf(tenantId: TenantId, integrationId?: IntegrationId): Promise<IntegrationId[]> {
    if (integrationId !== undefined) return [integrationId];
    const { rows } = await this.integrations.list(tenantId);
    return rows.map(({ id }) => id);
  }

  private async reached(
    tenantId: TenantId,
    rows: AccountRow[],
    sought: SoughtKinds,
    signal: AbortSignal,
  ): Promise<ReadAccount[]> {
    const accounts: ReadAccount[] = [];
    await inLanes(rows.slice(0, MAX_ACCOUNTS), MAX_ACCOUNTS, async (row) => {
      await this.places.of(tenantId, row, signal).then(
        (account) => accounts.push(account),
        (error: unknown) => note(sought, row.awsAccountId, error),
      );
    });
    return accounts;
  }

  private async seek(
    tenantId: TenantId,
    name: string,
    accounts: ReadAccount[],
    { sought, signal }: { sought: SoughtKinds; signal: AbortSignal },
  ): Promise<boolean> {
    const all = accounts.flatMap(({ session, places }) => places.map((place) => ({ session, place })));
    const places = name.startsWith('AWS::') ? all.slice(0, MAX_PLACES_OF_AWS) : all;
    const knownSince = new Date();
    let isFound = false;
    await inLanes(places, AT_ONCE, async ({ session, place }) => {
      if (isFound || signal.aborted) return;
      const question = { session, place, name, version: null, knownSince };
      await this.describeKind.run(tenantId, question, signal).then(
        (answer) => {
          isFound ||= answer === 'saved';
        },
        (error: unknown) => note(sought, `${place.awsAccountId} in ${place.region}`, error),
      );
    });
    if (isFound) sought.found.push(name);
    return isFound;
  }
}

/** Once for each thing that went wrong, not for each region. */
function note({ notices }: SoughtKinds, where: string, error: unknown): void {
  if (!(error instanceof DomainError)) throw error;
  const { detail, remedy } = explainKinds(error);
  if (notices.some((notice) => notice.endsWith(remedy))) return;
  notices.push(`The types of account ${where} could not be read: ${detail} ${remedy}`);
}

import type { Account } from '@aws-sdk/client-organizations';
import {
  AccountDirectory,
  type AwsAccount,
  AwsCallFailed,
  type MemberAccount,
  type OrganizationalUnit,
  type OrganizationReading,
  type RoleSessions,
} from '@longshore/domain';
import { ResourceAbsent } from './call-error.js';
import { memberAccount } from './member-account.js';
import { OrganizationCalls, type OrganizationOptions } from './organization-calls.js';
import { walkDown } from './walk-down.js';

/** The account's token bucket is the real limit. */
const UNITS_AT_A_TIME = 4;

/** The tree is for people to look at: the accounts do not wait longer for it. */
const TREE_WITHIN_MS = 20_000;

/** What one reading asks with, and what it finds on its way. */
interface Reading {
  through: AwsAccount;
  signal: AbortSignal;
  notices: string[];
  /** Units by their parent, so that none is asked for twice. */
  children: Map<string, OrganizationalUnit[]>;
  /** Units that were asked for and do not exist. */
  absent: Set<string>;
}

/** Reads AWS Organizations. Accounts are listed to the end or not at all; of the tree, what can be read in time. */
export class OrganizationDirectory extends AccountDirectory {
  private readonly calls: OrganizationCalls;

  constructor(sessions: RoleSessions, options: OrganizationOptions = {}) {
    super();
    this.calls = new OrganizationCalls(sessions, options);
  }

  override async read(
    through: AwsAccount,
    unitIds: readonly string[],
    signal: AbortSignal,
  ): Promise<OrganizationReading> {
    const reading: Reading = { through, signal, notices: [], children: new Map(), absent: new Set() };
    const { id, managementAccountId } = await this.calls.describe(through, signal);
    const listing = this.calls.accounts(through, signal);
    const listed = await (unitIds.length === 0 ? listing : orNotice(reading, listing));
    const under = unitIds.length === 0 ? null : await this.under(reading, unitIds);
    const units = await this.tree(reading, unitIds);
    const accounts = merged(listed ?? [], under);
    if (accounts.some(({ unitId }) => unitId === null)) await this.place(reading, accounts, units);
    return {
      organizationId: id,
      managementAccountId,
      accounts,
      isWhole: listed !== null,
      units,
      notices: reading.notices,
    };
  }

  /** The accounts under these units at any depth, by id. A unit that does not exist holds none, and the tenant is told. */
  private async under(reading: Reading, unitIds: readonly string[]): Promise<Map<string, Found>> {
    const found = new Map<string, Found>();
    const visit = async (unitId: string, signal: AbortSignal) => {
      try {
        const accounts = await this.calls.accountsOf(reading.through, unitId, signal);
        for (const account of accounts) found.set(account.Id ?? '', { account, unitId });
        return (await this.childrenOf(reading, unitId, signal)).map(({ id }) => id);
      } catch (error) {
        if (!(error instanceof ResourceAbsent)) throw error;
        if (unitIds.includes(unitId)) reading.absent.add(unitId);
        return [];
      }
    };
    await walkDown(unitIds, visit, { limit: UNITS_AT_A_TIME, signal: reading.signal });
    for (const id of reading.absent) reading.notices.push(`The organization has no ${id}. Correct the id.`);
    return found;
  }

  private async tree(reading: Reading, unitIds: readonly string[]): Promise<OrganizationalUnit[]> {
    const units = new Map<string, OrganizationalUnit>();
    const signal = AbortSignal.any([reading.signal, AbortSignal.timeout(TREE_WITHIN_MS)]);
    const visit = async (unitId: string, stop: AbortSignal) => {
      const children = await this.childrenOf(reading, unitId, stop);
      for (const unit of children) units.set(unit.id, unit);
      return children.map(({ id }) => id);
    };
    const walk = async () => {
      const roots = await this.calls.roots(reading.through, signal);
      for (const root of roots) units.set(root.id, root);
      await walkDown(
        roots.map(({ id }) => id),
        visit,
        { limit: UNITS_AT_A_TIME, signal },
      );
    };
    await orNotice(reading, walk());
    // Where the roots may not be listed, the units that the accounts were found under are known all the same.
    for (const unit of [...reading.children.values()].flat()) if (!units.has(unit.id)) units.set(unit.id, unit);
    const isUnnamed = (id: string) => !units.has(id) && !reading.absent.has(id);
    for (const id of unitIds.filter(isUnnamed)) units.set(id, { id, name: id, parentId: null });
    return [...units.values()];
  }

  /** Asks each unit for its accounts, where their own paths did not tell. */
  private async place(reading: Reading, accounts: MemberAccount[], units: OrganizationalUnit[]): Promise<void> {
    const signal = AbortSignal.any([reading.signal, AbortSignal.timeout(TREE_WITHIN_MS)]);
    const unplaced = new Map<string, MemberAccount>();
    for (const account of accounts) if (account.unitId === null) unplaced.set(account.awsAccountId, account);
    const visit = async (unitId: string, stop: AbortSignal) => {
      for (const { Id = '' } of await this.calls.accountsOf(reading.through, unitId, stop)) {
        const account = unplaced.get(Id);
        if (account) account.unitId = unitId;
      }
      return [];
    };
    const ids = units.map(({ id }) => id);
    await orNotice(reading, walkDown(ids, visit, { limit: UNITS_AT_A_TIME, signal }));
  }

  private async childrenOf(reading: Reading, unitId: string, signal: AbortSignal): Promise<OrganizationalUnit[]> {
    const known = reading.children.get(unitId);
    if (known) return known;
    const children = await this.calls.unitsOf(reading.through, unitId, signal);
    reading.children.set(unitId, children);
    return children;
  }
}

interface Found {
  account: Account;
  unitId: string;
}

/** Those found under the units that were asked for, and those that only the list of all accounts has. */
function merged(listed: Account[], under: Map<string, Found> | null): MemberAccount[] {
  const accounts = new Map<string, MemberAccount>();
  for (const account of listed) {
    const member = memberAccount(account, null);
    accounts.set(member.awsAccountId, { ...member, isUnderUnits: under === null });
  }
  for (const { account, unitId } of under?.values() ?? []) {
    const member = memberAccount(account, unitId);
    accounts.set(member.awsAccountId, { ...member, isUnderUnits: true });
  }
  return [...accounts.values()];
}

/** For what the accounts can do without. A lost session or a caller that gave up ends the reading. */
async function orNotice<Answer>({ signal, notices }: Reading, asked: Promise<Answer>): Promise<Answer | null> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof AwsCallFailed) || signal.aborted || error.failure.reason === 'auth-lost') throw error;
    const what = error.failure.action ?? 'A part of the organization';
    notices.push(`${what} could not be read (${error.message}).`);
    return null;
  }
}

import type { AccountRow, OrganizationRow } from '@longshore/database';
import type { AccountState, AwsAccountId, OrganizationalUnit } from '@longshore/domain';
import { noticesOf } from './reading-notices.js';

export interface AccountLeaf {
  awsAccountId: AwsAccountId;
  name: string | null;
  state: AccountState;
}

/** A root or organizational unit with all that lies under it. */
export interface UnitBranch {
  id: string;
  name: string;
  organizationalUnits: UnitBranch[];
  accounts: AccountLeaf[];
}

export interface OrganizationTree {
  /** Null until the organization was read. */
  id: string | null;
  managementAccountId: AwsAccountId | null;
  readAt: Date | null;
  /** What could not be read, and what to do. */
  notices: string[];
  roots: UnitBranch[];
  /** Accounts whose place AWS did not tell. */
  unplaced: AccountLeaf[];
}

/** The organization as it was last read, its accounts with the state that they have here. */
export function organizationTree(
  organization: OrganizationRow | null,
  accounts: readonly AccountRow[],
): OrganizationTree {
  const { reading = null } = organization ?? {};
  const members = accounts.filter(({ organizationId }) => reading && organizationId === reading.organizationId);
  const units = (reading?.units ?? []).toSorted((one, other) => one.name.localeCompare(other.name));
  const known = new Set(units.map(({ id }) => id));
  const place = (id: string | null) => (id !== null && known.has(id) ? id : null);
  const children = grouped(units, ({ parentId }) => place(parentId));
  const held = grouped(members, ({ unitId }) => place(unitId));
  const leaves = (unitId: string | null) => (held.get(unitId) ?? []).map(leafOf);
  const branch = ({ id, name }: OrganizationalUnit): UnitBranch => ({
    id,
    name,
    organizationalUnits: (children.get(id) ?? []).map(branch),
    accounts: leaves(id),
  });
  return {
    id: reading?.organizationId ?? null,
    managementAccountId: reading?.managementAccountId ?? null,
    readAt: reading?.readAt ?? null,
    notices: organization ? noticesOf(organization) : [],
    roots: (children.get(null) ?? []).map(branch),
    unplaced: leaves(null),
  };
}

function grouped<Item>(items: readonly Item[], placeOf: (item: Item) => string | null): Map<string | null, Item[]> {
  const groups = new Map<string | null, Item[]>();
  for (const item of items) {
    const group = groups.get(placeOf(item));
    if (group) group.push(item);
    else groups.set(placeOf(item), [item]);
  }
  return groups;
}

function leafOf({ awsAccountId, name, state }: AccountRow): AccountLeaf {
  return { awsAccountId, name, state };
}

import type { AccountPlan } from '../resources/estate/generate.js';
import { plausibleName } from '../resources/estate/names.js';
import { Random } from '../resources/estate/random.js';
import type { OrganizationalUnit, OrganizationState } from '../state/organization-state.js';

export interface MemberPlan extends AccountPlan {
  /** The root or an organizational unit. */
  parentId: string;
}

/** An organization to start with. Its first account is the management account. */
export interface OrganizationPlan {
  /** `o-` and 10 to 32 letters and digits. */
  id: string;
  /** `r-` and 4 to 32 letters and digits. */
  rootId: string;
  units: OrganizationalUnit[];
  accounts: [MemberPlan, ...MemberPlan[]];
}

const ROOT = 'r-1234';
const PRODUCTION = { id: 'ou-1234-12345678', name: 'Production', parentId: ROOT };
const STAGING = { id: 'ou-1234-87654321', name: 'Staging', parentId: ROOT };
const DEVELOPMENT = { id: 'ou-1234-11223344', name: 'Development', parentId: ROOT };

/** A small company: three organizational units, four members of different size, and a management account with next to nothing. */
export const DEMO_ORGANIZATION: OrganizationPlan = {
  id: 'o-demo123456',
  rootId: ROOT,
  units: [PRODUCTION, STAGING, DEVELOPMENT],
  accounts: [
    { id: '123456789012', name: 'management', parentId: ROOT, resourcesPerKind: 1, populatedRegions: ['us-east-1'] },
    { id: '234567890123', name: 'prod-app', parentId: PRODUCTION.id, resourcesPerKind: 4 },
    { id: '345678901234', name: 'prod-db', parentId: PRODUCTION.id, resourcesPerKind: 2 },
    { id: '456789012345', name: 'staging', parentId: STAGING.id, resourcesPerKind: 2 },
    { id: '567890123456', name: 'dev', parentId: DEVELOPMENT.id, resourcesPerKind: 1 },
  ],
};

export interface OrganizationSize {
  seed: string;
  /** All of them, the management account included; at least 1. */
  accounts: number;
  /** Of each account; default 1. */
  resourcesPerKind?: number;
}

const ACCOUNTS_PER_UNIT = 8;

/** AWS nests organizational units five deep (Organizations User Guide, quotas). */
const DEEPEST = 5;

/** An organization of any size over nested units, always the same from the same seed. */
export function generateOrganization({ seed, accounts, resourcesPerKind = 1 }: OrganizationSize): OrganizationPlan {
  const units = generateUnits(new Random(`${seed}/units`), Math.ceil(accounts / ACCOUNTS_PER_UNIT));
  const [management] = DEMO_ORGANIZATION.accounts;
  const members = Array.from({ length: accounts - 1 }, (_, index): MemberPlan => {
    const random = new Random(`${seed}/member/${index}`);
    return {
      // The last digits count, so that no two are alike.
      id: `${random.integer(100_000, 999_999)}${String(index).padStart(6, '0')}`,
      name: plausibleName(index),
      parentId: units[random.integer(0, units.length - 1)]?.id ?? ROOT,
      resourcesPerKind,
    };
  });
  const id = `o-${new Random(`${seed}/organization`).hex(10)}`;
  return { id, rootId: ROOT, units, accounts: [{ ...management, resourcesPerKind }, ...members] };
}

function generateUnits(random: Random, count: number): OrganizationalUnit[] {
  const units: Array<OrganizationalUnit & { depth: number }> = [];
  for (let index = 0; index < count; index++) {
    const above = units[random.integer(-1, index - 1)];
    const parent = above !== undefined && above.depth < DEEPEST ? above : { id: ROOT, depth: 0 };
    const id = `ou-1234-${random.hex(8)}`;
    units.push({ id, name: `Unit ${index + 1}`, parentId: parent.id, depth: parent.depth + 1 });
  }
  return units.map(({ id, name, parentId }) => ({ id, name, parentId }));
}

export function organizationState({ id, rootId, units, accounts }: OrganizationPlan): OrganizationState {
  return {
    id,
    rootId,
    managementAccountId: accounts[0].id,
    isInUse: true,
    hasStackSetsAccess: true,
    delegatedAdministratorIds: [],
    units,
    members: accounts.map((account, index) => ({
      accountId: account.id,
      email: `${account.name}@example.com`,
      parentId: account.parentId,
      state: 'ACTIVE',
      joinedMethod: index === 0 ? 'INVITED' : 'CREATED',
      joinedAt: '2024-02-01T10:00:00Z',
      tags: {},
    })),
  };
}

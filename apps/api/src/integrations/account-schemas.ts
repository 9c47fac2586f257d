import type { AccountRow } from '@longshore/database';
import { ACCOUNT_STATES } from '@longshore/domain';
import { z } from 'zod';
import { pageQuery } from '../http/page.js';

const accountState = z.enum(ACCOUNT_STATES);

export const accountsQuery = pageQuery.extend({ state: accountState.exactOptional() });

export const accountSchema = z
  .object({
    id: z.uuid(),
    awsAccountId: z.string(),
    name: z.string().nullable(),
    unitId: z.string().nullable(),
    roleArn: z.string(),
    origin: z.enum(['single', 'list', 'organization']),
    state: accountState,
    stateSince: z.iso.datetime(),
    stateDetail: z.string().nullable(),
    reachedAt: z.iso.datetime().nullable(),
    goneSince: z.iso.datetime().nullable(),
    regions: z.array(z.string()).nullable(),
    regionsSource: z.enum(['account', 'ec2', 'fixed']).nullable(),
    regionsNotices: z.array(z.string()),
    regionsAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Account' });

const leafSchema = z.object({ awsAccountId: z.string(), name: z.string().nullable(), state: accountState });

const branchSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    accounts: z.array(leafSchema),
    get organizationalUnits() {
      return z.array(branchSchema);
    },
  })
  .meta({ id: 'OrganizationalUnit' });

export const organizationSchema = z
  .object({
    id: z.string().nullable(),
    managementAccountId: z.string().nullable(),
    readAt: z.iso.datetime().nullable(),
    notices: z.array(z.string()),
    roots: z.array(branchSchema),
    unplaced: z.array(leafSchema),
  })
  .meta({ id: 'Organization' });

export function accountView({ integrationId: _, organizationId: __, regions, ...account }: AccountRow) {
  return {
    ...account,
    regions: regions?.regions ?? null,
    regionsSource: regions?.source ?? null,
    regionsNotices: regions?.notices ?? [],
  };
}

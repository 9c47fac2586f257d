import type { AccountRow, StandingAccount } from '@longshore/database';
import {
  type AccountScope,
  type OrganizationReading,
  type RoleArn,
  roleArnIn,
  standingOfMember,
  standingOfMissing,
} from '@longshore/domain';

/** Where every account stands after a reading: those that were listed, and those that we knew and that are no longer. */
export function memberStandings(
  { roleArn, scope }: { roleArn: RoleArn; scope: AccountScope },
  reading: Pick<OrganizationReading, 'accounts' | 'isWhole' | 'organizationId'>,
  held: readonly AccountRow[],
): StandingAccount[] {
  const members = reading.accounts.map((member): StandingAccount => {
    const { awsAccountId, name, unitId } = member;
    const { organizationId } = reading;
    const role = { roleArn: roleArnIn(awsAccountId, roleArn), origin: 'organization' } as const;
    return { awsAccountId, name, unitId, organizationId, ...role, standing: standingOfMember(member, scope) };
  });
  const listed = new Set(members.map(({ awsAccountId }) => awsAccountId));
  const missing = held.flatMap((row) => {
    const standing = listed.has(row.awsAccountId) ? null : standingOfMissing(reading, row);
    return standing === null ? [] : [{ ...factsOf(row), standing }];
  });
  return [...members, ...missing];
}

export function factsOf(row: AccountRow): Omit<StandingAccount, 'standing'> {
  const { awsAccountId, roleArn, origin, name, unitId, organizationId } = row;
  return { awsAccountId, roleArn, origin, name, unitId, organizationId };
}

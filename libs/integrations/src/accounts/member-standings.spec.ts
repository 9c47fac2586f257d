import type { AccountRow } from '@longshore/database';
import {
  ACCOUNT_STATES,
  type AccountScope,
  AwsAccountId,
  type MemberAccount,
  MEMBER_STATES,
  type OrganizationReading,
  RoleArn,
} from '@longshore/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testAccount } from '../testing/test-account.js';
import { memberStandings } from './member-standings.js';

const ROLE = RoleArn.parse('arn:aws-us-gov:iam::123456789012:role/audit/Reader');
const ALL: AccountScope = { type: 'all', accountIds: [] };

const id = fc.integer({ min: 0, max: 9 }).map((digit) => AwsAccountId.parse(String(digit).repeat(12)));
const member: fc.Arbitrary<MemberAccount> = fc.record({
  awsAccountId: id,
  name: fc.constant('prod-app'),
  state: fc.constantFrom(...MEMBER_STATES),
  unitId: fc.constant('ou-prod-12345678'),
  isUnderUnits: fc.boolean(),
});
const byId = { selector: ({ awsAccountId }: { awsAccountId: string }) => awsAccountId };
const organizationId = fc.constantFrom('o-mine', 'o-other');
const reading = fc.record({ accounts: fc.uniqueArray(member, byId), isWhole: fc.boolean(), organizationId });
const scope: fc.Arbitrary<AccountScope> = fc.record({
  type: fc.constantFrom('all', 'all_except', 'only'),
  accountIds: fc.uniqueArray(id),
});
const held = fc.uniqueArray(
  fc
    .record({ awsAccountId: id, state: fc.constantFrom(...ACCOUNT_STATES), organizationId: fc.option(organizationId) })
    .map((row) => testAccount(row)),
  byId,
);

type Reading = Pick<OrganizationReading, 'accounts' | 'isWhole' | 'organizationId'>;

const standings = (read: Reading, wanted: AccountScope, rows: AccountRow[]) =>
  new Map(
    memberStandings({ roleArn: ROLE, scope: wanted }, read, rows).map((account) => [account.awsAccountId, account]),
  );

describe('the accounts of an organization', () => {
  it('are wanted where they are active, under the units and in the scope, as StackSets filter them', () => {
    fc.assert(
      fc.property(reading, scope, (read, { type, accountIds }) => {
        const found = standings(read, { type, accountIds }, []);
        const wanted = [...found.values()].filter(({ standing }) => standing.state === 'wanted');

        const active = read.accounts.filter(({ state, isUnderUnits }) => state === 'ACTIVE' && isUnderUnits);
        const ids = active.map(({ awsAccountId }) => awsAccountId);
        const expected = {
          all: ids,
          all_except: ids.filter((one) => !accountIds.includes(one)),
          only: ids.filter((one) => accountIds.includes(one)),
        };
        expect(wanted.map(({ awsAccountId }) => awsAccountId)).toEqual(expected[type]);
      }),
    );
  });

  it('are gone only where AWS has said it of the account itself, or lists its organization whole without it', () => {
    fc.assert(
      fc.property(reading, scope, held, (read, wanted, rows) => {
        for (const { awsAccountId, standing } of standings(read, wanted, rows).values()) {
          if (standing.state === 'wanted' || !standing.isGone) continue;
          const listed = read.accounts.find((account) => account.awsAccountId === awsAccountId);
          const row = rows.find((account) => account.awsAccountId === awsAccountId);
          const isClosed = listed && ['SUSPENDED', 'CLOSED'].includes(listed.state);
          const hasLeft = !listed && read.isWhole && row?.organizationId === read.organizationId;
          expect(isClosed || hasLeft).toBe(true);
        }
      }),
    );
  });

  it('keep what AWS has said about them while nothing is known to the contrary', () => {
    fc.assert(
      fc.property(reading, held, (read, rows) => {
        const found = standings(read, ALL, rows);
        for (const { awsAccountId, state } of rows) {
          const isListed = read.accounts.some((account) => account.awsAccountId === awsAccountId);
          if (!isListed && (state === 'suspended' || state === 'left'))
            expect(found.get(awsAccountId)?.standing.state ?? 'left').toBe('left');
        }
      }),
    );
  });

  it('are reached through the role of the same partition, path and name', () => {
    const [account] = memberStandings(
      { roleArn: ROLE, scope: ALL },
      {
        organizationId: 'o-mine',
        isWhole: true,
        accounts: [
          {
            awsAccountId: AwsAccountId.parse('234567890123'),
            name: 'prod-app',
            state: 'ACTIVE',
            unitId: 'r-1234',
            isUnderUnits: true,
          },
        ],
      },
      [],
    );

    expect(account).toEqual({
      awsAccountId: '234567890123',
      name: 'prod-app',
      unitId: 'r-1234',
      organizationId: 'o-mine',
      roleArn: 'arn:aws-us-gov:iam::234567890123:role/audit/Reader',
      origin: 'organization',
      standing: { state: 'wanted' },
    });
  });

  it.each([
    ['ACTIVE', 'wanted', undefined],
    ['PENDING_ACTIVATION', 'never_reachable', false],
    ['PENDING_CLOSURE', 'suspended', false],
    ['SUSPENDED', 'suspended', true],
    ['CLOSED', 'suspended', true],
  ] as const)('in AWS state %s are %s', (state, expected, isGone) => {
    const awsAccountId = AwsAccountId.parse('234567890123');
    const accounts = [{ awsAccountId, name: 'prod-app', state, unitId: null, isUnderUnits: true }];
    const found = standings({ organizationId: 'o-mine', isWhole: true, accounts }, ALL, []).get(awsAccountId)?.standing;

    expect(found).toMatchObject({ state: expected, ...(isGone !== undefined && { isGone }) });
  });
});

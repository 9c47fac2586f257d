import { type AccountState, AwsAccountId, RoleArn } from '@longshore/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testAccount } from '../testing/test-account.js';
import { checkAccounts, namedRoles, namedStandings, withRole } from './named-accounts.js';

const ROLE = RoleArn.parse('arn:aws:iam::123456789012:role/Reader');

const account = fc.stringMatching(/^\d{12}$/);
const name = fc.stringMatching(/^[A-Za-z]{1,12}$/);
const roleArn = fc.tuple(account, name).map(([id, role]) => RoleArn.parse(`arn:aws:iam::${id}:role/${role}`));
const accountOf = (arn: string) => arn.split(':')[4];

describe('a role that is sent', () => {
  it('is the only one of a single account', () => {
    fc.assert(
      fc.property(fc.option(roleArn, { nil: undefined }), roleArn, (before, sent) => {
        const accounts = { mode: 'single' as const, ...(before && { roleArn: before }) };

        expect(withRole(accounts, sent)).toEqual({ mode: 'single', roleArn: sent });
      }),
    );
  });

  it("replaces its account's role in a list and keeps the other accounts'", () => {
    const lists = fc.uniqueArray(roleArn, { selector: accountOf, maxLength: 8 });
    fc.assert(
      fc.property(lists, roleArn, (roleArns, sent) => {
        const after = namedRoles(withRole({ mode: 'list', roleArns }, sent));

        const others = roleArns.filter((listed) => accountOf(listed) !== accountOf(sent));
        expect(after).toEqual([...others, sent]);
      }),
    );
  });

  it('takes the place of the one that reads an organization, and nothing else of it', () => {
    const accounts = {
      mode: 'organization' as const,
      organizationalUnitIds: ['r-1234'],
      scope: { type: 'only' as const, accountIds: [AwsAccountId.parse('234567890123')] },
    };

    expect(withRole(accounts, ROLE)).toEqual({ ...accounts, roleArn: ROLE });
  });
});

describe('accounts that the configuration names', () => {
  const held = (state: AccountState, goneSince: Date | null = null) =>
    testAccount({ awsAccountId: AwsAccountId.parse('111111111111'), state, goneSince });

  it('are wanted; those that it no longer names are left out', () => {
    expect(namedStandings({ mode: 'single', roleArn: ROLE }, [held('active')])).toMatchObject([
      { awsAccountId: '123456789012', roleArn: ROLE, origin: 'single', standing: { state: 'wanted' } },
      { awsAccountId: '111111111111', standing: { state: 'excluded', isGone: false } },
    ]);
  });

  it('say nothing about those of which AWS has said that they are gone', () => {
    expect(namedStandings({ mode: 'single' }, [held('suspended', new Date(0))])).toEqual([]);
  });

  it('have to be in the partition of the integration', () => {
    const china = RoleArn.parse('arn:aws-cn:iam::123456789012:role/R');

    for (const accounts of [
      { mode: 'single' as const, roleArn: china },
      { mode: 'organization' as const, roleArn: china, organizationalUnitIds: [] },
    ]) {
      expect(() => checkAccounts(accounts, 'aws')).toThrow('partition aws-cn');
      expect(() => checkAccounts(accounts, 'aws-cn')).not.toThrow();
    }
  });
});

import { RoleArn } from '@longshore/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAccounts, namedAccounts, withRole } from './named-accounts.js';

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
        const after = namedAccounts(withRole({ mode: 'list', roleArns }, sent)).map((named) => named.roleArn);

        const others = roleArns.filter((listed) => accountOf(listed) !== accountOf(sent));
        expect(after).toEqual([...others, sent]);
      }),
    );
  });
});

describe('accounts', () => {
  it('have to be in the partition of the integration', () => {
    const accounts = { mode: 'single' as const, roleArn: RoleArn.parse('arn:aws-cn:iam::123456789012:role/R') };

    expect(() => checkAccounts(accounts, 'aws')).toThrow('partition aws-cn');
    expect(() => checkAccounts(accounts, 'aws-cn')).not.toThrow();
  });

  it('of an organization cannot be connected yet', () => {
    const accounts = { mode: 'organization' as const, organizationalUnitIds: [] };

    expect(() => checkAccounts(accounts, 'aws')).toThrow('Use {"mode": "single"}');
  });
});

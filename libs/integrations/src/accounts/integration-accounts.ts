import { AwsAccountId, PARTITIONS, RoleArn } from '@longshore/domain';
import { z } from 'zod';

const organizationalUnitId = z
  .string()
  .regex(
    /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/,
    'expected a root or organizational unit id, for example ou-ab12-11111111',
  );

const accountScope = z
  .strictObject({
    type: z.enum(['all', 'all_except', 'only']),
    accountIds: z.array(AwsAccountId).max(10_000).default([]),
  })
  .refine((scope) => (scope.type === 'all') === (scope.accountIds.length === 0), {
    path: ['accountIds'],
    error: 'list at least one account id with "all_except" and "only", and none with "all"',
  });

/** Which AWS accounts an integration reads, and through which roles. */
export const IntegrationAccounts = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('single'), roleArn: RoleArn.optional() }),
  z.strictObject({
    mode: z.literal('list'),
    roleArns: z.array(RoleArn).max(1_000, 'list at most 1000 roles').superRefine(refuseSameAccount),
  }),
  z.strictObject({
    mode: z.literal('organization'),
    roleArn: RoleArn.optional(),
    organizationalUnitIds: z.array(organizationalUnitId).max(100).default([]),
    scope: accountScope.optional(),
  }),
]);
export type IntegrationAccounts = z.infer<typeof IntegrationAccounts>;

export const Partition = z.enum(PARTITIONS);

/** Two roles of one account would claim the same resources twice. */
function refuseSameAccount(roleArns: readonly string[], context: z.core.$RefinementCtx): void {
  const firstAt = new Map<string, number>();
  roleArns.forEach((roleArn, index) => {
    const accountId = roleArn.split(':')[4] ?? '';
    const first = firstAt.get(accountId);
    if (first === undefined) firstAt.set(accountId, index);
    else
      context.addIssue({
        code: 'custom',
        path: [index],
        message: `account ${accountId} is listed already, at ${first}`,
      });
  });
}

import type { JsonObject } from '@longshore/domain';
import { z } from 'zod';
import { AwsFault, type AwsRequest } from '../service.js';
import type { Estate } from './estate/estate.js';
import { identifierBefore, pageTokenAfter } from './page-token.js';
import { parseInput } from './parse-input.js';

const AccountId = z
  .string()
  .regex(/^\d{12}$/, 'Member must satisfy regular expression pattern: \\d{12}')
  .optional();

const ListRegions = z.strictObject({
  AccountId,
  MaxResults: z
    .int()
    .min(1, 'Member must have value greater than or equal to 1')
    .max(50, 'Member must have value less than or equal to 50')
    .optional(),
  NextToken: z.string().max(1000).optional(),
  RegionOptStatusContains: z
    .array(z.enum(['ENABLED', 'ENABLING', 'DISABLING', 'DISABLED', 'ENABLED_BY_DEFAULT']))
    .optional(),
});

const GetAccountInformation = z.strictObject({ AccountId });

/** Account Management API: ListRegions and GetAccountInformation of the caller's own account. Throws AwsFault. */
export class AccountManagement {
  constructor(private readonly estate: Estate) {}

  answer(request: AwsRequest): JsonObject {
    switch (request.operation) {
      case 'ListRegions':
        return this.listRegions(request);
      case 'GetAccountInformation':
        return this.getAccountInformation(request);
      default:
        throw new AwsFault('UnknownOperationException', `The operation ${request.operation} is not known here.`, 404);
    }
  }

  private listRegions(request: AwsRequest): JsonObject {
    const input = parseInput(ListRegions, request.input);
    requireAccess(request, input.AccountId);
    const wanted = input.RegionOptStatusContains;
    const listing = [request.accountId, 'ListRegions', JSON.stringify(wanted)].join(' ');
    const after = input.NextToken === undefined ? '' : identifierBefore(listing, input.NextToken);
    if (after === null) throw new AwsFault('ValidationException', 'The NextToken is not valid.');
    const rest = this.estate
      .account(request.accountId)
      .regions.filter(({ status }) => wanted === undefined || wanted.includes(status))
      .filter(({ name }) => name > after)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const page = rest.slice(0, input.MaxResults ?? 50);
    const last = page.at(-1);
    return {
      Regions: page.map(({ name, status }) => ({ RegionName: name, RegionOptStatus: status })),
      ...(last !== undefined && page.length < rest.length && { NextToken: pageTokenAfter(listing, last.name) }),
    };
  }

  private getAccountInformation(request: AwsRequest): JsonObject {
    const input = parseInput(GetAccountInformation, request.input);
    requireAccess(request, input.AccountId);
    const { id, name, createdAt } = this.estate.account(request.accountId);
    return { AccountId: id, AccountName: name, AccountCreatedDate: createdAt, AccountState: 'ACTIVE' };
  }
}

/** To name an account, even one's own, takes an organization's management account. */
function requireAccess(request: AwsRequest, accountId: string | undefined): void {
  const verdict = request.allows(`account:${request.operation}`);
  if (!verdict.allowed) throw new AwsFault('AccessDeniedException', verdict.message, 403);
  if (accountId === undefined) return;
  const reason = 'AccountId can be given only by the management account of an organization.';
  throw new AwsFault('AccessDeniedException', reason, 403);
}

import { z } from 'zod';
import { DENYING_POLICIES } from '../policy/refusal.js';
import { SERVICE_NAMES } from '../service.js';

const EFFECTS = [
  'error',
  'deny',
  'throttle',
  'hang',
  'expireSession',
  'expirePageToken',
  'truncate',
  'repeatPage',
] as const;

/** What only a call with a page token can suffer. */
const NEEDS_PAGE_TOKEN = ['expirePageToken', 'repeatPage'] as const;

/**
 * Which calls a rule meets, and what they suffer. Of the conditions a member that is absent meets all; `kind` is the resource
 * type of a Cloud Control call. Of the effects there is one, which `latencyMs` may delay, or `latencyMs` alone.
 */
export const NewFaultRule = z
  .strictObject({
    accountId: z.string().optional(),
    region: z.string().optional(),
    service: z.enum(SERVICE_NAMES).optional(),
    operation: z.string().optional(),
    kind: z.string().optional(),
    /** How many calls the rule meets before it goes; absent: until it is removed. */
    times: z.int().min(1).optional(),

    /** How long the answer takes, in milliseconds. */
    latencyMs: z.int().min(1).max(600_000).optional(),
    error: z
      .strictObject({
        /** In AWS's words: AccessDeniedException, ThrottlingException, InternalFailure. */
        code: z.string().min(1),
        message: z.string().default('Refused by a rule of the sandbox'),
        status: z.int().min(400).max(599).default(400),
      })
      .optional(),
    deny: z
      .strictObject({
        by: z.enum(DENYING_POLICIES),
        /** The IAM action that is refused; absent: every one, so the call fails at its first. */
        action: z.string().min(3).optional(),
        /** False: the policy does not deny, it only fails to allow. */
        isExplicit: z.boolean().default(true),
      })
      .optional(),
    /** Each service has its own code for it. */
    throttle: z.literal(true).optional(),
    /** No answer ever; the connection stays open. */
    hang: z.literal(true).optional(),
    expireSession: z.literal(true).optional(),
    expirePageToken: z.literal(true).optional(),
    /** The page is the last: what would follow is kept back without a word. */
    truncate: z.literal(true).optional(),
    /** The page comes with the token that it was asked with, so that it comes again. */
    repeatPage: z.literal(true).optional(),
  })
  .refine(
    (rule) => {
      const effects = EFFECTS.filter((name) => rule[name] !== undefined).length;
      return effects === 1 || (effects === 0 && rule.latencyMs !== undefined);
    },
    { message: `A rule has latencyMs, or one of ${EFFECTS.join(', ')}, or both` },
  );
export type NewFaultRule = z.input<typeof NewFaultRule>;

export const FaultRule = NewFaultRule.safeExtend({ id: z.int() });
export type FaultRule = z.infer<typeof FaultRule>;

export interface MatchedCall {
  accountId: string;
  region: string;
  service: string;
  operation: string;
  kind: string | undefined;
  /** Whether the call goes on from a page before. */
  hasPageToken: boolean;
  /** Whether its answer may be one page of several. */
  isListing: boolean;
  isSigned: boolean;
}

/** Faults on demand. Not kept over a restart. */
export class FaultRules {
  private rules: FaultRule[] = [];
  private lastId = 0;

  list(): readonly FaultRule[] {
    return this.rules;
  }

  add(rule: NewFaultRule): FaultRule {
    const added = { ...NewFaultRule.parse(rule), id: ++this.lastId };
    this.rules.push(added);
    return added;
  }

  /** False when there is no such rule. */
  remove(id: number): boolean {
    const before = this.rules.length;
    this.rules = this.rules.filter((rule) => rule.id !== id);
    return this.rules.length < before;
  }

  clear(): void {
    this.rules = [];
  }

  /** The oldest rule that meets the call, which counts as met. */
  meet(call: MatchedCall): FaultRule | undefined {
    const rule = this.rules.find((one) => meets(one, call));
    if (rule?.times !== undefined && --rule.times === 0) this.remove(rule.id);
    return rule;
  }
}

const CONDITIONS = ['accountId', 'region', 'service', 'operation', 'kind'] as const;

function meets(rule: FaultRule, call: MatchedCall): boolean {
  if (!call.hasPageToken && NEEDS_PAGE_TOKEN.some((effect) => rule[effect])) return false;
  if (!call.isSigned && rule.expireSession) return false;
  if (!call.isListing && rule.truncate) return false;
  return CONDITIONS.every((name) => rule[name] === undefined || rule[name] === call[name]);
}

import { z } from 'zod';
import { ACTIONS, RESOURCES } from '../journal.js';
import { ok } from './envelope.js';

export const Since = z.object({
  since: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(100_000).default(10_000),
});

const Snapshot = z.custom<object>((value) => typeof value === 'object' && value !== null).nullable();

export const ChangeAnswer = z.strictObject({
  seq: z.int(),
  time: z.iso.datetime(),
  requestId: z.string(),
  organization: z.string(),
  userAgent: z.string(),
  resource: z.enum(RESOURCES),
  action: z.enum(ACTIONS),
  blueprint: z.string().nullable(),
  identifier: z.string(),
  before: Snapshot,
  after: Snapshot,
});

/** `last`: the newest change there is; ask again `since` the last one received until both are equal. */
export const JournalAnswer = z.strictObject({ changes: z.array(ChangeAnswer), last: z.int() });

const Count = z.record(z.string(), z.int());

export const CountsAnswer = z.strictObject({
  /** Requests by route, `POST /v1/blueprints/:blueprint/entities/bulk`, since the process started. */
  requests: Count,
  organizations: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      /** By blueprint. */
      entities: Count,
      /** Writes of entities in the whole journal. */
      writes: z.record(z.enum(ACTIONS), z.int()),
    }),
  ),
});

export const OrganizationRequest = z.strictObject({
  id: z.string().min(1).optional(),
  name: z.string().min(1),
  clientId: z.string().min(1).optional(),
  clientSecret: z.string().min(1).optional(),
});

export const OrganizationWithSecret = z.strictObject({
  id: z.string(),
  name: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
});

export const OrganizationsAnswer = z.strictObject({ organizations: z.array(OrganizationWithSecret) });

const FAULT_EFFECTS = [
  'status',
  'delay',
  'hang',
  'drop',
  'commit-then-drop',
  'commit-then-hang',
  'partial',
  'token-loss',
] as const;

/**
 * The next `times` requests of a route (all routes without one) by an organization (all without one) go wrong:
 * `status` answers that status, `hang` never answers and `drop` closes the connection; all three change nothing;
 * `delay` does what was asked after `delayMs`;
 * `commit-then-drop` and `commit-then-hang` do what was asked and then close the connection, or never answer;
 * `partial` refuses the entities at `indexes` of a bulk request with that status and does the rest;
 * `token-loss` forgets every access token first, so that the request and all that follow are unauthorized.
 */
export const FaultRequest = z.strictObject({
  route: z.string().optional(),
  organization: z.string().optional(),
  times: z.int().min(1).default(1),
  effect: z.enum(FAULT_EFFECTS),
  status: z.int().min(400).max(599).default(503),
  error: z.string().default('sandbox_fault'),
  headers: z.record(z.string(), z.string()).default({}),
  delayMs: z.int().min(0).max(60_000).default(1000),
  indexes: z.array(z.int().min(0)).default([0]),
});
export type FaultRequest = z.output<typeof FaultRequest>;

/** Absent: the faults of all. */
export const FaultsOf = z.strictObject({ organization: z.string().optional() });

export const FaultsAnswer = z.strictObject({ ok, faults: z.array(FaultRequest) });

const RateLimit = z.strictObject({
  limit: z.int().min(1),
  periodSeconds: z.number().positive(),
  burst: z.int().min(1).optional(),
});

/** `headers`: the form of `x-ratelimit-reset`, epoch seconds or seconds left, or no rate headers at all. */
export const RateLimitChange = z
  .strictObject({ all: RateLimit, singleUpsert: RateLimit, headers: z.enum(['epoch', 'delta', 'none']) })
  .partial();

export const RateLimitsAnswer = z.strictObject({
  ok,
  all: RateLimit,
  singleUpsert: RateLimit,
  headers: z.enum(['epoch', 'delta', 'none']),
});

import type { JsonObject } from '@longshore/domain';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { removeRole, replaceTrustPolicy, revokeSessions } from '../iam/roles.js';
import { AwsFault } from '../service.js';
import type { AccountState } from '../state/account-state.js';
import type { AwsState } from '../state/aws-state.js';
import type { CallCounts } from '../call-counts.js';
import { Rates, type RateLimits } from '../rate-limits.js';
import { FaultRule, NewFaultRule, type FaultRules } from './fault-rules.js';
import { organizationRoutes, type OrganizationWorld } from './organization-routes.js';

const accountPath = z.strictObject({ accountId: z.string().regex(/^\d{12}$/) });
const rolePath = accountPath.extend({ roleName: z.string().min(1) });
const AccountSummary = z.strictObject({ id: z.string(), name: z.string() });

const RoleSummary = z.strictObject({
  arn: z.string(),
  name: z.string(),
  trustPolicy: z.string(),
  attachedPolicyArns: z.array(z.string()),
  inlinePolicies: z.record(z.string(), z.string()),
});

const properties: z.ZodType<JsonObject> = z.record(z.string(), z.json());
const NewResource = z.strictObject({ region: z.string().min(1), type: z.string().min(1), properties });
const Resource = NewResource.extend({ identifier: z.string() });
const resourceAddress = z.strictObject({ region: z.string(), type: z.string(), identifier: z.string() });

/** The bucket is one of the resources. */
const NewObject = z.strictObject({ bucket: z.string().min(1), key: z.string().min(1), content: z.string() });

export interface AdminWorld extends OrganizationWorld {
  rules: FaultRules;
  limits: RateLimits;
  calls: CallCounts;
}

/** What no customer of AWS can do: changes behind their back, and faults on demand. */
export function adminRoutes(app: FastifyInstance, world: AdminWorld): void {
  const { state } = world;
  app.get('/accounts', () => ({
    data: [...state.accounts.values()].map(({ id, name }) => AccountSummary.parse({ id, name })),
  }));
  organizationRoutes(app, world);
  roleRoutes(app, state);
  resourceRoutes(app, world);
  objectRoutes(app, world);
  ruleRoutes(app, world.rules);
  paceRoutes(app, world);
}

function roleRoutes(app: FastifyInstance, state: AwsState): void {
  app.get('/accounts/:accountId/roles', ({ params }) => {
    const { roles } = accountOf(state, accountPath.parse(params).accountId);
    const shown = roles.map(({ arn, name, trustPolicy, attachedPolicyArns, inlinePolicies }) =>
      RoleSummary.parse({ arn, name, trustPolicy, attachedPolicyArns, inlinePolicies }),
    );
    return { data: shown };
  });
  const change = (params: unknown, apply: (account: AccountState, roleName: string) => void) => {
    const { accountId, roleName } = rolePath.parse(params);
    apply(accountOf(state, accountId), roleName);
    state.save();
  };
  app.delete('/accounts/:accountId/roles/:roleName', ({ params }, reply) => {
    change(params, removeRole);
    return reply.code(204).send();
  });
  app.put('/accounts/:accountId/roles/:roleName/trust-policy', ({ params, body }, reply) => {
    change(params, (account, roleName) => replaceTrustPolicy(account, roleName, JSON.stringify(body)));
    return reply.code(204).send();
  });
  app.post('/accounts/:accountId/roles/:roleName/session-revocation', ({ params }, reply) => {
    change(params, revokeSessions);
    return reply.code(204).send();
  });
}

function resourceRoutes(app: FastifyInstance, { state, estate }: AdminWorld): void {
  app.get('/accounts/:accountId/resources', ({ params, query }) => {
    const { accountId } = accountPath.parse(params);
    const { type } = z.strictObject({ type: z.string().optional() }).parse(query);
    accountOf(state, accountId);
    return { data: estate.everything(accountId, type).map((resource) => Resource.parse(resource)) };
  });
  app.put('/accounts/:accountId/resources', ({ params, body }) => {
    const { accountId } = accountPath.parse(params);
    const resource = NewResource.parse(body);
    accountOf(state, accountId);
    return Resource.parse(estate.put(accountId, resource.region, resource.type, resource.properties));
  });
  app.delete('/accounts/:accountId/resources', ({ params, query }, reply) => {
    const { accountId } = accountPath.parse(params);
    const { region, type, identifier } = resourceAddress.parse(query);
    return reply.code(estate.remove(accountId, region, type, identifier) ? 204 : 404).send();
  });
}

function objectRoutes(app: FastifyInstance, { estate }: AdminWorld): void {
  app.put('/objects', ({ body }, reply) => {
    const { bucket, key, content } = NewObject.parse(body);
    estate.objects.put(bucket, key, content);
    return reply.code(204).send();
  });
}

function ruleRoutes(app: FastifyInstance, rules: FaultRules): void {
  app.get('/rules', () => ({ data: rules.list().map((rule) => FaultRule.parse(rule)) }));
  app.post('/rules', ({ body }, reply) => reply.code(201).send(rules.add(NewFaultRule.parse(body))));
  app.delete('/rules', (_request, reply) => {
    rules.clear();
    return reply.code(204).send();
  });
  app.delete('/rules/:id', ({ params }, reply) => {
    const { id } = z.strictObject({ id: z.coerce.number().int() }).parse(params);
    return reply.code(rules.remove(id) ? 204 : 404).send();
  });
}

function paceRoutes(app: FastifyInstance, { limits, calls }: AdminWorld): void {
  app.get('/rates', () => Rates.parse(limits.rates));
  app.put('/rates', ({ body }) => {
    limits.replace(Rates.parse(body));
    return limits.rates;
  });
  app.get('/calls', () => ({ data: calls.list() }));
  app.delete('/calls', (_request, reply) => {
    calls.clear();
    return reply.code(204).send();
  });
}

function accountOf(state: AwsState, accountId: string): AccountState {
  const account = state.accounts.get(accountId);
  if (account === undefined) throw new AwsFault('NoSuchAccount', `The sandbox has no account ${accountId}.`, 404);
  return account;
}

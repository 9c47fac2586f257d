import type { AddressInfo } from 'node:net';
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { adminRoutes } from './admin/admin-routes.js';
import { FaultRules } from './admin/fault-rules.js';
import { AwsEndpoint } from './aws-endpoint.js';
import { CallCounts } from './call-counts.js';
import { cloudFormationOperations } from './cloudformation/cloudformation-service.js';
import { Stacks } from './cloudformation/stacks.js';
import { consoleRoutes } from './console/console-routes.js';
import { iamOperations } from './iam/iam-service.js';
import { Callers, type AccessKey } from './identity/callers.js';
import type { Estate } from './resources/estate/estate.js';
import { OrganizationChanges } from './organizations/organization-changes.js';
import { organizationState, type OrganizationPlan } from './organizations/organization-plan.js';
import { organizationsOperations } from './organizations/organizations-service.js';
import { populateWithEveryType } from './resources/estate/every-type.js';
import { generateEstate, type AccountPlan } from './resources/estate/generate.js';
import { NativeServices } from './native/native-services.js';
import { AWS_RATES, RateLimits, type Rates } from './rate-limits.js';
import { ResourceServices } from './resources/resource-services.js';
import { AwsFault } from './service.js';
import type { SignedRequest } from './signature/signature-v4.js';
import { AwsState } from './state/aws-state.js';
import { SessionTokens } from './sts/session-tokens.js';
import { stsOperations } from './sts/sts-service.js';

export interface SandboxAwsOptions {
  /** Default: a free one. */
  port?: number;
  /** The estates of the accounts are made from it, always the same from the same seed. */
  seed: string;
  /** Where `aws-state.json` keeps providers, roles and stacks; without it they end with the process. */
  dataDir?: string;
  /** Default: one account, 123456789012, named demo. */
  accounts?: AccountPlan[];
  /** Its accounts are the accounts then. Default: none, every account stands alone. */
  organization?: OrganizationPlan;
  /** How long CloudFormation takes for each resource of a stack, in milliseconds; default 0. */
  stackStepMs?: number;
  /** How many calls each service takes in each region of each account. Default: Cloud Control 30 a second after a burst of 60; `{}`: no limits. */
  rates?: Rates;
  /** Resources on a page of ListResources; default 25. */
  pageSize?: number;
}

export interface SandboxAws {
  /** `http://127.0.0.1:4566`: what AWS_ENDPOINT_URL is set to. */
  url: string;
  estate: Estate;
  rules: FaultRules;
  limits: RateLimits;
  calls: CallCounts;
  /** The key of an account's console administrator, the only lasting key there is. Throws for an unknown account. */
  administrator(accountId: string): AccessKey;
  close(): Promise<void>;
}

const DEMO_ACCOUNT = { id: '123456789012', name: 'demo' };

/** The largest body that a service here takes: a template of 51,200 bytes, URL-encoded, with its parameters. */
const BODY_LIMIT = 1024 * 1024;

/** Starts a stand-in AWS that the unmodified SDK talks to over HTTP, on loopback only. */
export async function startSandboxAws(options: SandboxAwsOptions): Promise<SandboxAws> {
  const { organization: plan, pageSize } = options;
  const accounts = plan?.accounts ?? options.accounts ?? [DEMO_ACCOUNT];
  const state = AwsState.open(accounts, options.dataDir, plan && organizationState(plan));
  const estate = generateEstate({ seed: options.seed, accounts: [...accounts, ...addedAccounts(state, accounts)] });
  for (const account of accounts) await populateWithEveryType(estate, account);
  const tokens = new SessionTokens(state.sessionKey);
  const callers = new Callers(state, tokens);
  const rules = new FaultRules();
  const limits = new RateLimits(options.rates ?? AWS_RATES);
  const calls = new CallCounts();
  const stacks = new Stacks(state, options.stackStepMs ?? 0);
  const endpoint = new AwsEndpoint({
    callers,
    rules,
    limits,
    calls,
    services: {
      sts: stsOperations(state, tokens),
      iam: iamOperations(state),
      cloudformation: cloudFormationOperations(stacks, estate),
      organizations: organizationsOperations(state),
    },
    native: new NativeServices(estate),
    resources: new ResourceServices(estate, pageSize === undefined ? {} : { pageSize: () => pageSize }),
  });
  const app = fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: true });
  app.setErrorHandler(refuse);
  const organization = new OrganizationChanges(state);
  const world = { state, rules, limits, calls, estate, seed: options.seed, organization, stackSets: stacks.stackSets };
  app.register(async (scope) => adminRoutes(scope, world), { prefix: '/_sandbox' });
  app.register(async (scope) => consoleRoutes(scope, state, stacks), { prefix: '/console/cloudformation' });
  app.register(async (scope) => awsRoute(scope, endpoint));
  await app.listen({ port: options.port ?? 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    estate,
    rules,
    limits,
    calls,
    administrator: (accountId) => callers.administrator(accountId),
    close: async () => {
      await app.close();
      await stacks.allSettled();
    },
  };
}

/** Members that joined the organization in an earlier run. */
function addedAccounts(state: AwsState, planned: readonly AccountPlan[]): AccountPlan[] {
  const added = (state.organization?.members ?? []).filter(({ accountId }) =>
    planned.every(({ id }) => id !== accountId),
  );
  return added.map(({ accountId: id, resourcesPerKind = 1 }) => {
    return { id, name: state.accounts.get(id)?.name ?? id, resourcesPerKind };
  });
}

/** Bodies stay bytes here: a signature covers them as they were sent. */
function awsRoute(app: FastifyInstance, endpoint: AwsEndpoint): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.route({
    method: ['GET', 'POST'],
    url: '/*',
    handler: async (request, reply) => {
      const gone = new AbortController();
      reply.raw.once('close', () => {
        if (!reply.raw.writableFinished) gone.abort();
      });
      const { status, headers, body } = await endpoint.answer(asSigned(request), gone.signal);
      return reply.code(status).headers(headers).send(body);
    },
  });
}

function asSigned({ method, url, headers, body }: FastifyRequest): SignedRequest {
  const texts = Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(',')] as const);
  return {
    method,
    target: url,
    headers: Object.fromEntries(texts),
    body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
  };
}

/** Errors of the console and of the sandbox's own routes; the AWS services answer theirs themselves. */
function refuse(error: FastifyError, _request: FastifyRequest, reply: FastifyReply) {
  if (error instanceof AwsFault) return reply.code(error.status).send({ code: error.code, message: error.message });
  if (error instanceof z.ZodError) return reply.code(400).send({ code: 'BadRequest', message: z.prettifyError(error) });
  return reply.code(error.statusCode ?? 500).send({ code: error.code ?? 'InternalFailure', message: error.message });
}

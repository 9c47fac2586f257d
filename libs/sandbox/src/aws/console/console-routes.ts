import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Stacks } from '../cloudformation/stacks.js';
import { fetchTemplate } from '../cloudformation/template-source.js';
import { parseTemplate } from '../cloudformation/template.js';
import { AwsFault } from '../service.js';
import type { Stack } from '../state/account-state.js';
import type { AwsState } from '../state/aws-state.js';
import { parseQuickCreateLink, type QuickCreate } from './quick-create-link.js';

const place = {
  accountId: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  acknowledged: z.boolean(),
  wait: z.boolean().default(true),
};

const CreateStack = z.union([
  z.strictObject({ ...place, quickCreateUrl: z.string() }),
  z.strictObject({
    ...place,
    region: z.string().default('us-east-1'),
    templateURL: z.url(),
    stackName: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,127}$/),
    parameters: z.record(z.string(), z.string()).default({}),
  }),
]);

const StackSummary = z.strictObject({
  stackId: z.string(),
  stackName: z.string(),
  status: z.string(),
  statusReason: z.string().optional(),
  outputs: z.record(z.string(), z.string()),
});

const StackView = StackSummary.extend({
  events: z.array(z.looseObject({ at: z.string(), logicalId: z.string(), status: z.string() })),
  outputList: z.array(z.looseObject({ key: z.string(), value: z.string() })),
  /** Of the StackSets that the stack has made: one for each account. */
  instances: z.array(
    z.strictObject({ accountId: z.string(), name: z.string(), status: z.string(), reason: z.string().optional() }),
  ),
});

const STACK_ARN = /^arn:aws:cloudformation:([^:]+):(\d{12}):stack\//;

const PAGE: ReadonlyArray<[path: string, file: string, type: string]> = [
  ['/home', 'page.html', 'text/html; charset=utf-8'],
  ['/page.css', 'page.css', 'text/css; charset=utf-8'],
  ['/page.js', 'page.js', 'text/javascript; charset=utf-8'],
];

/** The page that a quick-create link opens, and what it asks. Whoever uses it is the account's administrator. */
export function consoleRoutes(app: FastifyInstance, state: AwsState, stacks: Stacks): void {
  for (const [path, file, type] of PAGE) {
    const content = readFileSync(new URL(`../../../assets/console/${file}`, import.meta.url));
    app.get(path, (_request, reply) =>
      reply.header('content-security-policy', "default-src 'self'; img-src data:").type(type).send(content),
    );
  }
  app.get('/accounts', () => ({ data: [...state.accounts.values()].map(({ id, name }) => ({ id, name })) }));
  app.get('/template', ({ query }) => describeTemplate(z.strictObject({ url: z.url() }).parse(query).url));
  app.get('/stacks', ({ query }) => {
    const { stackId } = z.strictObject({ stackId: z.string() }).parse(query);
    const [, region = '', accountId = ''] = STACK_ARN.exec(stackId) ?? [];
    const stack = stacks.find(accountId, region, stackId);
    const instances = instancesOf(state, accountId, stack);
    return StackView.parse({ ...summarize(stack), events: stack.events, outputList: stack.outputs, instances });
  });
  app.post('/stacks', async ({ body }, reply) => {
    const { accountId = firstAccount(state), acknowledged, wait, ...rest } = CreateStack.parse(body);
    const asked = 'quickCreateUrl' in rest ? parseQuickCreateLink(rest.quickCreateUrl) : rest;
    const stack = await createStack(stacks, asked, { accountId, acknowledged });
    if (wait) await stacks.settled(stack);
    return reply.code(201).send(StackSummary.parse(summarize(stack)));
  });
}

async function createStack(
  stacks: Stacks,
  { region, templateURL, stackName, parameters }: QuickCreate,
  by: { accountId: string; acknowledged: boolean },
): Promise<Stack> {
  const templateBody = await fetchTemplate(templateURL);
  const known = Object.keys(parseTemplate(templateBody).Parameters);
  return stacks.create({
    accountId: by.accountId,
    region,
    name: stackName,
    templateBody,
    // The console ignores parameters of a link that the template does not have.
    parameters: Object.fromEntries(Object.entries(parameters).filter(([name]) => known.includes(name))),
    capabilities: by.acknowledged ? ['CAPABILITY_NAMED_IAM'] : [],
    allows: () => ({ allowed: true }),
  });
}

async function describeTemplate(url: string) {
  const { Description: description, Parameters: parameters } = parseTemplate(await fetchTemplate(url));
  const shown = Object.entries(parameters).map(([name, parameter]) => ({
    name,
    description: parameter.Description,
    default: parameter.Default,
    allowedValues: parameter.AllowedValues,
  }));
  return { description, parameters: shown };
}

function summarize({ id, name, status, statusReason, outputs }: Stack): z.infer<typeof StackSummary> {
  return {
    stackId: id,
    stackName: name,
    status,
    statusReason,
    outputs: Object.fromEntries(outputs.map(({ key, value }) => [key, value])),
  };
}

function instancesOf(state: AwsState, accountId: string, { resources }: Stack): z.infer<typeof StackView>['instances'] {
  const made = resources.map(({ physicalId }) => physicalId);
  const stackSets = state.accounts.get(accountId)?.stackSets.filter(({ id }) => made.includes(id)) ?? [];
  return stackSets
    .flatMap(({ instances }) => instances)
    .map(({ accountId: id, status, statusReason }) => {
      return { accountId: id, name: state.accounts.get(id)?.name ?? id, status, reason: statusReason };
    });
}

function firstAccount(state: AwsState): string {
  const [first] = state.accounts.keys();
  if (first === undefined) throw new AwsFault('NoSuchAccount', 'The sandbox has no account.', 404);
  return first;
}

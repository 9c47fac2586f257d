import { randomUUID } from 'node:crypto';
import { AwsFault, type AwsRequest } from '../service.js';
import type { AccountState, Stack, StackStatus } from '../state/account-state.js';
import type { AwsState } from '../state/aws-state.js';
import { deploy, removeResources } from './deployment.js';
import { resolveParameters } from './parameters.js';
import { checkReferences, creationOrder } from './references.js';
import { resourceType } from './resource-types.js';
import { moveTo } from './stack-log.js';
import { StackSets } from './stack-sets.js';
import { parseTemplate, type Template } from './template.js';

export interface NewStack {
  accountId: string;
  region: string;
  name: string;
  templateBody: string;
  parameters: Record<string, string>;
  capabilities: string[];
  allows: AwsRequest['allows'];
}

/** Stacks of all accounts: created and deleted in the background, as by CloudFormation. */
export class Stacks {
  readonly stackSets: StackSets;
  private readonly running = new Map<string, Promise<void>>();

  constructor(
    private readonly state: AwsState,
    private readonly stepMs: number,
  ) {
    this.stackSets = new StackSets(state, this);
    for (const account of state.accounts.values()) account.stacks.forEach((stack) => this.resume(account, stack));
    for (const account of state.accounts.values()) this.removeOrphans(account);
  }

  /** Checks everything that CloudFormation checks at once, then starts. Throws AwsFault. */
  create(wanted: NewStack): Stack {
    const account = this.account(wanted.accountId);
    const template = parseTemplate(wanted.templateBody);
    checkReferences(template);
    creationOrder(template);
    requireCapabilities(template, wanted.capabilities);
    const parameters = resolveParameters(template, wanted.parameters);
    if (this.list(wanted.accountId, wanted.region).some(({ name }) => name === wanted.name)) {
      throw new AwsFault('AlreadyExistsException', `Stack [${wanted.name}] already exists`);
    }
    const stack = newStack(wanted, template, parameters);
    account.stacks.push(stack);
    moveTo(stack, 'CREATE_IN_PROGRESS', 'User Initiated');
    this.state.save();
    const { stackSets, stepMs } = this;
    const plan = { account, stackSets, stack, template, parameters, allows: wanted.allows, stepMs };
    this.running.set(stack.id, deploy({ ...plan, saved: () => this.state.save() }));
    return stack;
  }

  /** Nothing happens to a stack that is gone, as at AWS. */
  delete(accountId: string, region: string, nameOrId: string): void {
    const account = this.account(accountId);
    const stack = this.list(accountId, region).find(({ name, id }) => name === nameOrId || id === nameOrId);
    if (stack === undefined) return;
    if (stack.status.endsWith('IN_PROGRESS')) {
      throw new AwsFault('ValidationError', `Stack [${stack.name}] cannot be deleted while in status ${stack.status}`);
    }
    moveTo(stack, 'DELETE_IN_PROGRESS', 'User Initiated');
    this.remove(account, stack, 'DELETE_COMPLETE');
  }

  /** Stacks that are not deleted. */
  list(accountId: string, region: string): Stack[] {
    const { stacks } = this.account(accountId);
    return stacks.filter((stack) => stack.region === region && stack.status !== 'DELETE_COMPLETE');
  }

  /** A deleted stack is found by its id only. Throws ValidationError when there is none. */
  find(accountId: string, region: string, nameOrId: string): Stack {
    const stack =
      this.list(accountId, region).find(({ name }) => name === nameOrId) ??
      this.account(accountId).stacks.find(({ id }) => id === nameOrId);
    if (stack !== undefined) return stack;
    throw new AwsFault('ValidationError', `Stack with id ${nameOrId} does not exist`);
  }

  /** Resolves when nothing happens to the stack any more. */
  async settled({ id }: Stack): Promise<void> {
    await this.running.get(id);
  }

  /** Resolves when nothing happens to any stack. */
  async allSettled(): Promise<void> {
    await Promise.all(this.running.values());
  }

  private remove(account: AccountState, stack: Stack, end: StackStatus): void {
    const { stackSets, stepMs } = this;
    const saved = () => this.state.save();
    const removal = removeResources({ account, stackSets, stack, stepMs, saved });
    this.running.set(stack.id, removal.then(() => moveTo(stack, end)).then(saved));
  }

  /** Ends what a stop of the process interrupted: a creation is rolled back, a deletion goes on. */
  private resume(account: AccountState, stack: Stack): void {
    if (!stack.status.endsWith('IN_PROGRESS')) return;
    if (stack.status === 'CREATE_IN_PROGRESS') moveTo(stack, 'ROLLBACK_IN_PROGRESS', 'The sandbox was stopped');
    this.remove(account, stack, stack.status === 'DELETE_IN_PROGRESS' ? 'DELETE_COMPLETE' : 'ROLLBACK_COMPLETE');
  }

  /** StackSets whose creation a stop of the process interrupted belong to no stack. */
  private removeOrphans(account: AccountState): void {
    const owned = account.stacks.flatMap(({ resources }) => resources.map(({ physicalId }) => physicalId));
    for (const { id } of account.stackSets.filter((stackSet) => !owned.includes(stackSet.id))) {
      this.running.set(id, this.stackSets.remove(account, id));
    }
  }

  private account(id: string): AccountState {
    const account = this.state.accounts.get(id);
    if (account === undefined) throw new AwsFault('ValidationError', `The sandbox has no account ${id}.`);
    return account;
  }
}

function newStack(wanted: NewStack, template: Template, parameters: ReadonlyMap<string, string | string[]>): Stack {
  const { accountId, region, name, capabilities } = wanted;
  return {
    id: `arn:aws:cloudformation:${region}:${accountId}:stack/${name}/${randomUUID()}`,
    name,
    region,
    status: 'CREATE_IN_PROGRESS',
    ...(template.Description === undefined ? {} : { description: template.Description }),
    parameters: Object.fromEntries([...parameters].map(([key, value]) => [key, [value].flat().join(',')])),
    capabilities,
    resources: [],
    outputs: [],
    events: [],
    createdAt: new Date().toISOString(),
  };
}

function requireCapabilities({ Resources }: Template, given: string[]): void {
  const needed = Object.values(Resources).map(({ Type, Properties }) => resourceType(Type).capability(Properties));
  const named = needed.includes('CAPABILITY_NAMED_IAM');
  const missing = named
    ? !given.includes('CAPABILITY_NAMED_IAM')
    : needed.includes('CAPABILITY_IAM') && given.length === 0;
  if (!missing) return;
  const capability = named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM';
  throw new AwsFault('InsufficientCapabilitiesException', `Requires capabilities : [${capability}]`);
}

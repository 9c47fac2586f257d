import { randomUUID } from 'node:crypto';
import { Organization } from '../organizations/organization.js';
import { AwsFault } from '../service.js';
import type { AccountState, Stack } from '../state/account-state.js';
import type { AwsState } from '../state/aws-state.js';
import type { StackInstance, StackSet } from '../state/stack-set-state.js';
import type { NewStackSet } from './stack-set-properties.js';
import type { NewStack } from './stacks.js';

/** What a StackSet needs of the stacks of other accounts. */
export interface InstanceStacks {
  create(wanted: NewStack): Stack;
  delete(accountId: string, region: string, nameOrId: string): void;
  find(accountId: string, region: string, nameOrId: string): Stack;
  settled(stack: Stack): Promise<void>;
}

/** StackSets of management accounts: one stack in each account of their targets (CloudFormation User Guide, StackSets). */
export class StackSets {
  constructor(
    private readonly state: AwsState,
    private readonly stacks: InstanceStacks,
  ) {}

  /** Resolves when every instance has ended. Throws AwsFault, with nothing left behind, when more failed than is tolerated. */
  async create(account: AccountState, { toleratedOf, ...wanted }: NewStackSet): Promise<StackSet> {
    const organization = this.managedBy(account);
    if (account.stackSets.some(({ name }) => name === wanted.name)) {
      throw new AwsFault('NameAlreadyExistsException', `A stack set named ${wanted.name} already exists`, 409);
    }
    const unknown = wanted.organizationalUnitIds.find((id) => !organization.isContainer(id));
    if (unknown !== undefined) {
      throw new AwsFault('ValidationError', `Invalid deployment target: the organization has no ${unknown}`);
    }
    const stackSet: StackSet = { ...wanted, id: `${wanted.name}:${randomUUID()}`, instances: [] };
    account.stackSets.push(stackSet);
    await this.deployMissing(stackSet, organization);
    const failures = stackSet.instances.filter(({ status }) => status === 'OUTDATED');
    if (failures.length <= toleratedOf(stackSet.instances.length)) return stackSet;
    await this.remove(account, stackSet.id);
    throw new AwsFault(
      'GeneralServiceException',
      `Failed in ${failures.length} of ${stackSet.instances.length} accounts`,
    );
  }

  /** The stacks of all its accounts go with it. Throws NoSuchEntity. */
  async remove(account: AccountState, id: string): Promise<void> {
    const stackSet = account.stackSets.find((one) => one.id === id);
    if (stackSet === undefined) throw new AwsFault('NoSuchEntity', `Stack set ${id} does not exist`, 404);
    await this.takeAway(stackSet, stackSet.instances);
    account.stackSets = account.stackSets.filter((one) => one !== stackSet);
    this.state.save();
  }

  /** What StackSets do by themselves after accounts have come, moved or left. */
  async followOrganization(): Promise<void> {
    if (this.state.organization?.isInUse !== true) return;
    for (const account of this.state.accounts.values()) {
      for (const stackSet of account.stackSets.filter(({ autoDeployment }) => autoDeployment.enabled)) {
        const organization = Organization.of(this.state, account.id);
        const inside = organization.accountsUnder(stackSet.organizationalUnitIds).map(({ accountId }) => accountId);
        const outside = stackSet.instances.filter(({ accountId }) => !inside.includes(accountId));
        if (stackSet.autoDeployment.retainStacksOnAccountRemoval) forget(stackSet, outside);
        else await this.takeAway(stackSet, outside);
        await this.deployMissing(stackSet, organization);
      }
    }
    this.state.save();
  }

  private managedBy(account: AccountState): Organization {
    const organization = Organization.of(this.state, account.id);
    if (organization.management.accountId !== account.id) {
      const who = 'You must be the management account or delegated admin account of an organization';
      throw new AwsFault('ValidationError', `${who} before operating a SERVICE_MANAGED stack set`);
    }
    if (organization.hasStackSetsAccess) return organization;
    throw new AwsFault(
      'ValidationError',
      'You must enable organizations access to operate a service managed stack set',
    );
  }

  private async deployMissing(stackSet: StackSet, organization: Organization): Promise<void> {
    const missing = targetsOf(stackSet, organization).filter((accountId) =>
      stackSet.instances.every((instance) => instance.accountId !== accountId),
    );
    const places = missing.flatMap((accountId) => stackSet.regions.map((region) => ({ accountId, region })));
    await Promise.all(places.map((place) => this.deploy(stackSet, place)));
    this.state.save();
  }

  private async deploy(stackSet: StackSet, place: { accountId: string; region: string }): Promise<void> {
    const instance: StackInstance = { ...place, stackId: '', status: 'OUTDATED' };
    stackSet.instances.push(instance);
    try {
      const stack = this.stacks.create({
        ...place,
        name: `StackSet-${stackSet.name}-${randomUUID()}`,
        templateBody: stackSet.templateBody,
        parameters: stackSet.parameters,
        capabilities: stackSet.capabilities,
        // CloudFormation acts with a service-linked role of its own.
        allows: () => ({ allowed: true }),
      });
      instance.stackId = stack.id;
      await this.stacks.settled(stack);
      if (stack.status === 'CREATE_COMPLETE') instance.status = 'CURRENT';
      else
        instance.statusReason = stack.events.find(({ status }) => status === 'CREATE_FAILED')?.reason ?? stack.status;
    } catch (error) {
      instance.statusReason = (error as Error).message;
    }
  }

  private async takeAway(stackSet: StackSet, instances: readonly StackInstance[]): Promise<void> {
    await Promise.all(
      instances.map(async ({ accountId, region, stackId }) => {
        if (stackId === '') return;
        const stack = this.stacks.find(accountId, region, stackId);
        await this.stacks.settled(stack);
        this.stacks.delete(accountId, region, stackId);
        await this.stacks.settled(stack);
      }),
    );
    forget(stackSet, instances);
  }
}

function forget(stackSet: StackSet, instances: readonly StackInstance[]): void {
  stackSet.instances = stackSet.instances.filter((one) => !instances.includes(one));
}

/** Active accounts of the units, through the filter; never the management account. */
function targetsOf(stackSet: StackSet, organization: Organization): string[] {
  const { accountFilterType, accountIds } = stackSet;
  return organization
    .accountsUnder(stackSet.organizationalUnitIds)
    .filter(({ accountId, state }) => state === 'ACTIVE' && accountId !== organization.management.accountId)
    .map(({ accountId }) => accountId)
    .filter((id) => accountFilterType === 'NONE' || (accountFilterType === 'INTERSECTION') === accountIds.includes(id));
}

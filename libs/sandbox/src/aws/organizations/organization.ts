import { AwsFault } from '../service.js';
import type { AwsState } from '../state/aws-state.js';
import type { Member, OrganizationalUnit, OrganizationState } from '../state/organization-state.js';

export interface MemberAccount extends Member {
  name: string;
  arn: string;
}

/** An organization as its own accounts see it. */
export class Organization {
  private constructor(
    private readonly state: AwsState,
    private readonly facts: OrganizationState,
  ) {}

  /** The organization that an account belongs to. Throws AWSOrganizationsNotInUseException. */
  static of(state: AwsState, accountId: string): Organization {
    const facts = state.organization;
    const isMember = facts?.isInUse && facts.members.some((member) => member.accountId === accountId);
    if (facts !== undefined && isMember) return new Organization(state, facts);
    throw new AwsFault('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.');
  }

  get id(): string {
    return this.facts.id;
  }

  get rootId(): string {
    return this.facts.rootId;
  }

  /** Whether the account may ask about others: it manages the organization, or administers a service for it. */
  isAdministeredBy(accountId: string): boolean {
    return accountId === this.facts.managementAccountId || this.facts.delegatedAdministratorIds.includes(accountId);
  }

  get management(): MemberAccount {
    const management = this.account(this.facts.managementAccountId);
    if (management === undefined) throw new Error('An organization has a management account.');
    return management;
  }

  /** Whether CloudFormation may deploy StackSets into the accounts. */
  get hasStackSetsAccess(): boolean {
    return this.facts.hasStackSetsAccess;
  }

  get arn(): string {
    return this.arnPrefix('organization');
  }

  accounts(parentId?: string): MemberAccount[] {
    return this.facts.members
      .filter((member) => parentId === undefined || member.parentId === parentId)
      .map((member) => this.described(member));
  }

  account(id: string): MemberAccount | undefined {
    const member = this.facts.members.find(({ accountId }) => accountId === id);
    return member && this.described(member);
  }

  /** Accounts of roots and units and of all units inside them, each once. */
  accountsUnder(parentIds: readonly string[]): MemberAccount[] {
    const inside = new Set(parentIds);
    for (const id of inside) this.units(id).forEach((unit) => inside.add(unit.id));
    return this.accounts().filter(({ parentId }) => inside.has(parentId));
  }

  units(parentId: string): OrganizationalUnit[] {
    return this.facts.units.filter((unit) => unit.parentId === parentId);
  }

  unit(id: string): OrganizationalUnit | undefined {
    return this.facts.units.find((unit) => unit.id === id);
  }

  isContainer(id: string): boolean {
    return id === this.rootId || this.unit(id) !== undefined;
  }

  /** Of a root, a unit or an account, whether or not there is one. */
  arnOf(id: string): string {
    if (id.startsWith('r-')) return `${this.arnPrefix('root')}/${id}`;
    return `${this.arnPrefix(id.startsWith('ou-') ? 'ou' : 'account')}/${id}`;
  }

  private described(member: Member): MemberAccount {
    const name = this.state.accounts.get(member.accountId)?.name ?? member.accountId;
    return { ...member, name, arn: this.arnOf(member.accountId) };
  }

  private arnPrefix(type: string): string {
    return `arn:aws:organizations::${this.facts.managementAccountId}:${type}/${this.id}`;
  }
}

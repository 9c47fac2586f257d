import { AwsFault } from '../service.js';
import type { AwsState } from '../state/aws-state.js';
import type { LifecycleState, Member, OrganizationalUnit, OrganizationState } from '../state/organization-state.js';

export interface NewMember {
  /** Default: the next free number. */
  id?: string | undefined;
  name: string;
  /** Default: the root, where AWS puts new accounts. */
  parentId?: string | undefined;
  resourcesPerKind?: number | undefined;
}

export interface MemberChange {
  state?: LifecycleState | undefined;
  parentId?: string | undefined;
  tags?: Record<string, string> | undefined;
}

export interface OrganizationChange {
  isInUse?: boolean | undefined;
  hasStackSetsAccess?: boolean | undefined;
  delegatedAdministratorIds?: string[] | undefined;
}

/** What the management account does to its organization, without its rules: who may, and how long it takes. */
export class OrganizationChanges {
  constructor(private readonly state: AwsState) {}

  /** Throws NoSuchOrganization. */
  get organization(): OrganizationState {
    const { organization } = this.state;
    if (organization !== undefined) return organization;
    throw notFound('NoSuchOrganization', 'The sandbox has no organization.');
  }

  addAccount({ id, name, parentId, resourcesPerKind = 1 }: NewMember): Member {
    const accountId = id ?? this.freeId();
    if (this.organization.members.some((member) => member.accountId === accountId)) {
      throw new AwsFault('AccountExists', `The organization has an account ${accountId} already.`, 409);
    }
    const member: Member = {
      accountId,
      email: `${name}@example.com`,
      parentId: this.container(parentId ?? this.organization.rootId),
      state: 'ACTIVE',
      joinedMethod: id === undefined ? 'CREATED' : 'INVITED',
      joinedAt: new Date().toISOString(),
      tags: {},
      resourcesPerKind,
    };
    this.state.addAccount({ id: accountId, name });
    this.organization.members.push(member);
    this.state.save();
    return member;
  }

  changeAccount(accountId: string, { state, parentId, tags }: MemberChange): Member {
    const member = this.member(accountId);
    member.state = state ?? member.state;
    member.parentId = this.container(parentId ?? member.parentId);
    member.tags = tags ?? member.tags;
    this.state.save();
    return member;
  }

  /** The account goes on by itself, with its roles and resources. */
  removeAccount(accountId: string): void {
    const { organization } = this;
    const member = this.member(accountId);
    if (accountId === organization.managementAccountId) {
      throw new AwsFault('MasterCannotLeaveOrganizationException', 'A management account cannot leave.', 409);
    }
    organization.members = organization.members.filter((one) => one !== member);
    organization.delegatedAdministratorIds = organization.delegatedAdministratorIds.filter((id) => id !== accountId);
    this.state.save();
  }

  addUnit({ name, parentId }: { name: string; parentId?: string | undefined }): OrganizationalUnit {
    const { organization } = this;
    const number = String(organization.units.length + 1).padStart(8, '0');
    const id = `ou-${organization.rootId.slice('r-'.length)}-${number}`;
    const unit = { id, name, parentId: this.container(parentId ?? organization.rootId) };
    organization.units.push(unit);
    this.state.save();
    return unit;
  }

  change(wanted: OrganizationChange): void {
    const { organization } = this;
    for (const id of wanted.delegatedAdministratorIds ?? []) this.member(id);
    organization.isInUse = wanted.isInUse ?? organization.isInUse;
    organization.hasStackSetsAccess = wanted.hasStackSetsAccess ?? organization.hasStackSetsAccess;
    organization.delegatedAdministratorIds = wanted.delegatedAdministratorIds ?? organization.delegatedAdministratorIds;
    this.state.save();
  }

  private member(accountId: string): Member {
    const member = this.organization.members.find((one) => one.accountId === accountId);
    if (member !== undefined) return member;
    throw notFound('NoSuchAccount', `The organization has no account ${accountId}.`);
  }

  private container(id: string): string {
    const { rootId, units } = this.organization;
    if (id === rootId || units.some((unit) => unit.id === id)) return id;
    throw notFound('NoSuchParent', `The organization has no root and no organizational unit ${id}.`);
  }

  private freeId(): string {
    const highest = Math.max(...[...this.state.accounts.keys()].map(Number));
    return String(highest + 1).padStart(12, '0');
  }
}

function notFound(code: string, message: string): AwsFault {
  return new AwsFault(code, message, 404);
}

import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AccountState, type Role } from './account-state.js';
import { OrganizationState } from './organization-state.js';

const StateFile = z.object({
  version: z.literal(1),
  /** Seals session tokens, so that sessions outlive a restart. */
  sessionKey: z.base64(),
  accounts: z.array(AccountState),
  organization: OrganizationState.optional(),
});

export interface SandboxAccount {
  /** Twelve digits. */
  id: string;
  name: string;
}

/** Everything the stand-in remembers, in memory; with a directory also in `aws-state.json`, written whole after each change. */
export class AwsState {
  private constructor(
    readonly accounts: Map<string, AccountState>,
    /** Of the accounts, when they are in one. */
    readonly organization: OrganizationState | undefined,
    readonly sessionKey: Buffer,
    private readonly path: string | undefined,
  ) {}

  /**
   * Accounts of the file that are no longer asked for are kept, and so is what became of the organization since.
   * Throws when the file is not one of ours.
   */
  static open(asked: readonly SandboxAccount[], directory?: string, organization?: OrganizationState): AwsState {
    const path = directory === undefined ? undefined : join(directory, 'aws-state.json');
    if (directory !== undefined) mkdirSync(directory, { recursive: true });
    const saved = path === undefined ? undefined : read(path);
    const accounts = new Map((saved?.accounts ?? []).map((account) => [account.id, account]));
    const kept = saved?.organization?.id === organization?.id ? saved?.organization : undefined;
    const key = saved === undefined ? randomBytes(32) : Buffer.from(saved.sessionKey, 'base64');
    const state = new AwsState(accounts, kept ?? organization, key, path);
    asked.forEach((account) => state.addAccount(account));
    state.save();
    return state;
  }

  /** Without roles and stacks; one that is known takes the name. */
  addAccount({ id, name }: SandboxAccount): AccountState {
    const account = this.accounts.get(id) ?? AccountState.parse({ id, name, providers: [], roles: [], stacks: [] });
    account.name = name;
    this.accounts.set(id, account);
    return account;
  }

  /** Undefined also in an account that AWS has suspended or closed: nobody acts in it any more. */
  role(accountId: string, name: string): Role | undefined {
    const member = this.organization?.members.find((one) => one.accountId === accountId);
    if (member !== undefined && member.state !== 'ACTIVE') return undefined;
    return this.accounts.get(accountId)?.roles.find((role) => role.name === name);
  }

  /** Call after every change. The file is replaced whole, so a crash leaves the old one. */
  save(): void {
    if (this.path === undefined) return;
    const content = {
      version: 1,
      sessionKey: this.sessionKey.toString('base64'),
      accounts: [...this.accounts.values()],
      organization: this.organization,
    };
    writeFileSync(`${this.path}.new`, JSON.stringify(content, null, 1), { mode: 0o600 });
    renameSync(`${this.path}.new`, this.path);
  }
}

function read(path: string): z.infer<typeof StateFile> | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return StateFile.parse(JSON.parse(text));
}

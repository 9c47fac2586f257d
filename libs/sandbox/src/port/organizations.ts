import { randomUUID } from 'node:crypto';
import { Journal, type Change } from './journal.js';
import { Organization, type PortOrganization } from './organization.js';
import { PortFault } from './port-fault.js';

/** All organizations, isolated from each other, and the journal that they share. */
export class Organizations {
  readonly #byId = new Map<string, Organization>();
  readonly #byClientId = new Map<string, Organization>();
  readonly journal: Journal;

  constructor(journalPath: string | null) {
    this.journal = Journal.open(journalPath, (change) => this.#replay(change));
  }

  list(): Organization[] {
    return [...this.#byId.values()];
  }

  withClientId(clientId: string): Organization | undefined {
    return this.#byClientId.get(clientId);
  }

  has(id: string): boolean {
    return this.#byId.has(id);
  }

  create(identity: PortOrganization): Organization {
    if (this.#byId.has(identity.id) || this.#byClientId.has(identity.clientId))
      throw new PortFault(409, 'identifier_taken', `Organization "${identity.id}" or its client id exists already`);
    this.journal.record({
      time: new Date().toISOString(),
      requestId: randomUUID(),
      organization: identity.id,
      userAgent: '',
      resource: 'organization',
      action: 'create',
      blueprint: null,
      identifier: identity.id,
      before: null,
      after: identity,
    });
    return this.#add(identity);
  }

  #add(identity: PortOrganization): Organization {
    const organization = new Organization(identity);
    this.#byId.set(identity.id, organization);
    this.#byClientId.set(identity.clientId, organization);
    return organization;
  }

  #replay(change: Change): object | null {
    const organization = this.#byId.get(change.organization);
    if (organization) return organization.apply(change);
    this.#add(change.after as PortOrganization);
    return null;
  }
}

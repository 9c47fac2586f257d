import { randomBytes } from 'node:crypto';
import type { Organization } from './organization.js';

interface Issued {
  accessToken: string;
  organization: Organization;
  expiresAt: number;
}

/**
 * One active token per pair of credentials: asked again before it expires, Port gives the same one.
 * A restart forgets all tokens, as if they had been revoked.
 */
export class AccessTokens {
  readonly #active = new Map<string, Issued>();
  readonly #byToken = new Map<string, Issued>();

  /** `seconds`: lifetime; Port's is three hours. */
  constructor(private readonly seconds: number) {}

  /** `expiresIn` in whole seconds. */
  issue(organization: Organization): { accessToken: string; expiresIn: number } {
    const token = this.#current(organization) ?? this.#issue(organization);
    return { accessToken: token.accessToken, expiresIn: Math.ceil((token.expiresAt - Date.now()) / 1000) };
  }

  organization(accessToken: string): Organization | undefined {
    const token = this.#byToken.get(accessToken);
    return token && token.expiresAt > Date.now() ? token.organization : undefined;
  }

  revokeAll(): void {
    this.#active.clear();
    this.#byToken.clear();
  }

  #current(organization: Organization): Issued | undefined {
    const token = this.#active.get(organization.identity.clientId);
    return token && token.expiresAt > Date.now() ? token : undefined;
  }

  #issue(organization: Organization): Issued {
    const old = this.#active.get(organization.identity.clientId);
    if (old) this.#byToken.delete(old.accessToken);
    const accessToken = randomBytes(32).toString('base64url');
    const token = { accessToken, organization, expiresAt: Date.now() + this.seconds * 1000 };
    this.#active.set(organization.identity.clientId, token);
    this.#byToken.set(accessToken, token);
    return token;
  }
}

import { DomainError } from '@longshore/domain';

/** AWS fetches the issuer's documents itself, over https and on port 443 only (IAM, CreateOpenIDConnectProvider). */
export class IssuerNotPublic extends DomainError {
  readonly code = 'ERR_ISSUER_NOT_PUBLIC';
  readonly fault = 'customer';
  readonly retryable = false;

  constructor(issuer: string) {
    super(
      `AWS cannot use the issuer ${issuer} of this tenant: it has to be https, without a port and on a public host. ` +
        'Set PUBLIC_URL to such an origin and register the tenant again; an issuer never changes.',
    );
  }

  /** Whether AWS itself accepts this issuer URL, as far as its text tells. */
  static applies(issuer: string): boolean {
    const { protocol, port, hostname } = new URL(issuer);
    return protocol !== 'https:' || port !== '' || hostname === 'localhost' || /^[\d.]+$|^\[/.test(hostname);
  }
}

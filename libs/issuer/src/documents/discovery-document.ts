import { Injectable } from '@nestjs/common';
import { SIGNING_ALGORITHM } from '../keys/signing-key-pair.js';
import { IssuerSnapshot } from './issuer-snapshot.js';
import { type PublicDocument, publicDocument } from './public-document.js';

/** A tenant's provider metadata: what OpenID Connect Discovery 1.0 section 3 requires, as far as an issuer without users has it. */
@Injectable()
export class DiscoveryDocument {
  constructor(private readonly snapshot: IssuerSnapshot) {}

  /** Null (404) for unknown and deleted tenants. Throws IssuerUnavailable. */
  async run(tenantId: string): Promise<PublicDocument | null> {
    const issuer = await this.snapshot.issuerUrl(tenantId);
    if (issuer === null) return null;
    return publicDocument({
      issuer,
      jwks_uri: `${issuer}/jwks.json`,
      response_types_supported: ['id_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: [SIGNING_ALGORITHM],
      claims_supported: ['iss', 'sub', 'aud', 'iat', 'nbf', 'exp', 'jti'],
    });
  }
}

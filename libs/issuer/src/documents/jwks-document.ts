import { Injectable } from '@nestjs/common';
import { IssuerSnapshot } from './issuer-snapshot.js';
import { type PublicDocument, publicDocument } from './public-document.js';

/** A tenant's key set (RFC 7517 section 5): pending, active and retiring keys. */
@Injectable()
export class JwksDocument {
  constructor(private readonly snapshot: IssuerSnapshot) {}

  /** Null (404) for unknown and deleted tenants. Throws IssuerUnavailable. */
  async run(tenantId: string): Promise<PublicDocument | null> {
    const issuer = await this.snapshot.issuerUrl(tenantId);
    return issuer === null ? null : publicDocument({ keys: this.snapshot.keys() });
  }
}

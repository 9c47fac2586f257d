import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ActiveIssuers } from '@longshore/database';
import {
  Clock,
  type IntegrationId,
  NotFound,
  type TenantId,
  WorkloadTokens,
  WORKLOAD_AUDIENCE,
  workloadSubject,
} from '@longshore/domain';
import { SignJWT } from 'jose';
import { TOKEN_LIFE_SECONDS } from '../keys/key-schedule.js';
import { SIGNING_ALGORITHM } from '../keys/signing-key-pair.js';
import { SigningKeys } from '../keys/signing-keys.js';

/** For a verifier whose clock is behind ours. */
const NOT_BEFORE_SLACK_SECONDS = 30;

@Injectable()
export class SignWorkloadToken extends WorkloadTokens {
  constructor(
    private readonly issuers: ActiveIssuers,
    private readonly keys: SigningKeys,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** Throws NotFound unless the tenant is active: a deleted or suspended one reaches no AWS account from then on. */
  async sign(tenantId: TenantId, integrationId: IntegrationId): Promise<string> {
    const issuer = await this.issuers.of(tenantId);
    if (issuer === undefined) throw new NotFound('Tenant');
    const { kid, key } = await this.keys.signer();
    const issuedAt = Math.floor(this.clock.now().getTime() / 1000);
    return new SignJWT()
      .setProtectedHeader({ alg: SIGNING_ALGORITHM, kid, typ: 'JWT' })
      .setIssuer(issuer)
      .setSubject(workloadSubject(tenantId, integrationId))
      .setAudience(WORKLOAD_AUDIENCE)
      .setIssuedAt(issuedAt)
      .setNotBefore(issuedAt - NOT_BEFORE_SLACK_SECONDS)
      .setExpirationTime(issuedAt + TOKEN_LIFE_SECONDS)
      .setJti(randomUUID())
      .sign(key);
  }
}

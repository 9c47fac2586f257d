import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type IntegrationId, type TenantId, WorkloadTokens } from '@longshore/domain';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** An OIDC issuer on loopback that signs workload tokens and counts them. */
export class TestIssuer extends WorkloadTokens {
  signed = 0;

  private constructor(
    private readonly server: Server,
    private readonly origin: string,
    private readonly keys: Awaited<ReturnType<typeof generateKeyPair>>,
  ) {
    super();
  }

  static async start(): Promise<TestIssuer> {
    const keys = await generateKeyPair('RS256');
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
    const server = createServer((request, response) => {
      const [, tenant] = /^\/t\/([^/]+)\//.exec(request.url ?? '') ?? [];
      const issuer = `${originOf(server)}/t/${tenant}`;
      const discovery = {
        issuer,
        jwks_uri: `${issuer}/jwks.json`,
        id_token_signing_alg_values_supported: ['RS256'],
      };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(request.url?.endsWith('/jwks.json') ? { keys: [jwk] } : discovery));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TestIssuer(server, originOf(server), keys);
  }

  issuerOf(tenantId: TenantId): string {
    return `${this.origin}/t/${tenantId}`;
  }

  override async sign(tenantId: TenantId, integrationId: IntegrationId): Promise<string> {
    this.signed += 1;
    return new SignJWT()
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuer(this.issuerOf(tenantId))
      .setSubject(`tenant:${tenantId}:integration:${integrationId}`)
      .setAudience('sts.amazonaws.com')
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(this.keys.privateKey);
  }

  /** From now on nobody reaches the issuer; it signs all the same. */
  async close(): Promise<void> {
    if (!this.server.listening) return;
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}

function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

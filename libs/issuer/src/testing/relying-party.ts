import { type JWTVerifyResult, createRemoteJWKSet, jwtVerify } from 'jose';
import { WORKLOAD_AUDIENCE } from '@longshore/domain';

interface ProviderMetadata {
  issuer: string;
  jwks_uri: string;
  id_token_signing_alg_values_supported: string[];
}

/** Verifies as AWS STS does: knows the issuer only, and finds the rest over HTTP (OpenID Connect Discovery 1.0 section 4). */
export async function verifyAsRelyingParty(issuer: string, token: string): Promise<JWTVerifyResult> {
  const response = await fetch(`${issuer}/.well-known/openid-configuration`);
  if (!response.ok) throw new Error(`discovery answered ${response.status}`);
  const metadata = (await response.json()) as ProviderMetadata;
  if (metadata.issuer !== issuer) throw new Error('the metadata are those of another issuer');
  return jwtVerify(token, createRemoteJWKSet(new URL(metadata.jwks_uri)), {
    issuer,
    audience: WORKLOAD_AUDIENCE,
    algorithms: metadata.id_token_signing_alg_values_supported,
  });
}

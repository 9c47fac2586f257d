import { decodeJwt, decodeProtectedHeader, errors, jwtVerify, type JWTPayload } from 'jose';
import { AwsFault } from '../service.js';
import type { Provider } from '../state/account-state.js';
import { fetchIssuerKeys } from './issuer-keys.js';

const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'];
const MAX_FUTURE_SECONDS = 300;

export interface VerifiedIdentity {
  provider: Provider;
  issuer: string;
  subject: string;
  audiences: string[];
}

/** Verifies a web identity token against the providers of one account, as STS does. Throws AwsFault with STS's code. */
export async function verifyIdentityToken(token: string, providers: readonly Provider[]): Promise<VerifiedIdentity> {
  const { iss: issuer = '' } = decode(token);
  const provider = providers.find(({ url }) => url === issuer);
  if (provider === undefined) throw invalid(`No OpenIDConnect provider found in your account for ${issuer}`);
  const keys = await fetchIssuerKeys(issuer);
  const payload = await verify(() =>
    jwtVerify(token, keys, {
      algorithms: ALGORITHMS,
      issuer,
      audience: provider.clientIds,
      requiredClaims: ['sub', 'iat', 'exp'],
    }),
  );
  if ((payload.iat ?? 0) > Date.now() / 1000 + MAX_FUTURE_SECONDS) throw invalid('Token is issued in the future');
  return { provider, issuer, subject: payload.sub ?? '', audiences: [payload.aud ?? []].flat() };
}

function decode(token: string): JWTPayload {
  try {
    decodeProtectedHeader(token);
    return decodeJwt(token);
  } catch {
    throw invalid('The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)');
  }
}

async function verify(run: () => Promise<{ payload: JWTPayload }>): Promise<JWTPayload> {
  try {
    return (await run()).payload;
  } catch (error) {
    throw translate(error);
  }
}

function translate(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) {
    const now = Math.floor(Date.now() / 1000);
    const expiry = error.payload.exp;
    return new AwsFault(
      'ExpiredTokenException',
      `Token expired: current date/time ${now} must be before the expiration date/time ${expiry}`,
    );
  }
  if (error instanceof errors.JWTClaimValidationFailed) return invalid(claimMessage(error));
  if (error instanceof errors.JWKSNoMatchingKey) {
    return invalid("Couldn't retrieve verification key from your identity provider, no key of its set has this key ID");
  }
  return error instanceof errors.JOSEError ? invalid('The signature of the token is not valid') : error;
}

function claimMessage({ claim, reason }: errors.JWTClaimValidationFailed): string {
  if (reason === 'missing') return `Missing a required claim: ${claim}`;
  if (claim === 'aud') return 'Incorrect token audience';
  if (claim === 'nbf') return 'Token is not yet valid';
  return `Invalid claim: ${claim}`;
}

function invalid(message: string): AwsFault {
  return new AwsFault('InvalidIdentityToken', message);
}

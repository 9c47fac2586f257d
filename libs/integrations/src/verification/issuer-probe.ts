import { z } from 'zod';
import type { Finding } from './check.js';

const ANSWER_WITHIN_MS = 5_000;

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.string() });
const KeySet = z.object({ keys: z.array(z.object({ kid: z.string() })).min(1) });

/** Fetches what AWS will fetch: discovery and keys, at the address that the trust policy pins. */
export async function probeIssuer(issuer: string): Promise<Finding> {
  const url = `${issuer}/.well-known/openid-configuration`;
  try {
    const discovery = Discovery.parse(await json(url));
    if (discovery.issuer !== issuer) {
      return failed(`${url} names the issuer ${discovery.issuer}, not ${issuer}.`);
    }
    const { keys } = KeySet.parse(await json(discovery.jwks_uri));
    return {
      isPassed: true,
      detail: `${issuer} answers with ${keys.length === 1 ? 'one key' : `${keys.length} keys`}.`,
    };
  } catch (error) {
    return failed(`${url} cannot be used: ${error instanceof Error ? reasonOf(error) : 'unknown reason'}.`);
  }
}

async function json(url: string): Promise<unknown> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}

/** fetch() hides the network's reason in `cause`. */
function reasonOf(error: Error): string {
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function failed(detail: string): Finding {
  const remedy = 'The operator has to make PUBLIC_URL reachable; AWS fetches these documents from the internet.';
  return { isPassed: false, detail, remedy };
}

import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { RoleCredentials } from '@longshore/domain';

/** For specs: the processes set endpoints by the SDK's own variables, AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_{SERVICE}. */
export interface AwsEndpoint {
  endpoint?: string | undefined;
  /** True when something else than AWS answers, which has no host name per bucket. */
  isStandIn?: boolean | undefined;
  /** How long a connection may be silent before its call counts as lost, in milliseconds. Default 120,000. */
  idleTimeoutMs?: number | undefined;
}

const CONNECT_TIMEOUT_MS = 5_000;

/** List handlers of Cloud Control may take more than 30 s. */
const IDLE_TIMEOUT_MS = 120_000;

/** Shared by all clients, so that connections outlive them; 256 sockets per host is above what one process calls in parallel. */
const httpAgent = new HttpAgent({ keepAlive: true, maxSockets: 256 });
const httpsAgent = new HttpsAgent({ keepAlive: true, maxSockets: 256 });

/** Retries are ours (see retrying.ts), so that throttling slows down the account's bucket and an abort ends them. */
export function clientOptions(
  region: string,
  { endpoint, idleTimeoutMs = IDLE_TIMEOUT_MS }: AwsEndpoint,
  credentials?: RoleCredentials,
) {
  return {
    region,
    maxAttempts: 1,
    customUserAgent: 'longshore',
    requestHandler: { httpAgent, httpsAgent, connectionTimeout: CONNECT_TIMEOUT_MS, socketTimeout: idleTimeoutMs },
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials && { credentials }),
  };
}

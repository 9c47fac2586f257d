import type { Config } from '@longshore/platform';
import type { AwsEndpoint } from './client-options.js';

/** One endpoint for all of AWS; where services have their own, the SDK reads its own variables. */
export function endpointOf({ aws }: Pick<Config, 'aws'>): AwsEndpoint {
  const isPerService = Object.keys(aws.serviceEndpointUrls).length > 0;
  const endpoint = isPerService ? undefined : (aws.endpointUrl ?? undefined);
  return { endpoint, isStandIn: isPerService || aws.endpointUrl !== null };
}

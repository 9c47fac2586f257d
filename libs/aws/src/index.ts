export { endpointOf } from './endpoint-of.js';
export { classifyAwsError, type ClassifiedError, type Remedy } from './classify-aws-error.js';
export { AwsResources } from './aws-resources.js';
export type { CloudControlOptions } from './cloud-control-source.js';
export { EnabledRegionDirectory, type RegionDirectoryOptions } from './enabled-region-directory.js';
export type { Backoff, RetrySchedule } from './retrying.js';
export { metadataOnly, type SessionPolicy } from './session-policy.js';
export { WebIdentitySessions, type WebIdentityOptions } from './web-identity-sessions.js';
export { ModelledListings } from './models/modelled-listings.js';

export { startSandboxAws, type SandboxAws, type SandboxAwsOptions } from './aws/sandbox-aws.js';
export { FaultRules, type FaultRule, type NewFaultRule } from './aws/admin/fault-rules.js';
export { CallCounts, type CallCount, type CountedCall } from './aws/call-counts.js';
export { AWS_RATES, RateLimits, type Rates } from './aws/rate-limits.js';
export type { AccessKey } from './aws/identity/callers.js';
export { AwsFault, type AwsRequest, type Verdict } from './aws/service.js';
export { listableTypes } from './aws/resources/estate/every-type.js';
export { Estate, type EstateAccount } from './aws/resources/estate/estate.js';
export type { OwnType } from './aws/resources/estate/own-types.js';
export {
  generatedKinds,
  generateEstate,
  type AccountPlan,
  type EstatePlan,
} from './aws/resources/estate/generate.js';
export {
  DEMO_ORGANIZATION,
  generateOrganization,
  type MemberPlan,
  type OrganizationPlan,
  type OrganizationSize,
} from './aws/organizations/organization-plan.js';
export { ResourceServices } from './aws/resources/resource-services.js';
export { startSandboxPort, type SandboxPort, type SandboxPortOptions } from './port/sandbox-port.js';

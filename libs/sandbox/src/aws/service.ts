import type { JsonObject } from '@longshore/domain';

/** What a policy evaluation says, with the sentence that AWS would put into its answer. */
export type Verdict = { allowed: true } | { allowed: false; message: string };

/** A request whose signature and session have been checked. */
export interface AwsRequest {
  accountId: string;
  region: string;
  /** `ListResources`, `DescribeRegions`. */
  operation: string;
  /** The parsed input of the operation. */
  input: JsonObject;
  /** Evaluates the caller's identity policies, session policies and boundaries for one IAM action. */
  allows(action: string, resource?: string): Verdict;
}

/** An answer in AWS's words: the error code and message that the unmodified SDK turns into its exception. */
export class AwsFault extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
    /** What the exception carries beside its message. */
    readonly members: JsonObject = {},
  ) {
    super(message);
  }
}

export const SERVICE_NAMES = [
  'sts',
  'iam',
  'cloudformation',
  'ec2',
  'cloudcontrol',
  'account',
  'organizations',
] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];

export type ResourceService = 'cloudcontrol' | 'account' | 'ec2';

/** The services that answer from an account's estate. EC2 answers its XML, the others JSON; all throw AwsFault. */
export interface ResourceAnswers {
  answer(service: ResourceService, request: AwsRequest): Promise<JsonObject | string>;
}

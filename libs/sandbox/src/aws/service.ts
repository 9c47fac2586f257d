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

/** Services whose own APIs answer from the estates. */
const NATIVE_NAMES = [
  'codebuild',
  'codedeploy',
  'codepipeline',
  'dynamodb',
  'ec2',
  'ecr',
  'ecs',
  'eks',
  'elasticache',
  'kafka',
  'lambda',
  'memorydb',
  'rds',
  's3',
  'sesv2',
  'sfn',
  'sns',
  'sqs',
] as const;

export const SERVICE_NAMES = [
  'sts',
  'iam',
  'cloudformation',
  'cloudcontrol',
  'account',
  'organizations',
  ...NATIVE_NAMES,
] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];

export type ResourceService = 'cloudcontrol' | 'account';

/** The services that answer from an account's estate. All throw AwsFault. */
export interface ResourceAnswers {
  answer(service: ResourceService, request: AwsRequest): Promise<JsonObject>;
}

import { AwsCallFailed, DomainError } from '@longshore/domain';
import { type Called, classifyAwsError } from './classify-aws-error.js';
import type { Judgement } from './retrying.js';

/** AWS says that the resource, or its parent, does not exist. Whoever asked decides what that proves. */
export class ResourceAbsent extends AwsCallFailed {}

/** What a failed call means and what to do; our own errors pass as they are. */
export function judgeCallError(thrown: unknown, called: Called): Judgement {
  if (thrown instanceof DomainError) return { remedy: 'none', error: thrown };
  const { failure, remedy, isNotFound } = classifyAwsError(thrown, called);
  const Failure = isNotFound ? ResourceAbsent : AwsCallFailed;
  return { remedy, error: new Failure(failure, { cause: withoutRequest(failure) }) };
}

/** The SDK's errors carry the response, and with it the request and its session token: they must not reach a log. */
export function withoutRequest({ awsCode, detail }: { awsCode: string; detail: string }): Error {
  return Object.assign(new Error(detail), { name: awsCode });
}

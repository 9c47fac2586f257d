import { DomainError } from './domain-error.js';

export const UNREADABLE_REASONS = ['denied', 'absent', 'too-large', 'not-text', 'name-too-long'] as const;
export type UnreadableReason = (typeof UNREADABLE_REASONS)[number];

/** An object in S3 that the role of an account cannot be asked for, does not get, or that is not the text it should be. */
export class ObjectUnreadable extends DomainError {
  readonly code = 'ERR_AWS_OBJECT_UNREADABLE';
  readonly fault = 'customer';
  readonly retryable = false;

  /** `detail`: what is wrong, then what to do. */
  constructor(
    readonly url: string,
    readonly reason: UnreadableReason,
    detail: string,
    options?: ErrorOptions,
  ) {
    super(`${url} cannot be read: ${detail}`, options);
  }
}

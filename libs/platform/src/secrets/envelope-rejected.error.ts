import { DomainError } from '@longshore/domain';

/** A stored ciphertext cannot be opened with the key at hand. */
export class EnvelopeRejected extends DomainError {
  readonly code = 'ERR_INTERNAL';
  readonly fault = 'ours';
  readonly retryable = false;

  constructor(detail: string, options?: ErrorOptions) {
    super(
      `A stored secret cannot be opened: ${detail}. Check that ENCRYPTION_KEY is the one it was stored with.`,
      options,
    );
  }
}

import { hkdfSync } from 'node:crypto';
import type { Json } from '@longshore/domain';
import { open, seal, sealingKey } from '@longshore/platform';

interface AnswerSecret {
  owner: string;
  /** The Idempotency-Key. */
  key: string;
  /** The Authorization header: stored nowhere, so only the same caller can open the answer. */
  token: string;
}

/** Some answers show an API key once; whoever reads the table must not see it a second time. */
export function sealAnswer(secret: AnswerSecret, answer: Json): string {
  return seal(keyOf(secret), contextOf(secret), Buffer.from(JSON.stringify(answer))).toString('base64');
}

export function openAnswer(secret: AnswerSecret, sealed: Json): Json {
  return JSON.parse(open(keyOf(secret), contextOf(secret), Buffer.from(String(sealed), 'base64')).toString()) as Json;
}

function keyOf({ key, token }: AnswerSecret) {
  return sealingKey(Buffer.from(hkdfSync('sha256', token, key, 'longshore idempotency', 32)));
}

function contextOf({ owner }: AnswerSecret) {
  return { tenantId: owner, purpose: 'idempotency', version: 1 };
}

import { createHash } from 'node:crypto';
import type { EstateResource } from '../resources/estate/shelf.js';
import type { Place } from './place.js';

/** An id that only the service gives a resource: always the same for the same resource, and no other has it. */
export function derivedUuid({ accountId, region }: Place, { type, identifier }: EstateResource): string {
  const hex = createHash('sha256').update([accountId, region, type, identifier].join(' ')).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

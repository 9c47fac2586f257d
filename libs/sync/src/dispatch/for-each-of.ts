import { Semaphore } from '../run/semaphore.js';

const AT_ONCE = 4;

/** Does something for each, a few at a time; one tenant's trouble keeps nobody else from their turn. Throws what failed, at the end. */
export async function forEachOf<Item>(items: Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const slots = new Semaphore(AT_ONCE);
  const results = await Promise.allSettled(items.map((item) => slots.run(() => work(item))));
  const errors = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  if (errors.length > 0) throw new AggregateError(errors, errors.map(String).join('; '));
}

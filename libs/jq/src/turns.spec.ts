import { describe, expect, it } from 'vitest';
import { Turns } from './turns.js';

/** Asks for places in this order, then serves them one after the other. */
async function serve(...lanes: string[]): Promise<string[]> {
  const turns = new Turns(1);
  await turns.take('first');
  const served: string[] = [];
  const waiting = lanes.map(async (lane) => {
    await turns.take(lane);
    served.push(lane);
    turns.pass();
  });
  turns.pass();
  await Promise.all(waiting);
  return served;
}

describe('turns', () => {
  it('rotate among lanes, so that nobody waits for all of another', async () => {
    expect(await serve('a', 'a', 'a', 'b', 'c', 'b')).toEqual(['a', 'b', 'c', 'a', 'b', 'a']);
  });

  it('are given to as many at once as there are places', async () => {
    const turns = new Turns(2);
    await turns.take('a');
    await turns.take('a');
    let isThird = false;
    const third = turns.take('b').then(() => {
      isThird = true;
    });
    await Promise.resolve();
    expect(isThird).toBe(false);

    turns.pass();
    await third;
    expect(isThird).toBe(true);
  });

  it('forget who gives up', async () => {
    const turns = new Turns(1);
    await turns.take('a');
    const abort = new AbortController();
    const gone = turns.take('b', abort.signal);
    const next = turns.take('b');
    abort.abort(new Error('lease lost'));

    await expect(gone).rejects.toThrow('lease lost');
    turns.pass();
    await next;
    turns.pass();
    await turns.take('c');
  });
});

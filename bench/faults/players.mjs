import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const PLAYER = path.join(import.meta.dirname, 'player.mjs');

/** Stand-ins remember whatever was written to them, so a process plays no more schedules than these. */
const BATCH = 400;

/** A sync leaves much short-lived garbage behind; with V8's default of 16 MiB too much of it outlives a scavenge. */
const NODE_OPTIONS = ['--max-semi-space-size=64'];

/**
 * Plays the schedules from one place of a seed to another in processes side by side, each batch on a database of its own. `tell` is
 * called with each as it ends; the signal ends them all.
 */
export async function playInProcesses(databases, { processes, from, to, signal, queue, ...told }, tell) {
  let next = from;
  const size = Math.max(1, Math.min(BATCH, Math.ceil((to - from) / processes)));
  const lane = async (number) => {
    const redisUrl = redisOf(queue, number);
    while (next < to && !signal.aborted) {
      const batch = { from: next, to: Math.min(to, next + size) };
      next = batch.to;
      const database = await databases.another();
      await play({ ...told, ...batch, databaseUrl: database.url, redisUrl }, signal, tell);
      await database.drop();
    }
  };
  await Promise.all(Array.from({ length: processes }, (_, number) => lane(number)));
}

/** Each process has a Redis database for itself, or it would take the jobs of the others. */
function redisOf(queue, number) {
  if (queue === undefined) return undefined;
  if (queue === 'postgres') return '';
  const url = new URL(queue);
  return Object.assign(url, { pathname: `/${Number(url.pathname.slice(1)) + number}` }).href;
}

async function play(request, signal, tell) {
  const player = fork(PLAYER, [], { execArgv: NODE_OPTIONS, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const exited = once(player, 'exit');
  const end = () => player.kill('SIGKILL');
  signal.addEventListener('abort', end);
  let left = request.to - request.from;
  player.on('message', (played) => {
    left -= 1;
    tell(played);
  });
  player.send(request);
  const [code] = await exited;
  signal.removeEventListener('abort', end);
  if (!signal.aborted && left > 0)
    throw new Error(`A process ended with code ${code}, ${left} schedules before its end.`);
}

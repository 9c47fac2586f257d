// A process of its own that plays some of the schedules of a seed, and tells how each went as soon as it has ended.
import process from 'node:process';
import { playAll } from '../../apps/e2e/dist/faults/batches.js';
import { FaultRig } from '../../apps/e2e/dist/faults/fault-rig.js';
import { Laboratory } from '../../apps/e2e/dist/faults/laboratory.js';
import { PLANTED_BUGS } from '../../apps/e2e/dist/faults/planted-bugs.js';

process.once('message', async ({ databaseUrl, redisUrl, bug, seed, from, to, atOnce }) => {
  const rig = await FaultRig.start({ databaseUrl, redisUrl, accounts: 2 * (to - from) });
  const laboratory = await Laboratory.open(rig, bug === undefined ? {} : PLANTED_BUGS[bug].plants);
  for await (const played of playAll(laboratory, { seed, from, to, atOnce })) process.send(played);
  process.exit();
});
// Its parent is gone.
process.on('disconnect', () => process.exit());

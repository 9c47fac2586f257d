import type { Queue } from 'bullmq';

export interface Depth {
  queue: string;
  waiting: number;
  active: number;
  delayed: number;
  failed: number;
}

/** How much each queue holds: what workers are scaled by. */
export class QueueDepth {
  constructor(private readonly queues: Queue[]) {}

  async read(): Promise<Depth[]> {
    return Promise.all(this.queues.map(depth));
  }
}

async function depth(queue: Queue): Promise<Depth> {
  const counts = await queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed');
  const { waiting = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = counts;
  return { queue: queue.name, waiting: waiting + prioritized, active, delayed, failed };
}

import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** Who holds a lease, for people who read the table: host, process, and a part that no restart repeats. */
export class WorkerName {
  readonly value = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
}

import { LEASE } from '../sync/lease-terms.js';

/** Where PostgreSQL is, how many connections one pool of this process may hold, and on which terms it leases work. */
export class DatabaseOptions {
  constructor(
    readonly url: string,
    readonly maxConnections = 10,
    readonly lease = LEASE,
  ) {}
}

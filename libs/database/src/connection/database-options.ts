/** Where PostgreSQL is, and how many connections one pool of this process may hold. */
export class DatabaseOptions {
  constructor(
    readonly url: string,
    readonly maxConnections = 10,
  ) {}
}

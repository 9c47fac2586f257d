import type { RoleCredentials } from '@longshore/domain';
import { LruMap } from './lru-map.js';

/** A client costs 11 to 16 KB while kept, and twice the CPU of a request when made anew for each. */
const CAPACITY = 512;

/** One client per session and region. A renewed session is another session: no client outlives its credentials. */
export class ClientPool<Client> {
  private readonly clients = new LruMap<Client>(CAPACITY);

  constructor(private readonly make: (region: string, credentials: RoleCredentials) => Client) {}

  of(region: string, credentials: RoleCredentials): Client {
    return this.clients.obtain(`${credentials.accessKeyId}/${region}`, () => this.make(region, credentials));
  }
}

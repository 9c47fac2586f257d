import type { DatabaseOptions } from '@longshore/database';
import type { Config, EncryptionKey } from '@longshore/platform';
import type { DatabaseReadiness } from './operations/database-readiness.js';
import type { AdminToken } from './http/admin-token.js';

/** What the process found out before its modules are made. */
export interface ApiSurroundings {
  config: Config;
  database: DatabaseOptions;
  readiness: DatabaseReadiness;
  encryptionKey: EncryptionKey;
  adminToken: AdminToken;
}

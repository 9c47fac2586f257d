import type { Config } from '../config/config.js';
import { generatedSecret, randomText } from './generated-secret.js';

/** ADMIN_TOKEN, or else the one in `{DATA_DIR}/admin.token`; `isNew` says that it was generated now and is to be printed once. */
export async function loadAdminToken(
  config: Pick<Config, 'adminToken' | 'dataDir'>,
): Promise<{ value: string; isNew: boolean }> {
  if (config.adminToken) return { value: config.adminToken, isNew: false };
  return generatedSecret(config.dataDir, 'admin.token', () => randomText(32, 'base64url'));
}

import type { Provider } from '@nestjs/common';
import { PortConnections, SecretBox } from '@longshore/domain';
import { AuthenticateKey } from './keys/authenticate-key.js';
import { CreateApiKey } from './keys/create-api-key.js';
import { RevokeApiKey } from './keys/revoke-api-key.js';
import { CheckPortCredentials } from './port/check-port-credentials.js';
import { StoredPortCredentials } from './port/stored-port-credentials.js';
import { TenantPortConnections } from './port/tenant-port-connections.js';
import { DataKeys } from './secrets/data-keys.js';
import { TenantSecrets } from './secrets/tenant-secrets.js';
import { ChangeTenant } from './tenants/change-tenant.js';
import { DeleteTenant } from './tenants/delete-tenant.js';
import { FinishTenantDeletions, TenantDeletionStores } from './tenants/finish-tenant-deletions.js';
import { ListTenants } from './tenants/list-tenants.js';
import { ReadTenant } from './tenants/read-tenant.js';
import { RemoveTenantEntities } from './tenants/remove-tenant-entities.js';
import { RegisterTenant } from './tenants/register-tenant.js';
import { TenantAdmission } from './tenants/tenant-admission.js';

/** For a process that reaches Port for tenants. It provides the stores, Config, EncryptionKey and Clock. */
export const tenantAccessProviders: Provider[] = [
  DataKeys,
  TenantSecrets,
  { provide: SecretBox, useExisting: TenantSecrets },
  StoredPortCredentials,
  TenantPortConnections,
  { provide: PortConnections, useExisting: TenantPortConnections },
];

/** For a process that carries deletions of tenants to their end: it provides the stores and DataKeys. */
export const tenantDeletionProviders: Provider[] = [FinishTenantDeletions, TenantDeletionStores, RemoveTenantEntities];

/** For a process that administers tenants: the above, and Catalog. */
export const tenantsProviders: Provider[] = [
  ...tenantAccessProviders,
  CheckPortCredentials,
  TenantAdmission,
  RegisterTenant,
  ReadTenant,
  ListTenants,
  ChangeTenant,
  DeleteTenant,
  ...tenantDeletionProviders,
  CreateApiKey,
  RevokeApiKey,
  AuthenticateKey,
];

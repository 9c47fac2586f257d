import type { Provider } from '@nestjs/common';
import { AlignAccounts } from './accounts/align-accounts.js';
import { FollowOrganization } from './accounts/follow-organization.js';
import { ProbeAccounts } from './accounts/probe-accounts.js';
import { ReadOrganization } from './accounts/read-organization.js';
import { RefreshAccounts } from './accounts/refresh-accounts.js';
import { ChangeIntegration } from './change-integration.js';
import { CompleteSetup } from './complete-setup.js';
import { CreateIntegration } from './create-integration.js';
import { DeleteIntegration } from './delete-integration.js';
import { DescribeInstallation, InstallationStores } from './installation/describe-installation.js';
import { DescribeKind } from './kinds/describe-kind.js';
import { KindPlaces } from './kinds/kind-places.js';
import { KindStores } from './kinds/kind-stores.js';
import { ReadKinds } from './kinds/read-kinds.js';
import { SeekKinds } from './kinds/seek-kinds.js';
import { TenantKinds } from './kinds/tenant-kinds.js';
import { CheckMapping } from './mapping/check-mapping.js';
import { ImportMapping } from './mapping/import-mapping.js';
import { ReadMappingObject } from './mapping/read-mapping-object.js';
import { ReadMapping } from './mapping/read-mapping.js';
import { RequirePermissions } from './mapping/require-permissions.js';
import { SaveMapping } from './mapping/save-mapping.js';
import { ScaffoldResource } from './mapping/scaffold-resource.js';
import { UsableMapping } from './mapping/usable-mapping.js';
import { ReadIntegrations } from './read-integrations.js';
import { RequirePublicIssuer } from './require-public-issuer.js';
import { CheckAccount } from './verification/check-account.js';
import { CheckAccounts } from './verification/check-accounts.js';
import { CheckOrganization } from './verification/check-organization.js';
import { VerificationProbes } from './verification/verification-probes.js';
import { VerifyIntegration } from './verification/verify-integration.js';

/** For a process that opens syncs: the stores of accounts, integrations and organizations, the ports AccountDirectory and RoleSessions. */
export const accountProviders: Provider[] = [
  AlignAccounts,
  FollowOrganization,
  ProbeAccounts,
  ReadOrganization,
  RefreshAccounts,
];

/** For a process that reads the types of accounts: the stores of accounts and kinds, the ports KindRegistry and RegionDirectory. */
export const kindProviders: Provider[] = [DescribeKind, KindPlaces, KindStores, ReadKinds];

/**
 * For a process that serves integrations. It provides the stores of accounts, integrations, kinds, mappings, organizations and tenants, the
 * ports AccountDirectory, Catalog, KindRegistry, Mapper, ObjectReader, PortConnections, RegionDirectory and RoleSessions, and Deployment, InstallationTemplates and IntegrationSyncs.
 */
export const integrationProviders: Provider[] = [
  ...accountProviders,
  ChangeIntegration,
  CheckAccount,
  CheckAccounts,
  CheckOrganization,
  CheckMapping,
  CompleteSetup,
  CreateIntegration,
  DeleteIntegration,
  DescribeInstallation,
  DescribeKind,
  InstallationStores,
  ImportMapping,
  KindPlaces,
  ReadIntegrations,
  ReadMapping,
  ReadMappingObject,
  RequirePermissions,
  RequirePublicIssuer,
  SaveMapping,
  SeekKinds,
  TenantKinds,
  UsableMapping,
  ScaffoldResource,
  VerificationProbes,
  VerifyIntegration,
];

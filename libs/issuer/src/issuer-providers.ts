import type { Provider } from '@nestjs/common';
import { WorkloadTokens } from '@longshore/domain';
import { DiscoveryDocument } from './documents/discovery-document.js';
import { IssuerSnapshot } from './documents/issuer-snapshot.js';
import { JwksDocument } from './documents/jwks-document.js';
import { SnapshotFile } from './documents/snapshot-file.js';
import { RotateSigningKeys } from './keys/rotate-signing-keys.js';
import { SigningKeys } from './keys/signing-keys.js';
import { SignWorkloadToken } from './tokens/sign-workload-token.js';

/** For a process that signs or rotates. It provides SigningKeyStore, ActiveIssuers, EncryptionKey and Clock. */
export const signingProviders: Provider[] = [
  RotateSigningKeys,
  SigningKeys,
  SignWorkloadToken,
  { provide: WorkloadTokens, useExisting: SignWorkloadToken },
];

/** For a process that serves discovery and JWKS: the above, TenantStore and Config. */
export const issuerProviders: Provider[] = [
  ...signingProviders,
  SnapshotFile,
  IssuerSnapshot,
  DiscoveryDocument,
  JwksDocument,
];

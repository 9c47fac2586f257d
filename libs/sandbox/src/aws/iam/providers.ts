import { AwsFault } from '../service.js';
import type { AccountState, Provider } from '../state/account-state.js';
import { isAcceptedUrl } from '../sts/issuer-keys.js';

const MAX_PROVIDERS = 100;
const MAX_CLIENT_IDS = 100;

export interface NewProvider {
  url: string;
  clientIds: string[];
  thumbprints: string[];
}

export function providerArn(accountId: string, url: string): string {
  return `arn:aws:iam::${accountId}:oidc-provider/${url.replace(/^https?:\/\//, '')}`;
}

/** Registers an identity provider. Throws AwsFault with IAM's code. */
export function createProvider(account: AccountState, { url, clientIds, thumbprints }: NewProvider): Provider {
  if (!isAcceptedUrl(url) || url.endsWith('/') || url.length > 255) {
    throw new AwsFault('InvalidInput', `Invalid Open ID Connect Provider URL: ${url}`);
  }
  const arn = providerArn(account.id, url);
  if (account.providers.some((provider) => provider.arn === arn)) {
    throw new AwsFault('EntityAlreadyExists', `Provider with url ${url} already exists.`, 409);
  }
  if (account.providers.length >= MAX_PROVIDERS) {
    const message = `Cannot exceed quota for OpenIdConnectProvidersPerAccount: ${MAX_PROVIDERS}`;
    throw new AwsFault('LimitExceeded', message, 409);
  }
  if (clientIds.length > MAX_CLIENT_IDS) {
    const message = `Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: ${MAX_CLIENT_IDS}`;
    throw new AwsFault('LimitExceeded', message, 409);
  }
  const provider = { arn, url, clientIds, thumbprints, createdAt: new Date().toISOString() };
  account.providers.push(provider);
  return provider;
}

export function findProvider(account: AccountState, arn: string): Provider {
  const provider = account.providers.find((one) => one.arn === arn);
  if (provider !== undefined) return provider;
  throw new AwsFault('NoSuchEntity', `OpenIDConnect Provider not found for arn ${arn}`, 404);
}

export function deleteProvider(account: AccountState, arn: string): void {
  const provider = findProvider(account, arn);
  account.providers = account.providers.filter((one) => one !== provider);
}

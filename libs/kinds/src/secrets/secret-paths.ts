import type { CataloguedKind } from '../catalogue.js';
import { KNOWN_SECRETS } from './known-secrets.js';

/** Start scripts and variables hold secrets in every kind that has them. */
export const ALWAYS =
  /^(UserData|Variables|EnvironmentVariables|EnvironmentOverride|RuntimeEnvironmentVariables|OptionSettings)$/;

/** The end of the name tells `MasterUserPassword` from `PasswordPolicy`, and `AuthToken` from `TokenValidity`. */
export const SECRET =
  /(passwords?|passphrase|passcode|secret|secretstring|secretkey|presharedkey|privatekey|credentials?|apikey|authtoken|accesstoken)$/i;

/** Paths below `Properties` of a kind that may hold secrets, whatever they are called; `*` is every element. */
export function secretPaths(kind: CataloguedKind | undefined): readonly string[] {
  return kind ? [...(kind.curated?.redacted ?? []), ...(KNOWN_SECRETS[kind.type] ?? [])] : [];
}

/**
 * The same, and what AWS takes and never answers (write-only): should a handler answer it all the same, it is a secret more often
 * than not. A service's own API answers some of it rightly.
 */
export function redactedPaths(kind: CataloguedKind | undefined): readonly string[] {
  const writeOnly = kind?.curated?.native ? [] : (kind?.writeOnly ?? []);
  return [...new Set([...secretPaths(kind), ...writeOnly])];
}

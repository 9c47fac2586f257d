import { Injectable } from '@nestjs/common';
import { type SigningKeyRow, SigningKeyStore } from '@longshore/database';
import { Clock } from '@longshore/domain';
import { EncryptionKey } from '@longshore/platform';
import type { CryptoKey } from 'jose';
import { RELOAD_MS, keyToSignWith } from './key-schedule.js';
import { RotateSigningKeys } from './rotate-signing-keys.js';
import { SigningKeyMissing } from './signing-key-missing.error.js';
import { openSigningKey } from './signing-key-pair.js';

interface Signer {
  kid: string;
  key: CryptoKey;
  readAt: number;
}

/** The installation's signing keys, as this process may use them. */
@Injectable()
export class SigningKeys {
  private held: Signer | null = null;

  constructor(
    private readonly store: SigningKeyStore,
    private readonly rotate: RotateSigningKeys,
    private readonly encryptionKey: EncryptionKey,
    private readonly clock: Clock,
  ) {}

  /** All keys that verifiers must know, in order of publication. The first call ever makes the first key. */
  async published(): Promise<SigningKeyRow[]> {
    const published = (keys: SigningKeyRow[]) => keys.filter(({ state }) => state !== 'retired');
    const keys = published(await this.store.list());
    if (keys.some(({ state }) => state === 'active')) return keys;
    await this.rotate.run();
    return published(await this.store.list());
  }

  /** The key to sign with, never from a reading older than RELOAD_MS: the key schedule counts on it. */
  async signer(): Promise<{ kid: string; key: CryptoKey }> {
    const now = this.clock.now();
    if (this.held && Math.abs(now.getTime() - this.held.readAt) < RELOAD_MS) return this.held;
    const row = keyToSignWith(await this.published(), now);
    if (!row) throw new SigningKeyMissing();
    const key = this.held?.kid === row.kid ? this.held.key : await openSigningKey(this.encryptionKey, row);
    this.held = { kid: row.kid, key, readAt: now.getTime() };
    return this.held;
  }
}

import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { TenantStore } from '@longshore/database';
import { RELOAD_MS } from '../keys/key-schedule.js';
import { SigningKeys } from '../keys/signing-keys.js';
import { IssuerUnavailable } from './issuer-unavailable.error.js';
import { SnapshotFile } from './snapshot-file.js';
import { type Snapshot, snapshot } from './snapshot.js';

/** Unknown tenants may be new, so they are looked up, all that wait in one reading, and readings this far apart. */
const LOOKUP_PAUSE_MS = 250;

/**
 * Issuers and public keys in memory, read again every RELOAD_MS and kept on disk: AWS must be able to verify our tokens
 * while PostgreSQL is down, also after a restart. When nothing newer can be read, the last reading holds.
 */
@Injectable()
export class IssuerSnapshot implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger(IssuerSnapshot.name);
  private current: { content: Snapshot; issuerUrls: Map<string, string> } | null = null;
  private written = '';
  private reloading: Promise<void> | null = null;
  private following: Promise<void> | null = null;
  private lookup: Promise<void> | null = null;
  private lookedUpAt = Number.NEGATIVE_INFINITY;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly tenants: TenantStore,
    private readonly signingKeys: SigningKeys,
    private readonly file: SnapshotFile,
  ) {}

  async onModuleInit(): Promise<void> {
    const stored = await this.file.read();
    if (stored) this.hold(stored);
    await this.reload();
    this.timer = setInterval(() => void this.reload(), RELOAD_MS).unref();
  }

  onModuleDestroy(): void {
    if (this.timer) clearInterval(this.timer);
  }

  /**
   * Reads issuers and keys again, in a reading that begins after this call; all that wait share it. A failure is logged
   * and changes nothing.
   */
  reload(): Promise<void> {
    if (this.reloading) {
      this.following ??= this.reloading.then(() => {
        this.following = null;
        return this.reload();
      });
      return this.following;
    }
    this.reloading = this.read()
      .catch((error: unknown) => this.log.warn(`Issuers and keys cannot be read, the last reading holds: ${error}`))
      .finally(() => {
        this.reloading = null;
      });
    return this.reloading;
  }

  /** The tenant's issuer; null for unknown and deleted tenants. Throws IssuerUnavailable when nothing was ever read. */
  async issuerUrl(tenantId: string): Promise<string | null> {
    const known = this.current?.issuerUrls.get(tenantId);
    if (known !== undefined) return known;
    await this.lookUp();
    if (!this.current) throw new IssuerUnavailable();
    return this.current.issuerUrls.get(tenantId) ?? null;
  }

  /** What verifiers must know now. Throws IssuerUnavailable when nothing was ever read. */
  keys(): Snapshot['keys'] {
    if (!this.current) throw new IssuerUnavailable();
    return this.current.content.keys;
  }

  private lookUp(): Promise<void> {
    this.lookup ??= delay(Math.max(0, this.lookedUpAt + LOOKUP_PAUSE_MS - performance.now())).then(() => {
      this.lookup = null;
      this.lookedUpAt = performance.now();
      return this.reload();
    });
    return this.lookup;
  }

  private async read(): Promise<void> {
    const [issuers, keys] = await Promise.all([this.tenants.issuers(), this.signingKeys.published()]);
    const content = snapshot.parse({ issuers, keys: keys.map(({ publicJwk }) => publicJwk) });
    this.hold(content);
    const text = JSON.stringify(content);
    if (text === this.written) return;
    await this.file.write(content);
    this.written = text;
  }

  private hold(content: Snapshot): void {
    this.current = { content, issuerUrls: new Map(content.issuers.map(({ id, issuerUrl }) => [id, issuerUrl])) };
  }
}

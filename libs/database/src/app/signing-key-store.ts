import { Injectable } from '@nestjs/common';
import type { JsonObject } from '@longshore/domain';
import type { SigningKey } from '../generated/client.js';
import { bytes } from './bytes.js';
import { SystemPrisma } from './system-prisma.js';

/** pending: published, not yet signing. active: signs. retiring: published, signs no more. retired: not published. */
export type SigningKeyState = 'pending' | 'active' | 'retiring' | 'retired';

export interface SigningKeyRow {
  /** RFC 7638 thumbprint. */
  kid: string;
  alg: string;
  publicJwk: JsonObject;
  /** The private key, sealed with the key encryption key `kek`; empty once retired. */
  privateCt: Uint8Array;
  kek: string;
  state: SigningKeyState;
  publishAt: Date;
  activateAt: Date | null;
  retireAt: Date | null;
}

export type NewSigningKey = Omit<SigningKeyRow, 'state' | 'retireAt'>;

/** The issuer's keys, which all tenants share. The database admits one active key per algorithm. */
@Injectable()
export class SigningKeyStore {
  constructor(private readonly system: SystemPrisma) {}

  /** In order of publication, retired ones included. */
  async list(): Promise<SigningKeyRow[]> {
    const keys = await this.system.transaction((prisma) =>
      prisma.signingKey.findMany({ orderBy: [{ publishAt: 'asc' }, { kid: 'asc' }] }),
    );
    return keys.map(signingKeyRow);
  }

  /** Adds a pending key; false when that algorithm has one already, as when two replicas rotate at once. */
  async insert(key: NewSigningKey): Promise<boolean> {
    return this.system.transaction(async (prisma) => {
      await prisma.$queryRaw`select pg_advisory_xact_lock(hashtext('app.signing_key'))::text`;
      const waiting = await prisma.signingKey.count({ where: { alg: key.alg, state: 'pending' } });
      if (waiting > 0) return false;
      const data = { ...key, state: 'pending', privateCt: bytes(key.privateCt) };
      await prisma.signingKey.create({ data });
      return true;
    });
  }

  /** Lets a pending key sign, and its predecessor retire at `predecessorRetireAt`; false when the key is not pending. */
  async activate(kid: string, predecessorRetireAt: Date): Promise<boolean> {
    return this.system.transaction(async (prisma) => {
      await prisma.$queryRaw`select pg_advisory_xact_lock(hashtext('app.signing_key'))::text`;
      const key = await prisma.signingKey.findUnique({ where: { kid, state: 'pending' } });
      if (!key) return false;
      await prisma.signingKey.updateMany({
        where: { alg: key.alg, state: 'active' },
        data: { state: 'retiring', retireAt: predecessorRetireAt },
      });
      await prisma.signingKey.update({ where: { kid }, data: { state: 'active', activateAt: new Date() } });
      return true;
    });
  }

  /** Ends a retiring key and erases its private half; false when the key is not retiring. */
  async retire(kid: string): Promise<boolean> {
    const { count } = await this.system.transaction((prisma) =>
      prisma.signingKey.updateMany({
        where: { kid, state: 'retiring' },
        data: { state: 'retired', privateCt: new Uint8Array(), retireAt: new Date() },
      }),
    );
    return count === 1;
  }
}

function signingKeyRow(key: SigningKey): SigningKeyRow {
  return { ...key, publicJwk: key.publicJwk as JsonObject, state: key.state as SigningKeyState };
}

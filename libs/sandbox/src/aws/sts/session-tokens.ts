import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { remembering } from '../remembering.js';

const Session = z.object({
  accessKeyId: z.string(),
  accountId: z.string(),
  roleName: z.string(),
  roleId: z.string(),
  sessionName: z.string(),
  policyArns: z.array(z.string()),
  policy: z.string().optional(),
  issuedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type Session = z.infer<typeof Session>;

export function assumedRoleArn({ accountId, roleName, sessionName }: Session): string {
  return `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Session tokens hold their session, sealed: nothing is stored for one, and it outlives a restart as on AWS. */
export class SessionTokens {
  /** Undefined for a text that is not one of our tokens. */
  readonly open = remembering(10_000, (token) => this.unseal(token));

  constructor(private readonly key: Buffer) {}

  seal(session: Session): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv);
    const sealed = Buffer.concat([cipher.update(deflateRawSync(JSON.stringify(session))), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
  }

  private unseal(token: string): Session | undefined {
    const bytes = Buffer.from(token, 'base64');
    if (bytes.length <= IV_BYTES + TAG_BYTES) return undefined;
    const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, IV_BYTES));
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    try {
      const opened = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
      return Session.parse(JSON.parse(inflateRawSync(opened).toString('utf8')));
    } catch {
      return undefined;
    }
  }

  /** The secret of a temporary or administrator key, computed from the key id. */
  secretFor(accessKeyId: string): string {
    return createHmac('sha256', this.key).update(accessKeyId).digest('base64').slice(0, 40);
  }
}

import { createHash } from 'node:crypto';

/**
 * A token says behind which identifier a listing goes on, so that pages neither repeat nor lose what stays while others come and go.
 * It belongs to one listing: `listing` names account, region, operation and what is listed.
 */
export function pageTokenAfter(listing: string, identifier: string): string {
  return Buffer.from(JSON.stringify([digest(listing), identifier])).toString('base64url');
}

/** The identifier behind which to go on; null for a token that was not made for this listing. */
export function identifierBefore(listing: string, token: string): string | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (!Array.isArray(parts) || parts.length !== 2) return null;
    const [owner, identifier]: unknown[] = parts;
    return owner === digest(listing) && typeof identifier === 'string' ? identifier : null;
  } catch {
    return null;
  }
}

const digest = (listing: string) => createHash('sha256').update(listing).digest('base64url').slice(0, 12);

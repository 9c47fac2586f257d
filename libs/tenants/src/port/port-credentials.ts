import { z } from 'zod';

export const PORT_REGIONS = ['eu', 'us'] as const;
export type PortRegion = (typeof PORT_REGIONS)[number];

/** Client id and secret of a Port organization, and where Port keeps that organization. */
export interface PortCredentials {
  region: PortRegion;
  clientId: string;
  clientSecret: string;
}

/** What is sealed under the purpose PORT_PURPOSE. */
export const sealedCredentials = z.strictObject({ clientId: z.string(), clientSecret: z.string() });

export const PORT_PURPOSE = 'port';

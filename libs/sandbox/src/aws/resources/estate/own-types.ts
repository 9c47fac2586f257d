import type { JsonObject } from '@longshore/domain';

/** A resource type that CloudFormation's registry has in one region of one account, or that AWS has published of late. */
export interface OwnType {
  typeName: string;
  origin: 'private' | 'activated' | 'aws';
  provisioning: 'FULLY_MUTABLE' | 'IMMUTABLE' | 'NON_PROVISIONABLE';
  /** Of a private type its default version, of an activated one the public version. */
  version: string;
  schema: JsonObject;
}

const identified = {
  primaryIdentifier: ['/properties/Id'],
  readOnlyProperties: ['/properties/Id'],
  handlers: { create: {}, delete: {}, read: { permissions: [] }, list: { permissions: [] } },
};

/** Registered by the account itself; its handler answers the code that the schema calls write-only. */
const booking: OwnType = {
  typeName: 'Harbour::Berth::Booking',
  origin: 'private',
  provisioning: 'FULLY_MUTABLE',
  version: '00000001',
  schema: {
    typeName: 'Harbour::Berth::Booking',
    description: 'A berth that is kept for a vessel.',
    properties: {
      Id: { type: 'string' },
      Vessel: { type: 'string' },
      Days: { type: 'integer' },
      GateCode: { type: 'string' },
    },
    writeOnlyProperties: ['/properties/GateCode'],
    ...identified,
  },
};

/** Published by somebody else and activated in the account. */
const watch: OwnType = {
  typeName: 'Lighthouse::Watch::Monitor',
  origin: 'activated',
  provisioning: 'IMMUTABLE',
  version: '1.4.0',
  schema: {
    typeName: 'Lighthouse::Watch::Monitor',
    description: 'A light that is watched.',
    properties: { Id: { type: 'string' }, Light: { type: 'string' }, IsLit: { type: 'boolean' } },
    ...identified,
  },
};

/** What a populated region has beside AWS's own types, and a resource of each. */
export const OWN_TYPES: readonly { type: OwnType; resource: JsonObject }[] = [
  { type: booking, resource: { Id: 'booking-1', Vessel: 'Meridian', Days: 3, GateCode: '4711' } },
  { type: watch, resource: { Id: 'monitor-1', Light: 'North pier', IsLit: true } },
];

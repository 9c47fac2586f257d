import type { JsonObject } from '@longshore/domain';
import { Random } from './random.js';

/** Where generated resources stand. Every draw names its purpose, so that more resources leave the earlier ones as they were. */
export class Place {
  constructor(
    private readonly seed: string,
    readonly accountId: string,
    readonly region: string,
  ) {}

  random(purpose: string, index: number): Random {
    return new Random([this.seed, this.accountId, this.region, purpose, index].join('/'));
  }

  arn(service: string, resource: string): string {
    return `arn:aws:${service}:${this.region}:${this.accountId}:${resource}`;
  }

  /** `prefix-0…`: the long form of EC2 ids. */
  ec2Id(prefix: 'vpc' | 'subnet' | 'sg' | 'i' | 'eni' | 'acl' | 'vol', index: number): string {
    return `${prefix}-0${this.random(prefix, index).hex(16)}`;
  }

  uuid(purpose: string, index: number): string {
    const random = this.random(purpose, index);
    return [8, 4, 4, 4, 12].map((length) => random.hex(length)).join('-');
  }
}

/** Makes the properties of the resource with this index, named as the type's registry schema names them. */
export type ResourceMaker = (place: Place, index: number, random: Random) => JsonObject;

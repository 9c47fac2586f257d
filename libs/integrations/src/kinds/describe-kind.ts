import { OwnKindStore, type KindPlace } from '@longshore/database';
import { type AwsAccount, type JsonObject, KindRegistry, type TenantId } from '@longshore/domain';
import { readTypeSchema } from '@longshore/kinds';
import { Injectable } from '@nestjs/common';

/** What is described, and where. */
export interface KindQuestion {
  session: AwsAccount;
  place: KindPlace;
  name: string;
  /** Null for one that somebody asks for between two readings: the next one describes it again. */
  version: string | null;
  /** Readings before this time did not look for it. */
  knownSince: Date;
}

/** Asks for the schema of a type and remembers what it says. */
@Injectable()
export class DescribeKind {
  constructor(
    private readonly registry: KindRegistry,
    private readonly own: OwnKindStore,
  ) {}

  /** `absent`: AWS has no such type there. `unreadable`: what it has is no schema. Throws AssumeRoleDenied and AwsCallFailed. */
  async run(
    tenantId: TenantId,
    { session, place, name, version, knownSince }: KindQuestion,
    signal: AbortSignal,
  ): Promise<'saved' | 'absent' | 'unreadable'> {
    const described = await this.registry.describe(session, place.region, name, signal);
    if (described === null) return 'absent';
    const { origin, schema } = described;
    const facts = readTypeSchema(name, origin, schema);
    if (facts === null) return 'unreadable';
    const own = { kind: name, origin, version, facts: facts as unknown as JsonObject };
    await this.own.save(tenantId, session.integrationId, own, knownSince);
    return 'saved';
  }
}

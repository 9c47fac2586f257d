import { describe, expect, it } from 'vitest';
import { findKind, kindNames, type CataloguedKind } from '../catalogue.js';
import { curatedKinds } from '../curated-kinds.js';
import beyond from './beyond-read-only.generated.json' with { type: 'json' };
import { kindPermissions } from './kind-permissions.js';
import { isMetadataRead } from './metadata-reads.js';
import { sessionReads } from './session-reads.js';

const actionsOf = (name: string) => kindPermissions(findKind(name) as CataloguedKind).actions;

describe('what a session has to be allowed beyond ReadOnlyAccess', () => {
  it('is what its kinds need and that policy lacks', () => {
    expect(sessionReads([...actionsOf('AWS::EKS::Cluster'), ...actionsOf('AWS::KafkaConnect::Connector')])).toEqual({
      allowed: ['kafkaconnect:ListTagsForResource'],
      refused: [],
    });
  });

  it('is nothing for kinds with a blueprint of ours, but for one action of which IAM has no description', () => {
    const reads = curatedKinds.flatMap(({ type }) => sessionReads(actionsOf(type)).allowed);

    expect(reads).toEqual(['managed-fleets:Get*']);
  });

  it('has room for every kind of the catalogue, and for nothing but metadata', () => {
    expect(kindNames().filter((name) => sessionReads(actionsOf(name)).refused.length > 0)).toEqual([]);
    expect(beyond.actions.filter((action) => !isMetadataRead(action))).toEqual([]);
  });

  it('ends where the room does', () => {
    const { allowed, refused } = sessionReads(kindNames().flatMap(actionsOf));

    expect(JSON.stringify(allowed).length).toBeLessThanOrEqual(470);
    expect([...allowed, ...refused].sort()).toEqual(beyond.actions);
  });
});

import { describe, expect, it } from 'vitest';
import { findKind } from '../catalogue.js';
import { agesAt } from './ages-at.js';
import type { NativeKind } from './native-kind.js';

const native = (kind: string) => findKind(kind)?.curated?.native as NativeKind;

describe('the time at which a resource leaves its history', () => {
  it('is thirty days after it happened', () => {
    const build = { StartTime: '2026-03-01T10:00:00Z', EndTime: '2026-03-01T10:20:00Z' };

    expect(agesAt(native('AWS::CodeBuild::BuildRun'), build)).toEqual(new Date('2026-03-31T10:00:00Z'));
  });

  it.each(['InstanceTarget', 'LambdaTarget', 'EcsTarget', 'CloudFormationTarget'])(
    'follows the last change of a deployment target: %s',
    (member) => {
      const target = { DeploymentId: 'd-1', [member]: { lastUpdatedAt: '2026-03-01T10:00:00Z' } };

      expect(agesAt(native('AWS::CodeDeploy::DeploymentTarget'), target)).toEqual(new Date('2026-03-31T10:00:00Z'));
    },
  );

  it.each([
    ['AWS::CodeBuild::BuildRun', {}],
    ['AWS::CodeBuild::BuildRun', { StartTime: 'soon' }],
    ['AWS::CodeDeploy::DeploymentTarget', { InstanceTarget: { status: 'Pending' } }],
    ['AWS::CodeBuild::Project', { Created: '2026-03-01T10:00:00Z' }],
  ])('is unknown of %s %j', (kind, properties) => {
    expect(agesAt(native(kind), properties)).toBeNull();
  });
});

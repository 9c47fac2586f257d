import type { JsonObject } from '@longshore/domain';
import { after, type History } from './history.js';
import { plausibleName, plausibleTags } from './names.js';
import type { Place, ResourceMaker } from './place.js';
import type { Random } from './random.js';

const projectName = (index: number) => `${plausibleName(index)}-build`;

const source = (index: number): JsonObject => ({
  type: 'GITHUB',
  location: `https://github.com/example/${plausibleName(index)}.git`,
  gitCloneDepth: 1,
  reportBuildStatus: true,
  insecureSsl: false,
});

const environment = (random: Random): JsonObject => ({
  type: 'LINUX_CONTAINER',
  image: 'aws/codebuild/amazonlinux-x86_64-standard:5.0',
  computeType: random.pick(['BUILD_GENERAL1_SMALL', 'BUILD_GENERAL1_MEDIUM']),
  environmentVariables: [{ name: 'REGISTRY_TOKEN', value: random.hex(32), type: 'PLAINTEXT' }],
  privilegedMode: random.chance(0.4),
  imagePullCredentialsType: 'CODEBUILD',
});

/** CodeBuild's types are not in the registry: first letters are large as in our kinds, the rest is CodeBuild's own. */
export const buildProject: ResourceMaker = (place, index, random) => {
  const name = projectName(index);
  return {
    Name: name,
    Arn: place.arn('codebuild', `project/${name}`),
    ...(random.chance(0.6) && { Description: `Builds ${plausibleName(index)}` }),
    Source: source(index),
    Artifacts: { type: 'NO_ARTIFACTS' },
    Cache: { type: 'NO_CACHE' },
    Environment: environment(random),
    ServiceRole: roleOf(place, index),
    TimeoutInMinutes: random.pick([60, 60, 120]),
    QueuedTimeoutInMinutes: 480,
    EncryptionKey: place.arn('kms', 'alias/aws/s3'),
    Tags: plausibleTags(random).map(({ Key = '', Value = '' }) => ({ key: Key, value: Value })),
    Created: '2024-02-01T10:00:00Z',
    LastModified: '2024-03-01T10:00:00Z',
    Badge: { badgeEnabled: false },
    LogsConfig: { cloudWatchLogs: { status: 'ENABLED' }, s3Logs: { status: 'DISABLED', encryptionDisabled: false } },
    ProjectVisibility: 'PRIVATE',
  };
};

export const buildRuns: History = {
  everyDays: 4,
  tell(place, { index, number, at }, random) {
    const project = projectName(index);
    const id = `${project}:${place.uuid(`build-run/${index}`, number)}`;
    const status = random.pick(['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED', 'FAILED', 'STOPPED']);
    const seconds = random.integer(90, 1500);
    const revision = random.hex(40);
    const run = {
      Id: id,
      Arn: place.arn('codebuild', `build/${id}`),
      ProjectName: project,
      BuildNumber: number,
      BuildStatus: status,
      BuildComplete: true,
      CurrentPhase: 'COMPLETED',
      StartTime: after(at, 0),
      EndTime: after(at, seconds),
      Initiator: `codepipeline/${plausibleName(index)}-pipeline`,
      SourceVersion: revision,
      ResolvedSourceVersion: revision,
      Source: source(index),
      Artifacts: { location: '' },
      Cache: { type: 'NO_CACHE' },
      Environment: environment(random),
      ServiceRole: roleOf(place, index),
      TimeoutInMinutes: 60,
      QueuedTimeoutInMinutes: 480,
      EncryptionKey: place.arn('kms', 'alias/aws/s3'),
      Phases: [
        phase({ name: 'SUBMITTED', status: 'SUCCEEDED', at, seconds: 0 }),
        phase({ name: 'BUILD', status, at, seconds }),
        { phaseType: 'COMPLETED', startTime: after(at, seconds) },
      ],
      Logs: {
        groupName: `/aws/codebuild/${project}`,
        streamName: id.split(':')[1] ?? '',
        cloudWatchLogs: { status: 'ENABLED' },
      },
    };
    return [['AWS::CodeBuild::BuildRun', run]];
  },
};

function phase({ name, status, at, seconds }: { name: string; status: string; at: Date; seconds: number }): JsonObject {
  return {
    phaseType: name,
    phaseStatus: status,
    startTime: after(at, 0),
    endTime: after(at, seconds),
    durationInSeconds: seconds,
  };
}

function roleOf(place: Place, index: number): string {
  return `arn:aws:iam::${place.accountId}:role/${plausibleName(index)}-role`;
}

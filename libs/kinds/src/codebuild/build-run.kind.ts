import { defineKind } from '../define-kind.js';
import { account, number, region, string, time } from '../fields.js';

export const codebuildBuildRun = defineKind({
  type: 'AWS::CodeBuild::BuildRun',
  title: 'CodeBuild build run',
  source: 'native',
  native: {
    service: 'codebuild',
    // By id, not by time (CodeBuild API Reference): all pages are walked.
    list: { operation: 'ListBuilds', items: 'ids[]', as: 'id', token: ['nextToken', 'nextToken'] },
    actions: [
      {
        name: 'GetBuildDetailsAction',
        operation: 'BatchGetBuilds',
        batch: { size: 100, into: 'ids', each: '{id}', answers: 'builds[]', by: ['id'] },
        merge: [''],
      },
      { name: 'ListBuildsAction' },
    ],
    identifier: '{Id}',
    read: { item: { id: '{Id}' } },
    history: { days: 30, at: ['StartTime'] },
  },
  redacted: ['Environment.environmentVariables.*.value', 'ExportedEnvironmentVariables.*.value'],
  blueprint: 'codeBuildBuildRun',
  entity: {
    identifier: '.Properties.Id',
    title: '.Properties.ProjectName + " - build " + (.Properties.BuildNumber | tostring)',
    properties: {
      arn: string('ARN', '.Properties.Arn'),
      region,
      number: number('Number', '.Properties.BuildNumber'),
      status: string('Status', '.Properties.BuildStatus'),
      phase: string('Phase', '.Properties.CurrentPhase'),
      initiator: string('Initiator', '.Properties.Initiator'),
      sourceVersion: string('Source version', '.Properties.SourceVersion'),
      started: time('Started', '.Properties.StartTime'),
      ended: time('Ended', '.Properties.EndTime'),
    },
    relations: {
      account,
      project: {
        title: 'Project',
        target: 'codeBuildProject',
        from: '.Properties.Arn | split(":build/") | .[0] + ":project/" + (.[1] // "" | split(":") | first)',
      },
    },
  },
});

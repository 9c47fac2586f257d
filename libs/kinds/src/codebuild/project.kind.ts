import { defineKind } from '../define-kind.js';
import { account, region, string, tags, time } from '../fields.js';

export const codebuildProject = defineKind({
  type: 'AWS::CodeBuild::Project',
  title: 'CodeBuild project',
  source: 'native',
  native: {
    service: 'codebuild',
    list: { operation: 'ListProjects', items: 'projects[]', as: 'name', token: ['nextToken', 'nextToken'] },
    actions: [
      {
        name: 'GetProjectDetailsAction',
        operation: 'BatchGetProjects',
        batch: { size: 100, into: 'names', each: '{name}', answers: 'projects[]', by: ['name'] },
        merge: [''],
      },
    ],
    identifier: '{Name}',
    read: { item: { name: '{Name}' } },
  },
  redacted: ['Environment.environmentVariables.*.value'],
  blueprint: 'codeBuildProject',
  entity: {
    identifier: '.Properties.Arn',
    title: '.Properties.Name',
    properties: {
      arn: string('ARN', '.Properties.Arn'),
      region,
      description: string('Description', '.Properties.Description'),
      sourceType: string('Source type', '.Properties.Source.type'),
      sourceLocation: string('Source location', '.Properties.Source.location'),
      image: string('Image', '.Properties.Environment.image'),
      visibility: string('Visibility', '.Properties.ProjectVisibility'),
      created: time('Created', '.Properties.Created'),
      lastModified: time('Last modified', '.Properties.LastModified'),
      tags,
    },
    relations: { account },
  },
});

import type { JsonObject } from '@longshore/domain';
import { after, type History, type Told } from './history.js';
import { plausibleName, plausibleTags } from './names.js';
import type { Place, ResourceMaker } from './place.js';

const pipelineName = (index: number) => `${plausibleName(index)}-pipeline`;

interface ActionPlan {
  stage: string;
  name: string;
  type: { Category: string; Owner: string; Provider: string; Version: string };
  configuration: { [setting: string]: string };
  takes: string[];
  gives: string[];
}

function actionsOf(place: Place, index: number): ActionPlan[] {
  const name = plausibleName(index);
  const connection = place.arn('codestar-connections', `connection/${place.uuid('connection', 0)}`);
  return [
    {
      stage: 'Source',
      name: 'Checkout',
      type: { Category: 'Source', Owner: 'AWS', Provider: 'CodeStarSourceConnection', Version: '1' },
      configuration: { ConnectionArn: connection, FullRepositoryId: `example/${name}`, BranchName: 'main' },
      takes: [],
      gives: ['Source'],
    },
    {
      stage: 'Build',
      name: 'Build',
      type: { Category: 'Build', Owner: 'AWS', Provider: 'CodeBuild', Version: '1' },
      configuration: { ProjectName: `${name}-build` },
      takes: ['Source'],
      gives: ['Package'],
    },
    {
      stage: 'Deploy',
      name: 'Production',
      type: { Category: 'Deploy', Owner: 'AWS', Provider: 'CodeDeploy', Version: '1' },
      configuration: { ApplicationName: `${name}-app`, DeploymentGroupName: 'production' },
      takes: ['Package'],
      gives: [],
    },
  ];
}

const named = (names: string[]): JsonObject[] => names.map((Name) => ({ Name }));

export const pipeline: ResourceMaker = (place, index, random) => {
  const name = pipelineName(index);
  return {
    Name: name,
    Arn: place.arn('codepipeline', name),
    RoleArn: `arn:aws:iam::${place.accountId}:role/${plausibleName(index)}-role`,
    ArtifactStore: { Type: 'S3', Location: `artifacts-${place.accountId}-${place.region}` },
    Stages: actionsOf(place, index).map((action) => ({
      Name: action.stage,
      Actions: [
        {
          Name: action.name,
          ActionTypeId: { ...action.type },
          Configuration: { ...action.configuration },
          InputArtifacts: named(action.takes),
          OutputArtifacts: named(action.gives),
          RunOrder: 1,
        },
      ],
    })),
    PipelineType: 'V2',
    ExecutionMode: random.pick(['QUEUED', 'SUPERSEDED']),
    Version: String(random.integer(1, 12)),
    Tags: plausibleTags(random),
  };
};

/** Executions are not in the registry: first letters are large as in our kinds, the rest is CodePipeline's own. */
export const pipelineExecutions: History = {
  everyDays: 5,
  tell(place, { index, number, at }, random) {
    const actions = actionsOf(place, index);
    const status = random.pick(['Succeeded', 'Succeeded', 'Succeeded', 'Failed']);
    const id = place.uuid(`pipeline-execution/${index}`, number);
    // A failed one ends with the action that failed.
    const run = status === 'Failed' ? actions.slice(0, random.integer(1, actions.length)) : actions;
    const steps = run.map((action, step): Step => {
      return { action, at, step, status: step === run.length - 1 ? status : 'Succeeded' };
    });
    const execution = {
      PipelineName: pipelineName(index),
      PipelineExecutionId: id,
      PipelineVersion: 1,
      Status: status,
      StartTime: after(at, 0),
      LastUpdateTime: after(at, run.length * STEP_SECONDS),
      ExecutionMode: 'QUEUED',
      ExecutionType: 'STANDARD',
      Trigger: { triggerType: 'WebhookV2', triggerDetail: `example/${plausibleName(index)}` },
      SourceRevisions: [{ actionName: 'Checkout', revisionId: random.hex(40), revisionSummary: 'Release' }],
    };
    return [
      ['AWS::CodePipeline::PipelineExecution', execution],
      ...steps.map((step) => actionExecution(place, { index, number, id }, step)),
    ];
  },
};

const STEP_SECONDS = 300;

interface Step {
  action: ActionPlan;
  at: Date;
  step: number;
  status: string;
}

function actionExecution(
  place: Place,
  { index, number, id }: { index: number; number: number; id: string },
  { action, at, step, status }: Step,
): Told {
  const { Category, Owner, Provider, Version } = action.type;
  const properties = {
    ActionExecutionId: place.uuid(`action-execution/${index}/${step}`, number),
    PipelineName: pipelineName(index),
    PipelineExecutionId: id,
    PipelineVersion: 1,
    StageName: action.stage,
    ActionName: action.name,
    Status: status,
    StartTime: after(at, step * STEP_SECONDS),
    LastUpdateTime: after(at, (step + 1) * STEP_SECONDS),
    UpdatedBy: `arn:aws:iam::${place.accountId}:role/${plausibleName(index)}-role`,
    Input: {
      actionTypeId: { category: Category, owner: Owner, provider: Provider, version: Version },
      configuration: action.configuration,
      inputArtifacts: action.takes.map((name) => ({ name })),
      region: place.region,
    },
    Output: { outputArtifacts: action.gives.map((name) => ({ name })) },
  };
  return ['AWS::CodePipeline::ActionExecution', properties];
}

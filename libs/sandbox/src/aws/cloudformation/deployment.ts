import { setTimeout as delay } from 'node:timers/promises';
import { AwsFault, type AwsRequest } from '../service.js';
import type { Stack, StackResource } from '../state/account-state.js';
import { Evaluator } from './evaluator.js';
import type { ParameterValue } from './parameters.js';
import { creationOrder } from './references.js';
import { resourceType, type Place } from './resource-types.js';
import { logResource, moveTo } from './stack-log.js';
import type { Resource, Template } from './template.js';

export interface Plan extends Place {
  stack: Stack;
  template: Template;
  parameters: ReadonlyMap<string, ParameterValue>;
  allows: AwsRequest['allows'];
  /** How long each step takes; 0 in tests, more for people who watch. */
  stepMs: number;
  saved(): void;
}

/** Makes the resources of a stack in order; what was made goes again when one fails, unless it is to be retained. */
export async function deploy(plan: Plan): Promise<void> {
  const { stack, template } = plan;
  const evaluator = new Evaluator(template, { parameters: plan.parameters, pseudo: pseudoParameters(plan) });
  try {
    for (const logicalId of creationOrder(template)) {
      const resource = template.Resources[logicalId];
      if (resource !== undefined && evaluator.condition(resource.Condition)) {
        await makeResource(plan, evaluator, { ...resource, logicalId });
      }
    }
    stack.outputs = outputsOf(template, evaluator);
    moveTo(stack, 'CREATE_COMPLETE');
  } catch (error) {
    await rollBack(plan, error as Error);
  } finally {
    plan.saved();
  }
}

/** Takes the resources of a stack away in reverse order and leaves those that are retained. */
export async function removeResources(plan: Omit<Plan, 'template' | 'parameters' | 'allows'>): Promise<void> {
  const { stack, stepMs, saved } = plan;
  for (const resource of [...stack.resources].reverse()) {
    const { logicalId, physicalId, type } = resource;
    if (resource.retained) {
      logResource(stack, { logicalId, physicalId, type, status: 'DELETE_SKIPPED' });
    } else {
      logResource(stack, { logicalId, physicalId, type, status: 'DELETE_IN_PROGRESS' });
      await delay(stepMs);
      await removeIfThere(plan, resource);
      logResource(stack, { logicalId, physicalId, type, status: 'DELETE_COMPLETE' });
    }
    stack.resources = stack.resources.filter((one) => one !== resource);
    saved();
  }
}

async function makeResource(
  plan: Plan,
  evaluator: Evaluator,
  resource: Resource & { logicalId: string },
): Promise<void> {
  const { stack } = plan;
  const { logicalId, Type: type } = resource;
  const kind = resourceType(type);
  logResource(stack, { logicalId, physicalId: '', type, status: 'CREATE_IN_PROGRESS' });
  await delay(plan.stepMs);
  try {
    const verdict = plan.allows(kind.createAction);
    if (!verdict.allowed) throw new AwsFault('AccessDenied', verdict.message, 403);
    const made = await kind.create(plan, evaluator.value(resource.Properties), `${stack.name}-${logicalId}`);
    evaluator.made.set(logicalId, made);
    stack.resources.push({
      ...made,
      attributes: { ...made.attributes },
      logicalId,
      type,
      retained: isRetained(resource),
    });
    logResource(stack, { logicalId, physicalId: made.physicalId, type, status: 'CREATE_COMPLETE' });
    plan.saved();
  } catch (error) {
    logResource(stack, { logicalId, physicalId: '', type, status: 'CREATE_FAILED', reason: reasonOf(error as Error) });
    throw new AwsFault('CreateFailed', `The following resource(s) failed to create: [${logicalId}].`);
  }
}

async function rollBack(plan: Plan, error: Error): Promise<void> {
  moveTo(plan.stack, 'ROLLBACK_IN_PROGRESS', `${error.message} Rollback requested by user.`);
  await removeResources(plan);
  moveTo(plan.stack, 'ROLLBACK_COMPLETE');
}

function isRetained({ DeletionPolicy }: Resource): boolean {
  return DeletionPolicy !== 'Delete';
}

/** Somebody may have taken it away behind the stack's back, which CloudFormation takes for done. */
async function removeIfThere(place: Place, { type, physicalId }: StackResource): Promise<void> {
  try {
    await resourceType(type).remove(place, physicalId);
  } catch (error) {
    if (!(error instanceof AwsFault) || error.code !== 'NoSuchEntity') throw error;
  }
}

function outputsOf(template: Template, evaluator: Evaluator): Stack['outputs'] {
  return Object.entries(template.Outputs)
    .filter(([, { Condition }]) => evaluator.condition(Condition))
    .map(([key, { Value, Description }]) => ({
      key,
      value: String(evaluator.value(Value)),
      ...(Description === undefined ? {} : { description: Description }),
    }));
}

function pseudoParameters({ account, stack }: Plan): Record<string, string> {
  return {
    'AWS::AccountId': account.id,
    'AWS::Partition': 'aws',
    'AWS::Region': stack.region,
    'AWS::StackId': stack.id,
    'AWS::StackName': stack.name,
    'AWS::URLSuffix': 'amazonaws.com',
  };
}

function reasonOf(error: Error): string {
  const code = error instanceof AwsFault ? error.code : 'InternalFailure';
  return `Resource handler returned message: "${error.message}" (HandlerErrorCode: ${code})`;
}

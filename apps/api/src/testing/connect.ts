import { expect } from 'vitest';
import { ApiCaller } from './api-caller.js';
import type { ApiRig } from './api-rig.js';

export async function createIntegration(caller: ApiCaller, over: object = {}): Promise<string> {
  const body = { identifier: 'prod', accounts: { mode: 'single' }, ...over };
  const answer = await caller.post('/v1/integrations', body).expect(201);
  return `/v1/integrations/${answer.body.identifier}`;
}

/** Does what the AWS administrator does with the link: the stack of our template, in the stand-in's console. */
export async function createStack(
  rig: ApiRig,
  caller: ApiCaller,
  integration: string,
  accountId = rig.awsAccountId(),
): Promise<string> {
  const { body: installation } = await caller.get(`${integration}/installation`).expect(200);
  const { body: stack } = await new ApiCaller(rig.aws.url, null).post('/console/cloudformation/stacks', {
    quickCreateUrl: installation.quickCreateUrl,
    accountId,
    acknowledged: true,
  });
  expect(stack).toMatchObject({ status: 'CREATE_COMPLETE' });
  return stack.outputs.PortIntegrationRoleArn;
}

/** An integration whose account can be read, verified. */
export async function connect(rig: ApiRig, caller: ApiCaller): Promise<string> {
  const integration = await createIntegration(caller);
  const roleArn = await createStack(rig, caller, integration);
  await caller.put(`${integration}/role`, { roleArn }).expect(200);
  const { body } = await caller.post(`${integration}/verification`).expect(200);
  expect(body).toMatchObject({ status: 'passed' });
  return integration;
}

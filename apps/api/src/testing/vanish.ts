import type { ApiCaller } from './api-caller.js';
import type { ApiRig } from './api-rig.js';

/** Takes every resource out of AWS that makes an entity of a blueprint; returns the identifiers of those entities. */
export async function vanish(
  rig: ApiRig,
  caller: ApiCaller,
  integration: string,
  blueprint: string,
): Promise<string[]> {
  const { body } = await caller.get(`${integration}/entities?blueprint=${blueprint}&limit=100`).expect(200);
  for (const { claims } of body.data)
    for (const { awsAccountId, region, kind, awsId } of claims)
      rig.aws.estate.remove(awsAccountId, region, kind, awsId);
  return body.data.map(({ identifier }: { identifier: string }) => identifier).sort();
}

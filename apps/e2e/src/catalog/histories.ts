import type { Json } from '@longshore/domain';
import type { Estate } from '@longshore/sandbox';

const MINUTE_MS = 60 * 1000;
const KEPT_MS = 30 * 24 * 60 * MINUTE_MS;

/** Longer than a spec runs. */
const MARGIN_MS = 20 * MINUTE_MS;

/** Of kinds that are histories: the property that says when, and how near the edge of the window is too near. */
const HISTORIES: { readonly [type: string]: { at: string; marginMs: number } } = {
  'AWS::CodeBuild::BuildRun': { at: 'StartTime', marginMs: MARGIN_MS },
  'AWS::CodeDeploy::Deployment': { at: 'CreateTime', marginMs: MARGIN_MS },
  'AWS::CodePipeline::PipelineExecution': { at: 'StartTime', marginMs: MARGIN_MS },
  // Those that begin later go with their execution, too: nothing relates to what is not there.
  'AWS::CodePipeline::ActionExecution': { at: 'StartTime', marginMs: 2 * MARGIN_MS },
};

/** Whether what happened then is in a catalog. */
export function isKept(at: Json | undefined): boolean {
  return Date.parse(String(at)) > Date.now() - KEPT_MS;
}

/** Takes away what would leave the catalog while a spec runs. */
export function removeWhatAges(estate: Estate, accountId: string): void {
  const edge = Date.now() - KEPT_MS;
  for (const { type, region, identifier, properties } of estate.everything(accountId)) {
    const { at, marginMs } = HISTORIES[type] ?? { at: '', marginMs: 0 };
    const distanceMs = Math.abs(Date.parse(String(properties[at])) - edge);
    if (distanceMs < marginMs) estate.remove(accountId, region, type, identifier);
  }
}

import type { Json } from '@longshore/domain';
import type { Estate } from '@longshore/sandbox';

const MINUTE_MS = 60 * 1000;
const KEPT_MS = 30 * 24 * 60 * MINUTE_MS;

/** Longer than a spec runs. */
const MARGIN_MS = 20 * MINUTE_MS;

/** The property that says when, of kinds that are histories. */
const TIMES: { readonly [type: string]: string } = {
  'AWS::CodeBuild::BuildRun': 'StartTime',
  'AWS::CodeDeploy::Deployment': 'CreateTime',
  'AWS::CodePipeline::PipelineExecution': 'StartTime',
  'AWS::CodePipeline::ActionExecution': 'StartTime',
};

/** Whether what happened then is in a catalog. */
export function isKept(at: Json | undefined): boolean {
  return Date.parse(String(at)) > Date.now() - KEPT_MS;
}

/** Takes away what would leave the catalog while a spec runs. */
export function removeWhatAges(estate: Estate, accountId: string): void {
  const edge = Date.now() - KEPT_MS;
  for (const { type, region, identifier, properties } of estate.everything(accountId)) {
    const at = TIMES[type] === undefined ? Number.NaN : Date.parse(String(properties[TIMES[type]]));
    if (Math.abs(at - edge) < MARGIN_MS) estate.remove(accountId, region, type, identifier);
  }
}

import type { NativeService } from './native-kind.js';

/**
 * Regions without an endpoint of a service, as AWS's SDKs know them (endpoints.json of botocore 1.43). What is
 * missing here costs an incomplete scope; what is too much hides resources, so a region leaves this list as soon as AWS has the service there.
 */
const ABSENT: Partial<Record<NativeService, ReadonlySet<string>>> = {
  codebuild: new Set(['ap-east-2', 'ca-west-1', 'mx-central-1']),
  codepipeline: new Set(['ap-east-2', 'ap-southeast-6', 'ap-southeast-7', 'ca-west-1', 'mx-central-1']),
  memorydb: new Set([
    'af-south-1',
    'ap-east-2',
    'ap-northeast-3',
    'ap-south-2',
    'ap-southeast-3',
    'ap-southeast-4',
    'ap-southeast-5',
    'ap-southeast-6',
    'ap-southeast-7',
    'ca-west-1',
    'eu-central-2',
    'il-central-1',
    'me-central-1',
    'me-south-1',
    'mx-central-1',
  ]),
  sesv2: new Set([
    'ap-east-1',
    'ap-east-2',
    'ap-southeast-4',
    'ap-southeast-6',
    'ap-southeast-7',
    'cn-north-1',
    'cn-northwest-1',
    'eu-south-2',
    'mx-central-1',
  ]),
};

/** Whether AWS offers the service in a region, as far as we know. */
export function isOffered(service: NativeService, region: string): boolean {
  return !ABSENT[service]?.has(region);
}

import type { Partition } from '@longshore/domain';

/** Enabled in every account from the start (AWS Account Management guide, "Enable or disable AWS Regions"). */
const ENABLED_BY_DEFAULT: Readonly<Record<Partition, readonly string[]>> = {
  aws: [
    'us-east-1',
    'us-east-2',
    'us-west-1',
    'us-west-2',
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-south-1',
    'ap-southeast-1',
    'ap-southeast-2',
    'ca-central-1',
    'eu-central-1',
    'eu-north-1',
    'eu-west-1',
    'eu-west-2',
    'eu-west-3',
    'sa-east-1',
  ],
  'aws-us-gov': ['us-gov-east-1', 'us-gov-west-1'],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
};

const EVERYWHERE_ENABLED = new Set(Object.values(ENABLED_BY_DEFAULT).flat());

/** Where a partition answers for STS by default and for its global services. */
const HOME: Readonly<Record<Partition, string>> = {
  aws: 'us-east-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-cn': 'cn-northwest-1',
};

const REGION = /^[a-z]{2,3}(?:-[a-z]{2,10}){1,3}-\d{1,2}$/;

/** True for a name that is safe as a part of a host name: regions reach us in mappings and plans. */
export function isRegionName(region: string): boolean {
  return REGION.test(region);
}

/** True for a region that an account owner can switch off. */
export function isOptIn(region: string): boolean {
  return !EVERYWHERE_ENABLED.has(region);
}

export function homeRegion(partition: Partition): string {
  return HOME[partition];
}

export function regionsEnabledByDefault(partition: Partition): string[] {
  return [...ENABLED_BY_DEFAULT[partition]];
}

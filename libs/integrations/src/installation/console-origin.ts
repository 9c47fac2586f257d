import type { Partition } from '@longshore/domain';

/** The AWS console of each partition, and a region of it: IAM is global, so any region does. */
const CONSOLES: Readonly<Record<Partition, { domain: string; region: string }>> = {
  aws: { domain: 'console.aws.amazon.com', region: 'us-east-1' },
  'aws-us-gov': { domain: 'console.amazonaws-us-gov.com', region: 'us-gov-west-1' },
  'aws-cn': { domain: 'console.amazonaws.cn', region: 'cn-north-1' },
};

export function stackRegion(partition: Partition): string {
  return CONSOLES[partition].region;
}

/** `https://us-east-1.console.aws.amazon.com` */
export function consoleOrigin(partition: Partition): string {
  const { domain, region } = CONSOLES[partition];
  return `https://${region}.${domain}`;
}

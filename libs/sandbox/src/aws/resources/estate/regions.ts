export type RegionOptStatus = 'ENABLED_BY_DEFAULT' | 'ENABLED' | 'ENABLING' | 'DISABLING' | 'DISABLED';

export interface AccountRegion {
  name: string;
  status: RegionOptStatus;
}

const BY_DEFAULT = ['eu-central-1', 'eu-west-1', 'us-east-1'];
const OPTED_IN = ['eu-south-1'];
const OPTED_OUT = [
  'af-south-1',
  'ap-east-1',
  'ap-south-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ca-west-1',
  'eu-central-2',
  'eu-south-2',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'mx-central-1',
];

const withStatus = (names: string[], status: RegionOptStatus) => names.map((name) => ({ name, status }));

/** By name, as AWS answers. Of the seventeen regions that AWS enables by default only three are here: empty ones teach nothing and take time. */
export function defaultRegions(): AccountRegion[] {
  return [
    ...withStatus(BY_DEFAULT, 'ENABLED_BY_DEFAULT'),
    ...withStatus(OPTED_IN, 'ENABLED'),
    ...withStatus(OPTED_OUT, 'DISABLED'),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** AWS serves a region while it is being switched off, and not yet while it is being switched on. */
export function isServed({ status }: AccountRegion): boolean {
  return status === 'ENABLED_BY_DEFAULT' || status === 'ENABLED' || status === 'DISABLING';
}

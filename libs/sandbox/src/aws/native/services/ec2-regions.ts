import { z } from 'zod';
import { isServed, type AccountRegion } from '../../resources/estate/regions.js';
import { AwsFault } from '../../service.js';
import { operation, type NativeOperation } from '../native-service.js';

const input = z.strictObject({
  AllRegions: z.enum(['true', 'false']).optional(),
  RegionName: z.array(z.string()).default([]),
  Filter: z
    .array(z.strictObject({ Name: z.enum(['region-name', 'opt-in-status']), Value: z.array(z.string()) }))
    .default([]),
});

const OPT_IN = {
  ENABLED_BY_DEFAULT: 'opt-in-not-required',
  ENABLED: 'opted-in',
  DISABLING: 'opted-in',
  ENABLING: 'not-opted-in',
  DISABLED: 'not-opted-in',
} as const;

export const regionOperations: Record<string, NativeOperation> = {
  DescribeRegions: operation({
    input,
    answer(asked, { account }) {
      const known = account.regions.toSorted((a, b) => (a.name < b.name ? -1 : 1));
      const regions = known.filter(selection(asked, known)).map(({ name, status }) => ({
        regionName: name,
        regionEndpoint: `ec2.${name}.amazonaws.com`,
        optInStatus: OPT_IN[status],
      }));
      return { regionInfo: { item: regions } };
    },
  }),
};

function selection(
  { AllRegions: isAll, RegionName: names, Filter: filters }: z.infer<typeof input>,
  known: AccountRegion[],
): (region: AccountRegion) => boolean {
  const unknown = names.find((name) => known.every((region) => region.name !== name));
  if (unknown !== undefined) throw new AwsFault('InvalidParameterValue', `Invalid region provided: ${unknown}`);
  return (region) =>
    (isAll === 'true' || isServed(region)) &&
    (names.length === 0 || names.includes(region.name)) &&
    filters.every(({ Name, Value }) => Value.includes(Name === 'region-name' ? region.name : OPT_IN[region.status]));
}

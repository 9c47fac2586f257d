import { randomUUID } from 'node:crypto';
import type { JsonObject } from '@longshore/domain';
import { z } from 'zod';
import { AwsFault, type AwsRequest } from '../service.js';
import type { Estate } from './estate/estate.js';
import { isServed, type AccountRegion } from './estate/regions.js';

const DescribeRegions = z.strictObject({
  AllRegions: z.enum(['true', 'false']).optional(),
  RegionName: z.array(z.string()).optional(),
  Filter: z
    .array(z.strictObject({ Name: z.enum(['region-name', 'opt-in-status']), Value: z.array(z.string()) }))
    .optional(),
});

/** EC2's query protocol: DescribeRegions, in the XML of API version 2016-11-15. Throws AwsFault. */
export class Ec2 {
  constructor(private readonly estate: Estate) {}

  answer(request: AwsRequest): string {
    if (request.operation !== 'DescribeRegions') {
      throw new AwsFault('InvalidAction', `The action ${request.operation} is not valid for this web service.`);
    }
    const verdict = request.allows('ec2:DescribeRegions');
    if (!verdict.allowed) {
      throw new AwsFault(
        'UnauthorizedOperation',
        `You are not authorized to perform this operation. ${verdict.message}`,
        403,
      );
    }
    const known = this.estate.account(request.accountId).regions.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    return describeRegions(known.filter(selection(request.input, known)));
  }
}

function selection(input: JsonObject, known: AccountRegion[]): (region: AccountRegion) => boolean {
  const { AllRegions: isAll, RegionName: names = [], Filter: filters = [] } = parse(input);
  const unknown = names.find((name) => known.every((region) => region.name !== name));
  if (unknown !== undefined) throw new AwsFault('InvalidParameterValue', `Invalid region provided: ${unknown}`);
  return (region) =>
    (isAll === 'true' || isServed(region)) &&
    (names.length === 0 || names.includes(region.name)) &&
    filters.every(({ Name, Value }) => Value.includes(Name === 'region-name' ? region.name : OPT_IN[region.status]));
}

function parse(input: JsonObject): z.infer<typeof DescribeRegions> {
  const parsed = DescribeRegions.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    throw new AwsFault('UnknownParameter', `The parameter ${issue.keys.join(', ')} is not recognized`);
  }
  throw new AwsFault('InvalidParameterValue', `The value of ${issue?.path.join('.')} is not valid: ${issue?.message}`);
}

const OPT_IN = {
  ENABLED_BY_DEFAULT: 'opt-in-not-required',
  ENABLED: 'opted-in',
  DISABLING: 'opted-in',
  ENABLING: 'not-opted-in',
  DISABLED: 'not-opted-in',
} as const;

/** Names of regions need no escaping: letters, digits and hyphens. */
function describeRegions(regions: AccountRegion[]): string {
  const items = regions.map(
    ({ name, status }) =>
      `<item><regionName>${name}</regionName><regionEndpoint>ec2.${name}.amazonaws.com</regionEndpoint>` +
      `<optInStatus>${OPT_IN[status]}</optInStatus></item>`,
  );
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    '<DescribeRegionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">' +
    `<requestId>${randomUUID()}</requestId><regionInfo>${items.join('')}</regionInfo></DescribeRegionsResponse>`
  );
}

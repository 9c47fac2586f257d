import { plausibleName, plausibleTags } from './names.js';
import type { ResourceMaker } from './place.js';

export const stack: ResourceMaker = (place, index, random) => {
  const name = `${plausibleName(index)}-stack`;
  const arn = (own: string, id: number) => place.arn('cloudformation', `stack/${own}/${place.uuid('stack', id)}`);
  const created = `2026-0${random.integer(1, 6)}-1${random.integer(0, 9)}T07:00:00Z`;
  return {
    StackId: arn(name, index),
    StackName: name,
    StackStatus: random.pick(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE']),
    Description: `Resources of ${plausibleName(index)}`,
    CreationTime: created,
    ...(random.chance(0.6) && { LastUpdateTime: '2026-08-01T09:30:00Z' }),
    ...(random.chance(0.3) && { RoleARN: `arn:aws:iam::${place.accountId}:role/deployment` }),
    ...(index % 4 === 3 && { ParentId: arn(`${plausibleName(0)}-stack`, 0) }),
    Capabilities: random.chance(0.5) ? ['CAPABILITY_NAMED_IAM'] : [],
    EnableTerminationProtection: random.chance(0.3),
    Parameters: { Stage: 'production', DatabasePassword: random.hex(24) },
    Outputs: [{ OutputKey: 'Endpoint', OutputValue: `https://${plausibleName(index)}.example.com` }],
    Tags: plausibleTags(random),
  };
};

import { plausibleName, plausibleTags } from './names.js';
import type { ResourceMaker } from './place.js';

export const role: ResourceMaker = (place, index, random) => {
  const name = `${plausibleName(index)}-role`;
  const path = random.pick(['/', '/', '/service-role/']);
  const service = random.pick(['lambda.amazonaws.com', 'ecs-tasks.amazonaws.com', 'ec2.amazonaws.com']);
  return {
    RoleName: name,
    Arn: `arn:aws:iam::${place.accountId}:role${path}${name}`,
    RoleId: `AROA${random.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 17)}`,
    Path: path,
    ...(random.chance(0.5) && { Description: `Rights of ${plausibleName(index)}` }),
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    },
    ManagedPolicyArns: random.chance(0.8) ? ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'] : [],
    MaxSessionDuration: random.pick([3600, 3600, 43200]),
    ...(random.chance(0.15) && { PermissionsBoundary: `arn:aws:iam::${place.accountId}:policy/boundary` }),
    Policies: [],
    Tags: plausibleTags(random),
  };
};

import type { JsonObject } from '@longshore/domain';
import { z } from 'zod';
import type { EstateResource } from '../../resources/estate/shelf.js';
import { chosen } from '../names.js';
import { operation, type NativeOperation } from '../native-service.js';
import { found, paging, tagSet } from './ec2-paging.js';

const TYPE = 'AWS::EC2::Instance';
const NOT_FOUND = 'InvalidInstanceID.NotFound';

const InstanceId = z.array(z.string().regex(/^i-[0-9a-f]{8,17}$/)).optional();

export const instanceOperations: Record<string, NativeOperation> = {
  DescribeInstances: operation({
    token: { asked: 'NextToken', answered: ['nextToken'] },
    input: z.strictObject({ InstanceId, ...paging }),
    answer({ InstanceId: ids, ...pages }, place) {
      const { items, next } = found(place, { type: TYPE, ids, notFound: NOT_FOUND, ...pages });
      const reservations = items.map((instance) => ({
        reservationId: instance.identifier.replace(/^i-/, 'r-'),
        ownerId: place.accountId,
        groupSet: {},
        instancesSet: { item: describe(instance) },
      }));
      return { reservationSet: { item: reservations }, nextToken: next ?? null };
    },
  }),
  /** Only of instances that run, unless all are asked for. */
  DescribeInstanceStatus: operation({
    token: { asked: 'NextToken', answered: ['nextToken'] },
    input: z.strictObject({ InstanceId, IncludeAllInstances: z.enum(['true', 'false']).default('false'), ...paging }),
    answer({ InstanceId: ids, IncludeAllInstances: isAll, ...pages }, place) {
      const { items, next } = found(place, { type: TYPE, ids, notFound: NOT_FOUND, ...pages });
      const told = items.filter((instance) => isAll === 'true' || stateOf(instance).name === 'running');
      return { instanceStatusSet: { item: told.map(describeStatus) }, nextToken: next ?? null };
    },
  }),
};

function stateOf({ properties }: EstateResource): { code: string; name: string } {
  const { Code, Name } = properties['State'] as { Code: string; Name: string };
  return { code: Code, name: Name };
}

function describe(instance: EstateResource): JsonObject {
  const { properties } = instance;
  const groups = (properties['SecurityGroupIds'] ?? []) as string[];
  return {
    ...chosen(properties, {
      instanceId: 'InstanceId',
      imageId: 'ImageId',
      instanceType: 'InstanceType',
      privateDnsName: 'PrivateDnsName',
      privateIpAddress: 'PrivateIpAddress',
      ipAddress: 'PublicIp',
      subnetId: 'SubnetId',
      vpcId: 'VpcId',
      ebsOptimized: 'EbsOptimized',
      sourceDestCheck: 'SourceDestCheck',
    }),
    instanceState: stateOf(instance),
    launchTime: '2024-02-01T10:00:00.000Z',
    amiLaunchIndex: 0,
    architecture: 'x86_64',
    rootDeviceType: 'ebs',
    placement: chosen(properties, { availabilityZone: 'AvailabilityZone', tenancy: 'Tenancy' }),
    monitoring: { state: properties['Monitoring'] === true ? 'enabled' : 'disabled' },
    groupSet: { item: groups.map((groupId) => ({ groupId, groupName: groupId })) },
    tagSet: tagSet(properties),
  };
}

function describeStatus(instance: EstateResource): JsonObject {
  const state = stateOf(instance);
  const status = state.name === 'running' ? 'ok' : 'not-applicable';
  return {
    ...chosen(instance.properties, { instanceId: 'InstanceId', availabilityZone: 'AvailabilityZone' }),
    instanceState: state,
    systemStatus: { status },
    instanceStatus: { status },
  };
}

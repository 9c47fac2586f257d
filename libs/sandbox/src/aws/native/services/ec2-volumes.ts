import type { JsonObject } from '@longshore/domain';
import { z } from 'zod';
import type { EstateResource } from '../../resources/estate/shelf.js';
import { chosen } from '../names.js';
import { operation, type NativeOperation } from '../native-service.js';
import { found, paging, tagSet } from './ec2-paging.js';

const TYPE = 'AWS::EC2::Volume';
const NOT_FOUND = 'InvalidVolume.NotFound';

const VolumeId = z.string().regex(/^vol-[0-9a-f]{8,17}$/);

export const volumeOperations: Record<string, NativeOperation> = {
  DescribeVolumes: operation({
    token: { asked: 'NextToken', answered: ['nextToken'] },
    input: z.strictObject({ VolumeId: z.array(VolumeId).optional(), ...paging }),
    answer({ VolumeId: ids, ...pages }, place) {
      const { items, next } = found(place, { type: TYPE, ids, notFound: NOT_FOUND, ...pages });
      return { volumeSet: { item: items.map(describe) }, nextToken: next ?? null };
    },
  }),
  DescribeVolumeAttribute: operation({
    input: z.strictObject({ VolumeId, Attribute: z.literal('autoEnableIO') }),
    answer({ VolumeId: id }, place) {
      const { items } = found(place, { type: TYPE, ids: [id], notFound: NOT_FOUND });
      return { volumeId: id, autoEnableIO: { value: items[0]?.properties['AutoEnableIO'] === true } };
    },
  }),
};

function describe({ properties }: EstateResource): JsonObject {
  return {
    ...chosen(properties, {
      volumeId: 'VolumeId',
      availabilityZone: 'AvailabilityZone',
      volumeType: 'VolumeType',
      size: 'Size',
      iops: 'Iops',
      throughput: 'Throughput',
      encrypted: 'Encrypted',
      kmsKeyId: 'KmsKeyId',
      snapshotId: 'SnapshotId',
      multiAttachEnabled: 'MultiAttachEnabled',
    }),
    status: 'available',
    createTime: '2024-02-01T10:00:00.000Z',
    attachmentSet: {},
    tagSet: tagSet(properties),
  };
}

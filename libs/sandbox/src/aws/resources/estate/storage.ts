import { plausibleName, plausibleTags } from './names.js';
import type { ResourceMaker } from './place.js';

export const bucket: ResourceMaker = (place, index, random) => {
  const name = `${plausibleName(index)}-${place.accountId}-${place.region}`;
  const isPrivate = random.chance(0.9);
  const expiry = { Id: 'expire', Status: 'Enabled', ExpirationInDays: random.pick([30, 90, 365]) };
  return {
    BucketName: name,
    Arn: `arn:aws:s3:::${name}`,
    DomainName: `${name}.s3.amazonaws.com`,
    RegionalDomainName: `${name}.s3.${place.region}.amazonaws.com`,
    DualStackDomainName: `${name}.s3.dualstack.${place.region}.amazonaws.com`,
    WebsiteURL: `http://${name}.s3-website-${place.region}.amazonaws.com`,
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        {
          BucketKeyEnabled: false,
          ServerSideEncryptionByDefault: { SSEAlgorithm: random.pick(['AES256', 'aws:kms']) },
        },
      ],
    },
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: isPrivate,
      BlockPublicPolicy: isPrivate,
      IgnorePublicAcls: isPrivate,
      RestrictPublicBuckets: isPrivate,
    },
    ...(random.chance(0.5) && { VersioningConfiguration: { Status: random.pick(['Enabled', 'Suspended']) } }),
    ...(random.chance(0.3) && { LifecycleConfiguration: { Rules: [expiry] } }),
    Tags: plausibleTags(random),
  };
};

export const volume: ResourceMaker = (place, index, random) => ({
  VolumeId: place.ec2Id('vol', index),
  AvailabilityZone: `${place.region}${random.pick(['a', 'b', 'c'])}`,
  Size: random.pick([8, 30, 100, 500]),
  VolumeType: random.pick(['gp3', 'gp3', 'io2']),
  Iops: random.pick([3000, 6000]),
  Encrypted: random.chance(0.8),
  MultiAttachEnabled: false,
  Tags: plausibleTags(random, plausibleName(index)),
});

const INVERTED_INDEX = {
  IndexName: 'inverted',
  KeySchema: [
    { AttributeName: 'sk', KeyType: 'HASH' },
    { AttributeName: 'pk', KeyType: 'RANGE' },
  ],
  Projection: { ProjectionType: 'ALL' },
};

export const table: ResourceMaker = (place, index, random) => {
  const name = plausibleName(index);
  const arn = place.arn('dynamodb', `table/${name}`);
  const isProvisioned = random.chance(0.3);
  return {
    TableName: name,
    Arn: arn,
    BillingMode: isProvisioned ? 'PROVISIONED' : 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    ...(random.chance(0.3) && { GlobalSecondaryIndexes: [INVERTED_INDEX] }),
    ...(isProvisioned && { ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 } }),
    ...(random.chance(0.4) && {
      StreamArn: `${arn}/stream/2026-0${random.integer(1, 9)}-11T09:30:00.000`,
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
    DeletionProtectionEnabled: random.chance(0.3),
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: random.chance(0.6) },
    SSESpecification: { SSEEnabled: random.chance(0.5) },
    TableClass: 'STANDARD',
    Tags: plausibleTags(random),
  };
};

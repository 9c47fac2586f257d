import { defineKind } from '../define-kind.js';
import { account, array, boolean, object, region, string, tags } from '../fields.js';

/** Every region lists the buckets of all regions, by name only; a read succeeds in the bucket's own region and says not found elsewhere. */
export const s3Bucket = defineKind({
  type: 'AWS::S3::Bucket',
  title: 'S3 bucket',
  isStarting: true,
  reach: 'regional',
  permissions: [
    's3:ListAllMyBuckets',
    's3:ListBucket',
    's3:GetBucketTagging',
    's3:GetBucketVersioning',
    's3:GetBucketPublicAccessBlock',
    's3:GetEncryptionConfiguration',
    's3:GetLifecycleConfiguration',
  ],
  native: {
    service: 's3',
    reach: 'global',
    list: {
      operation: 'ListBuckets',
      permission: 's3:ListAllMyBuckets',
      // Without a page size S3 answers neither pages nor the buckets' regions.
      input: { MaxBuckets: 500 },
      items: 'Buckets[]',
      token: ['ContinuationToken', 'ContinuationToken'],
    },
    actions: [
      { name: 'ListBucketsAction' },
      {
        name: 'GetBucketTaggingAction',
        operation: 'GetBucketTagging',
        input: { Bucket: '{Name}' },
        region: '{BucketRegion}',
        merge: [{ Tags: 'TagSet' }],
        empty: { Tags: [] },
        emptyWhen: ['NoSuchTagSet'],
      },
      {
        name: 'GetPublicAccessBlockAction',
        alias: ['GetBucketPublicAccessBlockAction'],
        optional: true,
        operation: 'GetPublicAccessBlock',
        permission: 's3:GetBucketPublicAccessBlock',
        input: { Bucket: '{Name}' },
        region: '{BucketRegion}',
        merge: [{ PublicAccessBlockConfiguration: 'PublicAccessBlockConfiguration' }],
        emptyWhen: ['NoSuchPublicAccessBlockConfiguration'],
      },
      {
        name: 'GetBucketOwnershipControlsAction',
        optional: true,
        operation: 'GetBucketOwnershipControls',
        input: { Bucket: '{Name}' },
        region: '{BucketRegion}',
        merge: [{ OwnershipControls: 'OwnershipControls' }],
        emptyWhen: ['OwnershipControlsNotFoundError'],
      },
      {
        name: 'GetBucketEncryptionAction',
        optional: true,
        operation: 'GetBucketEncryption',
        permission: 's3:GetEncryptionConfiguration',
        input: { Bucket: '{Name}' },
        region: '{BucketRegion}',
        merge: [{ BucketEncryption: 'ServerSideEncryptionConfiguration' }],
        emptyWhen: ['ServerSideEncryptionConfigurationNotFoundError'],
      },
      {
        name: 'GetBucketLocationAction',
        optional: true,
        operation: 'GetBucketLocation',
        input: { Bucket: '{Name}' },
        region: '{BucketRegion}',
        merge: [{ LocationConstraint: 'LocationConstraint' }],
        // So AWS says us-east-1.
        empty: { LocationConstraint: null },
      },
    ],
    identifier: '{BucketName}',
    read: { item: { Name: '{BucketName}' } },
    rename: { Name: 'BucketName' },
    build: { Arn: 'arn:{aws.partition}:s3:::{BucketName}' },
    context: { Region: '{BucketRegion}' },
  },
  blueprint: 's3Bucket',
  entity: {
    identifier: '.Properties.Arn',
    title: '.Properties.BucketName',
    properties: {
      arn: string('ARN', '.Properties.Arn'),
      region,
      domainName: string('Regional domain name', '.Properties.RegionalDomainName'),
      // A bucket that never had versions says nothing of them in its registry schema; S3's list says nothing of any bucket.
      versioning: boolean(
        'Versioning',
        '.Properties | if has("VersioningConfiguration") or has("DomainName") then .VersioningConfiguration.Status == "Enabled" else null end',
      ),
      encryption: object('Encryption', '.Properties.BucketEncryption'),
      publicAccessBlock: object('Public access block', '.Properties.PublicAccessBlockConfiguration'),
      lifecycleRules: array('Lifecycle rules', '.Properties.LifecycleConfiguration.Rules'),
      tags,
    },
    relations: { account },
  },
});

import type { JsonObject } from '@longshore/domain';
import { z } from 'zod';
import type { EstateResource } from '../../resources/estate/shelf.js';
import { AwsFault } from '../../service.js';
import { s3Protocol } from '../../wire/protocol.js';
import { chosen, tagsOf } from '../names.js';
import { operation, type NativeOperation, type NativeService } from '../native-service.js';
import type { Place } from '../place.js';
import { readRoute } from '../rest-routes.js';

const TYPE = 'AWS::S3::Bucket';

type Rules = { Rules: JsonObject[] } | undefined;

export const s3: NativeService = {
  name: 's3',
  protocol: s3Protocol,
  readCall: readRoute([
    ['GET', '/{Bucket}?tagging', 'GetBucketTagging'],
    ['GET', '/{Bucket}?publicAccessBlock', 'GetPublicAccessBlock'],
    ['GET', '/{Bucket}?ownershipControls', 'GetBucketOwnershipControls'],
    ['GET', '/{Bucket}?encryption', 'GetBucketEncryption'],
    ['GET', '/{Bucket}?location', 'GetBucketLocation'],
    ['GET', '/{Bucket}?versioning', 'GetBucketVersioning'],
    ['GET', '/{Bucket}/{Key+}', 'GetObject'],
    ['GET', '/', 'ListBuckets'],
  ]),
  refusals: {
    invalid: ({ issues: [issue] }) => new AwsFault('InvalidArgument', `${issue?.path.join('.')}: ${issue?.message}`),
    denied: (message) => new AwsFault('AccessDenied', message, 403),
  },
  operations: {
    /** Every region lists the buckets of all; where they are is told only to who asks for pages (S3 API Reference). */
    ListBuckets: operation({
      token: { asked: 'continuation-token', answered: ['ListAllMyBucketsResult', 'ContinuationToken'] },
      input: z.strictObject({
        'max-buckets': z.coerce.number().int().min(1).max(10_000).optional(),
        'continuation-token': z.string().optional(),
      }),
      action: 's3:ListAllMyBuckets',
      answer({ 'max-buckets': size, 'continuation-token': token }, place) {
        const page = place.page(place.everywhere(TYPE), { token, size: size ?? 10_000 });
        if (page === undefined) throw new AwsFault('InvalidArgument', 'The continuation token provided is incorrect');
        const buckets = page.items.map(({ identifier, region }) => ({
          Name: identifier,
          CreationDate: '2024-02-01T10:00:00.000Z',
          ...((size !== undefined || token !== undefined) && { BucketRegion: region }),
        }));
        const owner = { ID: place.accountId.padStart(64, '0') };
        const next = { ContinuationToken: page.next ?? null };
        return { ListAllMyBucketsResult: { Owner: owner, Buckets: { Bucket: buckets }, ...next } };
      },
    }),
    GetBucketTagging: onBucket('s3:GetBucketTagging', ({ properties }) => {
      const tags = tagsOf(properties);
      if (tags.length === 0) throw notSet('NoSuchTagSet', 'The TagSet does not exist');
      return { Tagging: { TagSet: { Tag: tags } } };
    }),
    GetPublicAccessBlock: onBucket('s3:GetBucketPublicAccessBlock', ({ properties }) => {
      const { PublicAccessBlockConfiguration: block } = properties;
      if (block !== undefined) return { PublicAccessBlockConfiguration: block };
      throw notSet('NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found');
    }),
    GetBucketOwnershipControls: onBucket('s3:GetBucketOwnershipControls', ({ properties }) => {
      const controls = properties['OwnershipControls'] as Rules;
      if (controls !== undefined) return { OwnershipControls: { Rule: controls.Rules } };
      throw notSet('OwnershipControlsNotFoundError', 'The bucket ownership controls were not found');
    }),
    GetBucketEncryption: onBucket('s3:GetEncryptionConfiguration', ({ properties }) => {
      const { BucketEncryption: encryption } = properties as {
        BucketEncryption?: { ServerSideEncryptionConfiguration: JsonObject[] };
      };
      if (encryption === undefined) {
        const reason = 'The server side encryption configuration was not found';
        throw notSet('ServerSideEncryptionConfigurationNotFoundError', reason);
      }
      const rules = encryption.ServerSideEncryptionConfiguration.map((rule) =>
        chosen(rule, {
          ApplyServerSideEncryptionByDefault: 'ServerSideEncryptionByDefault',
          BucketKeyEnabled: 'BucketKeyEnabled',
        }),
      );
      return { ServerSideEncryptionConfiguration: { Rule: rules } };
    }),
    /** Of the oldest region it says nothing (S3 API Reference). */
    GetBucketLocation: onBucket('s3:GetBucketLocation', ({ region }) => ({
      LocationConstraint: region === 'us-east-1' ? '' : region,
    })),
    GetBucketVersioning: onBucket('s3:GetBucketVersioning', ({ properties }) => ({
      VersioningConfiguration: properties['VersioningConfiguration'] ?? {},
    })),
    GetObject: operation({
      input: z.strictObject({ Bucket: z.string(), Key: z.string() }),
      resource: ({ Bucket, Key }) => `arn:aws:s3:::${Bucket}/${Key}`,
      answer({ Bucket, Key }, place) {
        bucketOf(Bucket, place);
        const content = place.storedObject(Bucket, Key);
        if (content !== undefined) return { Base64: content.toString('base64') };
        // Only who may list the bucket learns that a key does not exist (S3 API Reference, GetObject, permissions).
        const verdict = place.allows('s3:ListBucket', `arn:aws:s3:::${Bucket}`);
        if (!verdict.allowed) throw new AwsFault('AccessDenied', verdict.message, 403);
        throw new AwsFault('NoSuchKey', 'The specified key does not exist.', 404);
      },
    }),
  },
};

function onBucket(action: string, answer: (bucket: EstateResource) => JsonObject): NativeOperation {
  return operation({
    input: z.strictObject({ Bucket: z.string() }),
    action,
    resource: ({ Bucket }) => `arn:aws:s3:::${Bucket}`,
    answer: ({ Bucket }, place) => answer(bucketOf(Bucket, place)),
  });
}

/** A bucket is read in its own region; elsewhere S3 says where that is. */
function bucketOf(name: string, place: Place): EstateResource {
  const found = place.everywhere(TYPE).find(({ identifier }) => identifier === name);
  if (found === undefined) throw new AwsFault('NoSuchBucket', 'The specified bucket does not exist', 404);
  if (found.region === place.region) return found;
  const message = 'The bucket you are attempting to access must be addressed using the specified endpoint.';
  throw new AwsFault('PermanentRedirect', message, 301, { BucketRegion: found.region });
}

function notSet(code: string, message: string): AwsFault {
  return new AwsFault(code, message, 404);
}

import type { JsonObject } from '@longshore/domain';
import { findKind, type CataloguedKind } from '@longshore/kinds';
import { isGlobal, type Estate } from './estate/estate.js';
import type { EstateResource } from './estate/shelf.js';

/** List handlers known to return less than the resource has, and what they return. */
const LISTED: { [type: string]: readonly string[] } = {
  'AWS::S3::Bucket': ['BucketName'],
  'AWS::SQS::Queue': ['QueueUrl'],
  'AWS::SNS::Topic': ['TopicArn'],
  'AWS::Lambda::Function': ['FunctionName'],
  'AWS::DynamoDB::Table': ['TableName'],
  'AWS::ECS::Cluster': ['ClusterName', 'Arn', 'CapacityProviders', 'ClusterSettings'],
  'AWS::ECR::Repository': ['RepositoryName'],
  'AWS::EKS::Cluster': ['Name'],
  'AWS::EC2::Instance': ['InstanceId'],
  'AWS::EC2::VPC': ['VpcId'],
  'AWS::IAM::Role': ['RoleName'],
  'AWS::Kinesis::Stream': ['Name'],
};

export function listedProperties({ type, properties }: EstateResource): JsonObject {
  const listed = listedNames(type);
  if (listed === undefined) return properties;
  return Object.fromEntries(Object.entries(properties).filter(([name]) => listed.includes(name)));
}

/** The names of the properties that the list handler of a type returns; undefined for all. */
export function listedNames(type: string): readonly string[] | undefined {
  const kind = findKind(type);
  return LISTED[type] ?? (kind !== undefined && isThin(kind) ? keysOf(kind) : undefined);
}

/** A list handler that declares less than the read handler cannot know all that the read tells. */
function isThin({ declaredPermissions, curated, canRead }: CataloguedKind): boolean {
  const { list, read } = declaredPermissions;
  return canRead && curated?.enrich !== 'list' && !read.every((action) => list.includes(action));
}

/** What identifies the resource, and what the listing was asked by. */
function keysOf({ primaryIdentifier, requires }: CataloguedKind): string[] {
  return [...primaryIdentifier, ...requires];
}

/** What a list handler sees from a region: S3 lists the buckets of all regions everywhere, though it reads only its own. */
export function listedFrom(estate: Estate, accountId: string, region: string, type: string): readonly EstateResource[] {
  if (type === 'AWS::S3::Bucket' || isGlobal(type)) return estate.everything(accountId, type);
  return estate.resources(accountId, region, type);
}

const FIVE_MINUTES_MS = 5 * 60 * 1000;

/** RDS moves this time on every five minutes without any change of the instance. */
export function movingProperties({ type }: EstateResource, now: Date): JsonObject | undefined {
  if (type !== 'AWS::RDS::DBInstance') return undefined;
  const restorable = new Date(Math.floor(now.getTime() / FIVE_MINUTES_MS) * FIVE_MINUTES_MS);
  return { LatestRestorableTime: restorable.toISOString() };
}

import type { Json, JsonObject } from '@longshore/domain';
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

export function listedProperties(resource: EstateResource): JsonObject {
  const listed = listedNames(resource.type);
  const told = toldProperties(resource);
  if (listed === undefined) return told;
  return Object.fromEntries(Object.entries(told).filter(([name]) => listed.includes(name)));
}

/** All but what the registry only takes, which other APIs may tell. */
export function toldProperties({ type, properties }: EstateResource): JsonObject {
  const taken = findKind(type)?.writeOnly ?? [];
  return taken.reduce((told, path) => without(told, path.split('.')) as JsonObject, properties);
}

/** `*` stands for every element of a list. */
function without(value: Json, [name = '', ...rest]: string[]): Json {
  if (Array.isArray(value)) return name === '*' ? value.map((element) => without(element, rest)) : value;
  if (typeof value !== 'object' || value === null || value[name] === undefined) return value;
  const { [name]: held, ...others } = value;
  return rest.length === 0 ? others : { ...others, [name]: without(held as Json, rest) };
}

/** The names of the properties that the list handler of a type returns; undefined for all. */
export function listedNames(type: string): readonly string[] | undefined {
  const kind = findKind(type);
  return LISTED[type] ?? (kind !== undefined && isThin(kind) ? keysOf(kind) : undefined);
}

/** A list handler that declares less than the read handler cannot know all that the read tells. */
function isThin({ declaredPermissions, curated, canRead }: CataloguedKind): boolean {
  const { list, read } = declaredPermissions;
  return canRead && curated === undefined && !read.every((action) => list.includes(action));
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

/** What a resource says that moves on by itself. */
export function movingProperties({ type }: EstateResource, now: Date): JsonObject | undefined {
  return type === 'AWS::RDS::DBInstance' ? { LatestRestorableTime: restorableTime(now) } : undefined;
}

const FIVE_MINUTES_MS = 5 * 60 * 1000;

/** RDS moves this time on every five minutes without any change of the instance or cluster. */
export function restorableTime(now: Date): string {
  return new Date(Math.floor(now.getTime() / FIVE_MINUTES_MS) * FIVE_MINUTES_MS).toISOString();
}

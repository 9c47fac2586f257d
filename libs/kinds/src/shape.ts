import { findKind } from './catalogue.js';

/** Whether a raw resource looks as the service's own API answers it, or as its registry schema says. */
export type Shape = 'native' | 'cloud-control';

/**
 * Kinds that both ways list and that Cloud Control still reads where a mapping does not say otherwise: the stand-in AWS does
 * not speak these services' own protocols yet. All others have the native shape by default.
 */
const STILL_FROM_CLOUD_CONTROL = new Set([
  'AWS::DynamoDB::Table',
  'AWS::EC2::Instance',
  'AWS::ECR::Repository',
  'AWS::ECS::Cluster',
  'AWS::EKS::Cluster',
  'AWS::Lambda::Function',
  'AWS::RDS::DBInstance',
  'AWS::S3::Bucket',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
]);

/** What a resource entry says about it. */
export interface ShapeWish {
  /** `selector.shape`. */
  shape: Shape | null;
  /** `selector.useGetResourceAPI`, which only Cloud Control has. */
  useGetResourceApi: boolean;
  /** `selector.includeActions`, which only the native API has. */
  includeActions: readonly string[];
}

/** The shape that an entry asks for, if it does. */
export function wishedShape({ shape, useGetResourceApi, includeActions }: ShapeWish): Shape | null {
  if (shape !== null) return shape;
  if (useGetResourceApi) return 'cloud-control';
  return includeActions.length > 0 ? 'native' : null;
}

/** The shape of a kind for its entries: they share one listing, so those that do not ask follow those that do. */
export function shapeOf(kind: string, entries: readonly ShapeWish[] = []): Shape {
  const known = findKind(kind);
  if (!known?.curated?.native) return 'cloud-control';
  if (!known.isRegistered) return 'native';
  const wished = entries.map(wishedShape);
  if (wished.includes('cloud-control')) return 'cloud-control';
  if (wished.includes('native')) return 'native';
  return STILL_FROM_CLOUD_CONTROL.has(kind) ? 'cloud-control' : 'native';
}

/** Whether a kind of that shape is listed once for all regions. */
export function isGlobal(kind: string, shape: Shape): boolean {
  const curated = findKind(kind)?.curated;
  return (shape === 'native' ? curated?.native?.reach : curated?.reach) === 'global';
}

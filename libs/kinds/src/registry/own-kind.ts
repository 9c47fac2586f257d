import { z } from 'zod';
import type { CataloguedKind } from '../catalogue.js';
import { PROPERTY_TYPES } from '../resource-properties.js';

/** Whose a type is that the public catalogue lacks: registered by its account, activated there, or AWS's and newer than the catalogue. */
export const OWN_ORIGINS = ['private', 'activated', 'aws'] as const;
export type OwnOrigin = (typeof OWN_ORIGINS)[number];

/** What is kept of the schema of such a type, by its name. */
export const OwnKind = z.strictObject({
  type: z.string(),
  origin: z.enum(OWN_ORIGINS),
  primaryIdentifier: z.array(z.string()),
  requires: z.array(z.string()),
  requiresOneOf: z.array(z.array(z.string())),
  /** IAM actions that the list handler declares; null without one. */
  list: z.array(z.string()).nullable(),
  read: z.array(z.string()).nullable(),
  writeOnly: z.array(z.string()),
  tags: z.string().nullable(),
  properties: z.array(z.strictObject({ name: z.string(), type: z.enum(PROPERTY_TYPES), isComputed: z.boolean() })),
});
export type OwnKind = z.infer<typeof OwnKind>;

/**
 * The handlers of a registered or activated type call AWS with the execution role of the type (CloudFormation API Reference,
 * DescribeType, `ExecutionRoleArn`), so what they declare is nothing that the reader of the resources needs.
 */
export function cataloguedOwn({ origin, list, read, tags, properties, ...kind }: OwnKind): CataloguedKind {
  const isAws = origin === 'aws';
  return {
    ...kind,
    origin: isAws ? 'public' : origin,
    isRegistered: true,
    canList: list !== null,
    hasListHandler: list !== null,
    canRead: read !== null,
    declaredPermissions: { list: isAws ? (list ?? []) : [], read: isAws ? (read ?? []) : [] },
    properties: {
      arn: null,
      tags,
      properties: properties.map((property) => ({ ...property, refersTo: [] })),
    },
  };
}

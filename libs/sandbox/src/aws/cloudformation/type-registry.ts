import { z } from 'zod';
import type { Estate } from '../resources/estate/estate.js';
import type { OwnType } from '../resources/estate/own-types.js';
import { identifierBefore, pageTokenAfter } from '../resources/page-token.js';
import { AwsFault } from '../service.js';
import type { IdentityRequest, Operation } from '../wire/operation.js';
import { queryOperation } from '../wire/query-operation.js';

const PUBLISHER = '0123456789abcdef0123456789abcdef01234567';
const CHANGED_AT = '2024-02-01T10:00:00Z';

const provisioningType = z.enum(['FULLY_MUTABLE', 'IMMUTABLE', 'NON_PROVISIONABLE']);
const registryType = z.enum(['RESOURCE', 'MODULE', 'HOOK']);

const listInput = z.strictObject({
  Visibility: z.enum(['PRIVATE', 'PUBLIC']).default('PRIVATE'),
  ProvisioningType: provisioningType.default('FULLY_MUTABLE'),
  DeprecatedStatus: z.enum(['LIVE', 'DEPRECATED']).default('LIVE'),
  Type: registryType.default('RESOURCE'),
  Filters: z
    .strictObject({
      Category: z.enum(['REGISTERED', 'ACTIVATED', 'THIRD_PARTY', 'AWS_TYPES']).optional(),
      PublisherId: z.string().optional(),
      TypeNamePrefix: z.string().optional(),
    })
    .default({}),
  MaxResults: z.coerce.number().int().min(1).max(100).default(100),
  NextToken: z.string().min(1).max(1024).optional(),
});
type ListInput = z.infer<typeof listInput>;

const summaryShape = z.strictObject({
  Type: z.literal('RESOURCE'),
  TypeName: z.string(),
  TypeArn: z.string(),
  Description: z.string(),
  DefaultVersionId: z.string().optional(),
  PublicVersionNumber: z.string().optional(),
  PublisherId: z.string().optional(),
  OriginalTypeName: z.string().optional(),
  IsActivated: z.boolean().optional(),
  LastUpdated: z.iso.datetime(),
});

const describedShape = summaryShape.omit({ TypeArn: true }).extend({
  Arn: z.string(),
  Schema: z.string(),
  ProvisioningType: provisioningType,
  Visibility: z.enum(['PRIVATE', 'PUBLIC']),
  DeprecatedStatus: z.literal('LIVE').optional(),
  ExecutionRoleArn: z.string().optional(),
});

const listTypes = (estate: Estate) =>
  queryOperation({
    input: listInput,
    output: z.strictObject({ TypeSummaries: z.array(summaryShape), NextToken: z.string().optional() }),
    permission: () => ({ action: 'cloudformation:ListTypes', resource: '*' }),
    run(input, request) {
      const { accountId, region } = request;
      const { NextToken, MaxResults, ...asked } = input;
      const listing = [accountId, region, 'ListTypes', JSON.stringify(asked)].join(' ');
      const after = NextToken === undefined ? '' : identifierBefore(listing, NextToken);
      if (after === null) throw new AwsFault('CFNRegistryException', 'Invalid NextToken', 400);
      const rest = estate
        .ownTypes(accountId, region)
        .filter((type) => isListed(type, input) && type.typeName > after)
        .sort((one, other) => (one.typeName < other.typeName ? -1 : 1));
      const page = rest.slice(0, MaxResults);
      const last = page.at(-1);
      return {
        TypeSummaries: page.map((type) => summary(type, request)),
        NextToken: last && page.length < rest.length ? pageTokenAfter(listing, last.typeName) : undefined,
      };
    },
  });

const describeType = (estate: Estate) =>
  queryOperation({
    input: z.strictObject({ Type: registryType, TypeName: z.string().min(10).max(204) }),
    output: describedShape,
    permission: () => ({ action: 'cloudformation:DescribeType', resource: '*' }),
    run({ TypeName }, request) {
      const { accountId, region } = request;
      const type = estate.ownTypes(accountId, region).find(({ typeName }) => typeName === TypeName);
      if (!type) throw new AwsFault('TypeNotFoundException', `The type '${TypeName}' cannot be found.`, 404);
      const { TypeArn: Arn, ...told } = summary(type, request);
      const isPrivate = type.origin === 'private';
      return {
        ...told,
        Arn,
        Schema: JSON.stringify(type.schema),
        ProvisioningType: type.provisioning,
        Visibility: isPrivate ? ('PRIVATE' as const) : ('PUBLIC' as const),
        DeprecatedStatus: isPrivate ? ('LIVE' as const) : undefined,
        ExecutionRoleArn: isPrivate ? `arn:aws:iam::${accountId}:role/ExtensionRole` : undefined,
      };
    },
  });

/** What an account's region has in CloudFormation's registry beside the types that everybody has. */
export function typeRegistryOperations(estate: Estate): Record<string, Operation> {
  return { ListTypes: listTypes(estate), DescribeType: describeType(estate) };
}

/** Who asks for what is private sees what is activated as well (CloudFormation API Reference, ListTypes, `Visibility`). */
function isListed({ typeName, origin, provisioning }: OwnType, asked: ListInput): boolean {
  const { Category, TypeNamePrefix = '' } = asked.Filters;
  const isOfCategory = {
    REGISTERED: origin === 'private',
    ACTIVATED: origin === 'activated',
    THIRD_PARTY: origin !== 'aws',
    AWS_TYPES: origin === 'aws',
  };
  return (
    asked.Type === 'RESOURCE' &&
    asked.DeprecatedStatus === 'LIVE' &&
    provisioning === asked.ProvisioningType &&
    (asked.Visibility === 'PRIVATE' ? origin !== 'aws' : origin !== 'private') &&
    (Category === undefined || isOfCategory[Category]) &&
    typeName.startsWith(TypeNamePrefix)
  );
}

function summary(type: OwnType, { accountId, region }: IdentityRequest): z.infer<typeof summaryShape> {
  const { typeName, origin, version, schema } = type;
  const owner = origin === 'aws' ? '' : accountId;
  return {
    Type: 'RESOURCE',
    TypeName: typeName,
    TypeArn: `arn:aws:cloudformation:${region}:${owner}:type/resource/${typeName.replaceAll('::', '-')}`,
    Description: String(schema['description'] ?? ''),
    ...(origin === 'private' && { DefaultVersionId: version }),
    ...(origin === 'activated' && {
      PublicVersionNumber: version,
      PublisherId: PUBLISHER,
      OriginalTypeName: typeName,
      IsActivated: true,
    }),
    LastUpdated: CHANGED_AT,
  };
}

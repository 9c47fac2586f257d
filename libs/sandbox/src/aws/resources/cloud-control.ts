import type { JsonObject } from '@longshore/domain';
import type { CataloguedKind } from '@longshore/kinds';
import { z } from 'zod';
import { AwsFault, type AwsRequest } from '../service.js';
import type { Estate } from './estate/estate.js';
import type { EstateResource } from './estate/shelf.js';
import { handlerFailure, requireHandlerPermissions } from './handler-permissions.js';
import { listedFrom, listedProperties, movingProperties, toldProperties } from './listed-properties.js';
import { identifierBefore, pageTokenAfter } from './page-token.js';
import { parseInput } from './parse-input.js';
import { rendered } from './rendered.js';
import { isAskedFor, requireResourceModel } from './resource-model.js';

const typeName = '[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}';

const Target = {
  TypeName: z
    .string()
    .regex(new RegExp(`^${typeName}$`), `Member must satisfy regular expression pattern: ${typeName}`),
  TypeVersionId: z.string().min(1).max(128).optional(),
  RoleArn: z.string().min(20).max(2048).optional(),
};

const ListResources = z.strictObject({
  ...Target,
  NextToken: z.string().min(1).max(4096).optional(),
  MaxResults: z.int().min(1, 'Member must have value greater than or equal to 1').max(100).optional(),
  ResourceModel: z.string().min(1).max(262_144).optional(),
});

const GetResource = z.strictObject({
  ...Target,
  Identifier: z.string().min(1, 'Member must have length greater than or equal to 1').max(1024),
});

export interface CloudControlQuirks {
  /** Resources on a page of this type; handlers differ, and none follows MaxResults. */
  pageSize(type: string): number;
  /** After how many resources the list handler of this type stops without a token; undefined for honest handlers. */
  truncatedAt(type: string): number | undefined;
  now(): Date;
}

/** Cloud Control API: ListResources and GetResource over the estate. Throws AwsFault. */
export class CloudControl {
  constructor(
    private readonly estate: Estate,
    private readonly quirks: CloudControlQuirks,
  ) {}

  answer(request: AwsRequest): JsonObject {
    switch (request.operation) {
      case 'ListResources':
        return this.listResources(request);
      case 'GetResource':
        return this.getResource(request);
      default:
        throw new AwsFault('UnknownOperationException', `The operation ${request.operation} is not known here.`);
    }
  }

  private listResources(request: AwsRequest): JsonObject {
    const input = parseInput(ListResources, request.input);
    requireAccess(request);
    const kind = this.registered(request, input);
    if (!kind.hasListHandler) throw unsupported(kind.type, 'LIST');
    const model = requireResourceModel(kind, input.ResourceModel);
    requireHandlerPermissions(request, kind.type, kind.declaredPermissions.list);
    const listing = [request.accountId, request.region, kind.type, JSON.stringify(model)].join(' ');
    const after = input.NextToken === undefined ? '' : identifierBefore(listing, input.NextToken);
    if (after === null) throw new AwsFault('InvalidRequestException', 'Invalid NextToken');
    const all = this.listing(request, kind.type, model);
    const start = firstBehind(all, after);
    const page = all.slice(start, start + this.quirks.pageSize(kind.type));
    const last = page.at(-1);
    const isLast = last === undefined || start + page.length === all.length;
    return {
      TypeName: kind.type,
      ResourceDescriptions: page.map((resource) => this.describe(resource, listedProperties)),
      ...(!isLast && { NextToken: pageTokenAfter(listing, last.identifier) }),
    };
  }

  private listing({ accountId, region }: AwsRequest, type: string, model: JsonObject): readonly EstateResource[] {
    const all = listedFrom(this.estate, accountId, region, type);
    const isNarrowed = Object.keys(model).length > 0;
    const found = isNarrowed ? all.filter(({ properties }) => isAskedFor(properties, model)) : all;
    const limit = this.quirks.truncatedAt(type);
    return limit === undefined ? found : found.slice(0, limit);
  }

  private getResource(request: AwsRequest): JsonObject {
    const input = parseInput(GetResource, request.input);
    requireAccess(request);
    const kind = this.registered(request, input);
    if (!kind.canRead) throw unsupported(kind.type, 'READ');
    requireHandlerPermissions(request, kind.type, kind.declaredPermissions.read);
    const resource = this.estate.find(request.accountId, request.region, kind.type, input.Identifier);
    if (resource === undefined) throw notFound(kind.type, input.Identifier);
    return { TypeName: kind.type, ResourceDescription: this.describe(resource, toldProperties) };
  }

  private registered(
    { accountId, region }: AwsRequest,
    { TypeName, RoleArn }: { TypeName: string; RoleArn?: string | undefined },
  ): CataloguedKind {
    if (RoleArn !== undefined) {
      const reason = 'RoleArn is not supported here: send the credentials of that role.';
      throw new AwsFault('InvalidRequestException', reason);
    }
    const kind = this.estate.kind(accountId, region, TypeName);
    if (kind === undefined || !kind.isRegistered) {
      throw new AwsFault('TypeNotFoundException', `The type '${TypeName}' cannot be found.`);
    }
    return kind;
  }

  private describe(resource: EstateResource, shown: typeof listedProperties): JsonObject {
    const time = movingProperties(resource, this.quirks.now());
    const text = time === undefined ? rendered(resource, shown) : JSON.stringify({ ...shown(resource), ...time });
    return { Identifier: resource.identifier, Properties: text };
  }
}

/** Where what comes behind an identifier begins; the resources are in the order of their identifiers. */
function firstBehind(resources: readonly EstateResource[], identifier: string): number {
  let from = 0;
  let to = resources.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((resources[middle]?.identifier ?? '') > identifier) to = middle;
    else from = middle + 1;
  }
  return from;
}

function requireAccess(request: AwsRequest): void {
  const { operation, region, accountId } = request;
  const resource = `arn:aws:cloudformation:${region}:${accountId}:resource/*`;
  const verdict = request.allows(`cloudformation:${operation}`, resource);
  if (!verdict.allowed) throw new AwsFault('AccessDeniedException', verdict.message);
}

function unsupported(type: string, action: 'LIST' | 'READ'): AwsFault {
  return new AwsFault('UnsupportedActionException', `Resource type ${type} does not support ${action} action`);
}

function notFound(type: string, identifier: string): AwsFault {
  const cause =
    type === 'AWS::S3::Bucket'
      ? 'Bucket not found'
      : `Resource of type '${type}' with identifier '${identifier}' was not found.`;
  return new AwsFault('ResourceNotFoundException', handlerFailure(type, cause, 'NotFound'));
}

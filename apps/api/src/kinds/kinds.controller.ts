import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { TenantId } from '@longshore/domain';
import { ScaffoldResource, TenantKinds } from '@longshore/integrations';
import { type CataloguedKind, kindPermissions, policyDocuments } from '@longshore/kinds';
import { z } from 'zod';
import { ForTenants } from '../http/caller.decorator.js';
import { CurrentTenant } from '../http/current-tenant.decorator.js';
import { pageOf, pageQuery } from '../http/page.js';
import { kindDetail, kindDetailSchema, kindSummary, kindSummarySchema } from './kind-view.js';
import { scaffoldBody, scaffoldSchema } from './scaffold-schemas.js';
import { UnknownKind } from './unknown-kind.error.js';

const kindsQuery = pageQuery.extend({ query: z.string().max(200).default('') });

@ForTenants('kinds')
@Controller('v1/kinds')
export class KindsController {
  constructor(
    private readonly scaffoldResource: ScaffoldResource,
    private readonly tenantKinds: TenantKinds,
  ) {}

  /** Kinds whose name contains the query, ignoring case, by name: AWS's own and those that the tenant's accounts have for themselves. */
  @Get()
  @ApiOkResponse({ standardSchema: pageOf(kindSummarySchema) })
  async list(
    @CurrentTenant() tenant: TenantId,
    @Query({ schema: kindsQuery }) { query, cursor, limit }: z.output<typeof kindsQuery>,
  ) {
    const wanted = query.toLowerCase();
    const kinds = await this.tenantKinds.of(tenant);
    const names = kinds.names().filter((name) => name.toLowerCase().includes(wanted) && name > (cursor ?? ''));
    const shown = names.slice(0, limit);
    const data = shown.flatMap((name) => kinds.find(name) ?? []).map(kindSummary);
    return { data, nextCursor: names.length > limit ? (shown.at(-1) ?? null) : null };
  }

  /** A name that nobody knows yet is asked for in the registries of the tenant's accounts. */
  @Get(':kind')
  @ApiOkResponse({ standardSchema: kindDetailSchema })
  async get(@CurrentTenant() tenant: TenantId, @Param('kind') name: string) {
    return kindDetail(await this.known(tenant, name));
  }

  /** A blueprint, a resource entry and the least policy for a kind, to be reviewed and sent; nothing is stored. */
  @Post(':kind/scaffold')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: scaffoldSchema })
  async scaffold(
    @CurrentTenant() tenant: TenantId,
    @Param('kind') name: string,
    @Body({ schema: scaffoldBody }) { integration }: z.output<typeof scaffoldBody>,
  ) {
    const kind = await this.known(tenant, name);
    const { blueprint, resource, notes } = await this.scaffoldResource.run(tenant, kind, integration);
    const { actions, leftOut } = kindPermissions(kind);
    return { blueprint, mapping: { resources: [resource] }, policies: policyDocuments(actions), leftOut, notes };
  }

  private async known(tenant: TenantId, name: string): Promise<CataloguedKind> {
    const { kinds, notices } = await this.tenantKinds.knowing(tenant, [name]);
    const kind = kinds.find(name);
    if (!kind) throw new UnknownKind(name, kinds.suggest(name), notices);
    return kind;
  }
}

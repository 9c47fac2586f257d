import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { TenantId } from '@longshore/domain';
import { ScaffoldResource } from '@longshore/integrations';
import { type CataloguedKind, findKind, kindNames, kindPermissions, policyDocuments } from '@longshore/kinds';
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
  constructor(private readonly scaffoldResource: ScaffoldResource) {}

  /** Kinds whose name contains the query, ignoring case, by name. */
  @Get()
  @ApiOkResponse({ standardSchema: pageOf(kindSummarySchema) })
  list(@Query({ schema: kindsQuery }) { query, cursor, limit }: z.output<typeof kindsQuery>) {
    const wanted = query.toLowerCase();
    const names = kindNames().filter((name) => name.toLowerCase().includes(wanted) && name > (cursor ?? ''));
    const shown = names.slice(0, limit);
    return { data: shown.map(kindSummary), nextCursor: names.length > limit ? (shown.at(-1) ?? null) : null };
  }

  @Get(':kind')
  @ApiOkResponse({ standardSchema: kindDetailSchema })
  get(@Param('kind') name: string) {
    return kindDetail(known(name));
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
    const kind = known(name);
    const { blueprint, resource, notes } = await this.scaffoldResource.run(tenant, kind, integration);
    const { actions, leftOut } = kindPermissions(kind);
    return { blueprint, mapping: { resources: [resource] }, policies: policyDocuments(actions), leftOut, notes };
  }
}

function known(name: string): CataloguedKind {
  const kind = findKind(name);
  if (!kind) throw new UnknownKind(name);
  return kind;
}

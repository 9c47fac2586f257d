import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { findKind, kindNames } from '@longshore/kinds';
import { z } from 'zod';
import { ForTenants } from '../http/caller.decorator.js';
import { pageOf, pageQuery } from '../http/page.js';
import { kindDetail, kindDetailSchema, kindSummary, kindSummarySchema } from './kind-view.js';
import { UnknownKind } from './unknown-kind.error.js';

const kindsQuery = pageQuery.extend({ query: z.string().max(200).default('') });

@ForTenants('kinds')
@Controller('v1/kinds')
export class KindsController {
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
    const kind = findKind(name);
    if (!kind) throw new UnknownKind(name);
    return kindDetail(kind);
  }
}

import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { AwsAccountId, AwsRegion, KindName, type JsonObject, type TenantId } from '@longshore/domain';
import { UsableMapping } from '@longshore/integrations';
import { PreviewMapping } from '@longshore/sync';
import { z } from 'zod';
import { ForTenants } from '../http/caller.decorator.js';
import { CurrentTenant } from '../http/current-tenant.decorator.js';
import { previewSchema, previewView } from './mapping-preview-view.js';

const MAX_RESOURCES = 200;

const givenResource = z.strictObject({
  kind: KindName,
  identifier: z.string().min(1).max(2_000),
  accountId: AwsAccountId.default(AwsAccountId.parse('000000000000')),
  region: AwsRegion.default('us-east-1'),
  properties: z.record(z.string(), z.json()),
});

const previewBody = z
  .strictObject({
    mapping: z
      .union([z.string(), z.record(z.string(), z.unknown())])
      .exactOptional()
      .meta({
        description: 'The document, as JSON or as YAML text; absent: the stored one',
      }),
    resources: z.array(givenResource).min(1).max(MAX_RESOURCES).exactOptional().meta({
      description: 'Absent: resources that syncs have kept',
    }),
    kinds: z.array(KindName).min(1).max(1_000).exactOptional(),
    accountIds: z.array(AwsAccountId).min(1).max(1_000).exactOptional(),
    regions: z.array(AwsRegion).min(1).max(100).exactOptional(),
    identifier: z.string().min(1).max(2_000).exactOptional().meta({ description: "AWS's identifier of one resource" }),
    limit: z.int().min(1).max(MAX_RESOURCES).default(50),
  })
  .prefault({})
  .meta({ id: 'MappingPreviewRequest' });

@ForTenants('mapping')
@Controller('v1/integrations/:identifier/mapping/preview')
export class MappingPreviewController {
  constructor(
    private readonly usableMapping: UsableMapping,
    private readonly previewMapping: PreviewMapping,
  ) {}

  /** What a mapping would do to real resources; nothing is written. Of 200 resources at most, and for 20 seconds. */
  @Post()
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: previewSchema })
  async preview(
    @CurrentTenant() tenant: TenantId,
    @Param('identifier') identifier: string,
    @Body({ schema: previewBody }) body: z.output<typeof previewBody>,
  ) {
    const { integrationId, entries } = await this.usableMapping.run(tenant, identifier, body.mapping);
    if (body.resources) {
      const subjects = body.resources.map(({ identifier: awsId, accountId: awsAccountId, properties, ...rest }) => ({
        ...rest,
        awsId,
        awsAccountId,
        properties: properties as JsonObject,
      }));
      return previewView({ resources: await this.previewMapping.ofGiven(tenant, entries, subjects), isCut: false });
    }
    const { kinds, accountIds, regions, identifier: awsId, limit } = body;
    const selection = { kinds, awsAccountIds: accountIds, regions, awsId, limit };
    return previewView(await this.previewMapping.ofKept(tenant, integrationId, entries, selection));
  }
}

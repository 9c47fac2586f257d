import { IntegrationStore, MappingStore } from '@longshore/database';
import { entryPrograms, NotFound, parseMapping, type JsonObject, type TenantId } from '@longshore/domain';
import { mappingPermissions, policyDocuments, REGISTRY_READS } from '@longshore/kinds';
import { Injectable } from '@nestjs/common';
import { findIntegration } from '../integration.js';
import { TenantKinds } from '../kinds/tenant-kinds.js';

export interface RequiredPermissions {
  /** Managed policies that together suffice, each within IAM's size limit. */
  policies: JsonObject[];
  kinds: { kind: string; actions: string[]; leftOut: string[] }[];
}

/** The least that a role needs so that the integration's mapping sees everything it reads. */
@Injectable()
export class RequirePermissions {
  constructor(
    private readonly integrations: IntegrationStore,
    private readonly mappings: MappingStore,
    private readonly tenantKinds: TenantKinds,
  ) {}

  /** Of the stored mapping. Throws NotFound. */
  async run(tenantId: TenantId, identifier: string): Promise<RequiredPermissions> {
    const { id } = await findIntegration(this.integrations, tenantId, identifier);
    const mapping = await this.mappings.current(tenantId, id);
    if (!mapping) throw new NotFound('The mapping');
    const known = await this.tenantKinds.of(tenantId, id);
    const kinds = mappingPermissions(entryPrograms(parseMapping(mapping.document)), known);
    const actions = kinds.flatMap((kind) => kind.actions);
    return { policies: policyDocuments([...REGIONS, ...REGISTRY_READS, ...actions]), kinds };
  }
}

/** Which regions an account has enabled is read before anything is listed. */
const REGIONS = ['account:ListRegions', 'ec2:DescribeRegions'];

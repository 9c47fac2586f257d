import type { Catalog, PortAccess, SecretBox, TenantId } from '@longshore/domain';

/** How the entities of the journal are bound when they are sealed. */
export const BEFORE_IMAGE_PURPOSE = 'before-image';

/** The entities as Port has them now, sealed, by identifier: what a deletion can be undone by. At most 100 of one blueprint. */
export async function beforeImages(
  { catalog, secrets }: { catalog: Catalog; secrets: SecretBox },
  { tenantId, access, signal }: { tenantId: TenantId; access: PortAccess; signal: AbortSignal },
  blueprint: string,
  identifiers: string[],
): Promise<Map<string, Buffer>> {
  const entities = await catalog.read(access, blueprint, identifiers, signal);
  const sealed = entities.map(async (entity): Promise<[string, Buffer]> => {
    const image = Buffer.from(JSON.stringify(entity));
    return [String(entity['identifier']), await secrets.seal(tenantId, BEFORE_IMAGE_PURPOSE, image)];
  });
  return new Map(await Promise.all(sealed));
}

import type { Organization } from './organization.js';
import { blueprintNotFound, PortFault } from './port-fault.js';
import type { Blueprint, BlueprintContent, BlueprintPatch, NewBlueprint } from './schemas/blueprint.js';

/** Fills in what the request left out, and refuses what points at nothing. */
export function blueprintContent(organization: Organization, body: NewBlueprint): BlueprintContent {
  const { required = [], properties } = body.schema;
  const unknown = required.find((id) => !(id in properties));
  if (unknown !== undefined)
    throw new PortFault(422, 'invalid_request', `/schema/required ${unknown} is not a property of the blueprint`);
  for (const { target } of Object.values(body.relations ?? {}))
    if (target !== body.identifier && !organization.blueprints.has(target)) throw blueprintNotFound(target);
  return {
    ...body,
    schema: { properties, required },
    relations: body.relations ?? {},
    calculationProperties: body.calculationProperties ?? {},
    mirrorProperties: body.mirrorProperties ?? {},
    aggregationProperties: body.aggregationProperties ?? {},
  };
}

/** Members of a PATCH replace those of the blueprint; those of `schema` one level deeper. */
export function patchedBlueprint(blueprint: Blueprint, patch: BlueprintPatch): NewBlueprint {
  return { ...blueprint, ...patch, schema: { ...blueprint.schema, ...patch.schema } } as NewBlueprint;
}

/** A blueprint with entities, or one that others relate to, stays. */
export function refuseIfUsed(organization: Organization, identifier: string): void {
  if (organization.entities.count(identifier) > 0)
    throw new PortFault(422, 'has_dependents', `Blueprint "${identifier}" still has entities`);
  for (const other of organization.blueprints.values())
    if (other.identifier !== identifier && Object.values(other.relations).some((one) => one.target === identifier))
      throw new PortFault(422, 'has_dependents', `Blueprint "${other.identifier}" relates to "${identifier}"`);
}

import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '@longshore/domain';
import type { CataloguedKind } from '@longshore/kinds';
import { z } from 'zod';
import { AwsFault } from '../service.js';

/** The model that narrows a listing; an absent one counts as empty. Throws InvalidRequestException naming the key that is missing. */
export function requireResourceModel(kind: CataloguedKind, text: string | undefined): { [key: string]: Json } {
  const model = text === undefined ? {} : parseModel(text);
  const missing = kind.requires.filter((key) => model[key] === undefined);
  if (missing.length > 0) throw missingKeys(kind.type, missing);
  const choices = kind.requiresOneOf;
  const isGiven = (keys: readonly string[]) => keys.every((key) => model[key] !== undefined);
  if (choices.length > 0 && !choices.some(isGiven)) throw missingKeys(kind.type, choices.flat());
  return model;
}

/** Whether a listing by this model has the resource. `ListenerArns: [a, b]` asks for those whose `ListenerArn` is a or b. */
export function isAskedFor(properties: JsonObject, model: JsonObject): boolean {
  return Object.entries(model).every(([key, wanted]) => {
    if (Array.isArray(wanted) && properties[key] === undefined) {
      return wanted.some((one) => isDeepStrictEqual(one, properties[key.replace(/s$/, '')]));
    }
    return isDeepStrictEqual(properties[key], wanted);
  });
}

function parseModel(text: string): JsonObject {
  try {
    return z.record(z.string(), z.json()).parse(JSON.parse(text)) as JsonObject;
  } catch {
    throw new AwsFault('InvalidRequestException', 'Invalid ResourceModel: a JSON object is expected.');
  }
}

function missingKeys(type: string, keys: readonly string[]): AwsFault {
  const details = keys.map((key) => `#: required key [${key}] not found`).join(', ');
  return new AwsFault(
    'InvalidRequestException',
    `Missing or invalid ResourceModel property in ${type} list handler request input.Required property: (${details})`,
  );
}

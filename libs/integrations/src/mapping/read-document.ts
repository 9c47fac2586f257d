import { InvalidInput, parseMapping, unstorableText, type MappingDocument } from '@longshore/domain';
import { MappingInvalid } from './mapping-invalid.error.js';
import type { MappingSource } from './mapping-source.js';

/** The document of a source. Throws MappingInvalid with the place of every problem. */
export function readDocument(source: MappingSource): MappingDocument {
  const unstorable = unstorableText(source.value);
  if (unstorable.length > 0) throw new MappingInvalid(source.locate(unstorable));
  try {
    return parseMapping(source.value);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new MappingInvalid(source.locate(error.problems));
  }
}

import { z } from 'zod';

/** What a usable mapping asks for and does not get, gets in another way than its author may think, or sends although it may be secret. */
export const mappingNoteSchema = z
  .object({ pointer: z.string(), effect: z.enum(['changed', 'lost', 'secret']), detail: z.string() })
  .meta({ id: 'MappingNote' });

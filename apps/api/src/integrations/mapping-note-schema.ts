import { z } from 'zod';

/** What a usable mapping asks for and does not get, or gets in another way than its author may think. */
export const mappingNoteSchema = z
  .object({ pointer: z.string(), effect: z.enum(['changed', 'lost']), detail: z.string() })
  .meta({ id: 'MappingNote' });

import { z } from 'zod';

const object = z.record(z.string(), z.unknown());

export const scaffoldBody = z
  .strictObject({
    /** Relations are inferred to the entries of this integration's mapping; absent: to those of the default mapping. */
    integration: z.string().min(1).max(200).optional(),
  })
  .default({});

export const scaffoldSchema = z
  .object({
    blueprint: object,
    mapping: z.object({ resources: z.array(object) }),
    policies: z.array(object),
    /** Actions that AWS's handlers declare but that read customers' data. */
    leftOut: z.array(z.string()),
    /** What the scaffold could not know. */
    notes: z.array(z.string()),
  })
  .meta({ id: 'Scaffold' });

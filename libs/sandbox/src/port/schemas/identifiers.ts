import { z } from 'zod';

/** Port OpenAPI, entity `identifier`: no space, `|`, `*`, `#`, `~`, `,`, `(`, `)` or `%`. */
export const EntityIdentifier = z
  .string()
  .max(1000)
  .regex(/^(?!\.{1,2}$)[\p{L}0-9@_.+:\\/=-]+$/u);

/** As an entity's, without `=` and shorter. */
export const BlueprintIdentifier = z
  .string()
  .max(100)
  .regex(/^(?!\.{1,2}$)[\p{L}0-9@_.+:\\/-]+$/u);

/** Identifier of a property or a relation. */
export const MemberIdentifier = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9@_=-]+$/);

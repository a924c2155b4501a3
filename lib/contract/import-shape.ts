import { z } from 'zod';
import { instantSchema } from './basics.ts';

/** What a person said the columns of a file mean, by the shape of its headers. Only a hash of these, and no cell: nothing here tells of a customer. */
export const importShapeSchema = z.strictObject({
  /** SHA-256 of the headers and of how the file was laid out. */
  shape: z.string().regex(/^[0-9a-f]{64}$/),
  /** The meaning of each column, in their order. */
  fields: z.array(z.string().max(40)).max(300),
  /** How 03/04/2026 is meant; null: the file itself said. */
  dayFirst: z.boolean().nullable(),
  at: instantSchema,
});
export type ImportShape = z.infer<typeof importShapeSchema>;

export const MAX_SHAPES = 50;
export const importShapesSchema = z.array(importShapeSchema).max(MAX_SHAPES);

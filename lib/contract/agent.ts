import { z } from 'zod';
import { idSchema, languageSchema } from './basics.ts';

/** A lead may do all an agent does, and imports, settings and records of the place; QA reads records; admin does all. */
export const roleSchema = z.enum(['agent', 'lead', 'qa', 'admin']);
export type Role = z.infer<typeof roleSchema>;

export const agentSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1).max(100),
  role: roleSchema,
  placeId: idSchema,
  languages: z.array(languageSchema),
  /** Calls they make on a working day, for the forecast; 0 or left out: not counted. */
  callsPerDay: z.int().min(0).max(500).optional(),
});
export type Agent = z.infer<typeof agentSchema>;

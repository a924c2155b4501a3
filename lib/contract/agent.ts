import { z } from 'zod';
import { idSchema, languageSchema, localDateSchema } from './basics.ts';

/** A lead may do all an agent does, and imports, settings and records of the place; QA reads records; admin does all. */
export const roleSchema = z.enum(['agent', 'lead', 'qa', 'admin']);
export type Role = z.infer<typeof roleSchema>;

/** How long somebody has done this work: important customers go to those who have. */
export const senioritySchema = z.enum(['new', 'experienced', 'senior']);
export type Seniority = z.infer<typeof senioritySchema>;

/** Days on which somebody does not work, both inclusive. */
export const absenceSchema = z
  .strictObject({ from: localDateSchema, to: localDateSchema })
  .refine(({ from, to }) => from <= to, 'an absence ends after it begins');
export type Absence = z.infer<typeof absenceSchema>;

export const agentSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1).max(100),
  role: roleSchema,
  placeId: idSchema,
  languages: z.array(languageSchema),
  /** Calls they make on a working day, for the forecast; 0 or left out: not counted. */
  callsPerDay: z.int().min(0).max(500).optional(),
  /** Parts of what customers bought, repaired or were treated for; left out or empty: everything. */
  products: z.array(z.string().min(1).max(120)).max(50).optional(),
  /** Left out: experienced. */
  seniority: senioritySchema.optional(),
  absences: z.array(absenceSchema).max(100).optional(),
});
export type Agent = z.infer<typeof agentSchema>;

import { z } from 'zod';
import { idSchema, instantSchema } from './basics.ts';
import { outcomeSchema, recordContentSchema, satisfactionSchema } from './record.ts';
import { walkSchema } from './walk.ts';

export const phaseSchema = z.enum(['ready', 'ringing', 'talking', 'wrap-up', 'done']);
export type Phase = z.infer<typeof phaseSchema>;

/** What is known of the record so far. Null is "not answered yet". */
export const draftSchema = recordContentSchema.extend({
  outcome: outcomeSchema.nullable(),
  satisfaction: satisfactionSchema.nullable(),
  /** Next step chosen, its date not yet. */
  wants: z.enum(['appointment', 'refer', 'callback', 'send']).nullable(),
  /** The SMS or mail being written. */
  composing: z
    .strictObject({ channel: z.enum(['sms', 'mail']), templateId: idSchema.nullable(), subject: z.string().max(300).nullable(), text: z.string().max(10_000) })
    .nullable(),
});
export type Draft = z.infer<typeof draftSchema>;

/** The one call an agent is in. Lives in the database from the first ring, so that nothing closes it but its end. */
export const callSchema = z.strictObject({
  id: idSchema,
  phase: phaseSchema,
  direction: z.enum(['out', 'in']),
  taskId: idSchema.nullable(),
  customerId: idSchema.nullable(),
  serviceId: idSchema.nullable(),
  placeId: idSchema,
  agentId: idSchema,
  purpose: idSchema,
  startedAt: instantSchema.nullable(),
  answeredAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  walk: walkSchema,
  phraseLists: z.array(z.strictObject({ id: idSchema, version: z.int().min(1) })),
  draft: draftSchema,
});
export type Call = z.infer<typeof callSchema>;

import { z } from 'zod';
import { agentSchema } from './agent.ts';
import { idSchema, instantSchema } from './basics.ts';
import { placeSchema } from './place.ts';

const versionedSchema = z.strictObject({ kind: z.enum(['script', 'phrase-list']), id: idSchema, version: z.int().min(1) });

/** A version that arrived and was refused here; null where not even that could be read. `why` is a code, never its words. */
export const refusedVersionSchema = versionedSchema.extend({ id: z.string().max(64), version: z.int().nullable(), why: z.string().min(1).max(100) });
export type RefusedVersion = z.infer<typeof refusedVersionSchema>;

/** How it stands at a desk. Counts and versions, nothing about a customer. */
export const presenceSchema = z.strictObject({
  /** How long the call that is open has lasted (ms); null when there is none. A length: clocks differ. */
  inCallMs: z.int().min(0).nullable(),
  unsent: z.int().min(0),
  rejected: z.int().min(0),
  /** The newest version of each script and phrase list that is there. */
  versions: z.array(versionedSchema).max(1000),
  refused: z.array(refusedVersionSchema).max(200),
  app: z.string().max(40),
});
export type Presence = z.infer<typeof presenceSchema>;

/** Who asks, as they are now: role and place may have changed. `reach` differs when the tree above or below did: then everything is pulled again. */
export const presenceReplySchema = z.strictObject({ agent: agentSchema, place: placeSchema, reach: z.string().max(100) });
export type PresenceReply = z.infer<typeof presenceReplySchema>;

export const behindSchema = versionedSchema.omit({ version: true }).extend({ has: z.int().min(1).nullable(), newest: z.int().min(1) });

export const agentNowSchema = z.strictObject({
  agent: agentSchema,
  /** The last word of this person's devices, together; null when there was none yet. */
  desk: z
    .strictObject({
      at: instantSchema,
      inCallSince: instantSchema.nullable(),
      unsent: z.int().min(0),
      rejected: z.int().min(0),
      behind: z.array(behindSchema),
      refused: z.array(refusedVersionSchema),
      app: z.string(),
    })
    .nullable(),
});
export type AgentNow = z.infer<typeof agentNowSchema>;
export const agentsNowReplySchema = z.strictObject({ now: instantSchema, agents: z.array(agentNowSchema) });
export type AgentsNowReply = z.infer<typeof agentsNowReplySchema>;

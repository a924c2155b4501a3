import { z } from 'zod';
import { agentSchema } from './agent.ts';
import { idSchema, instantSchema, timeZoneSchema } from './basics.ts';
import { callingHoursSchema, directoryEntrySchema, limitsSchema, MOST_ENTRIES, placeSchema } from './place.ts';
import { ruleSchema } from './rule.ts';
import { loginSchema } from './sign-in.ts';

/** Somebody of the team, as who looks after people sees them. */
export const personSchema = z.strictObject({
  agent: agentSchema,
  login: loginSchema.nullable(),
  hasPassword: z.boolean(),
  /** Null: works here. */
  deactivatedAt: instantSchema.nullable(),
  createdAt: instantSchema,
  /** Devices that are not cut off. */
  devices: z.int().min(0),
  seenAt: instantSchema.nullable(),
  /** Until when a one-time code is good that nobody has used. */
  codeUntil: instantSchema.nullable(),
});
export type Person = z.infer<typeof personSchema>;

export const personListReplySchema = z.strictObject({ people: z.array(personSchema) });

/** Only what changes. `active: false` cuts all of their devices off and gives back whom they hold; `true` lets them in again. */
export const personSetSchema = agentSchema.omit({ id: true }).extend({ login: loginSchema, active: z.boolean() }).partial();
export const personSaveRequestSchema = z.strictObject({ agentId: idSchema, set: personSetSchema });
export type PersonSet = z.infer<typeof personSetSchema>;
export const personReplySchema = z.strictObject({ person: personSchema });

/** A new one-time code; an older one that nobody has used is void. */
export const personCodeRequestSchema = z.strictObject({ agentId: idSchema });

export const deviceSchema = z.strictObject({
  id: idSchema,
  label: z.string(),
  createdAt: instantSchema,
  seenAt: instantSchema.nullable(),
  revokedAt: instantSchema.nullable(),
  /** The one that asks. */
  own: z.boolean(),
});
export type Device = z.infer<typeof deviceSchema>;

/** Null: of the one who asks. */
export const deviceListRequestSchema = z.strictObject({ agentId: idSchema.nullable() });
export const deviceListReplySchema = z.strictObject({ devices: z.array(deviceSchema) });
export const deviceRevokeRequestSchema = z.strictObject({ deviceId: idSchema });

export const placeListReplySchema = z.strictObject({ places: z.array(placeSchema) });

/** Only what changes. A new place (`id` null) needs `parentId` and `name` and has everything else from its parent. */
export const placeSetSchema = z
  .strictObject({
    parentId: idSchema,
    kind: placeSchema.shape.kind,
    name: placeSchema.shape.name,
    company: placeSchema.shape.company,
    timeZone: timeZoneSchema,
    region: placeSchema.shape.region,
    lockMinutes: z.int().min(0).max(480),
    hours: callingHoursSchema.extend({ seasons: callingHoursSchema.shape.seasons.max(20), closed: callingHoursSchema.shape.closed.max(400) }),
    purposeHours: placeSchema.shape.purposeHours.unwrap(),
    limits: limitsSchema.omit({ lockMinutes: true }).partial(),
    /** Single rules, so that two leads who change two of them both do. `put` changes the one with that id, or adds it; `drop` takes away. */
    rules: z.strictObject({ put: z.array(ruleSchema).max(100), drop: z.array(idSchema).max(100) }),
    /** Single entries, as with rules. */
    directory: z.strictObject({ put: z.array(directoryEntrySchema).max(MOST_ENTRIES), drop: z.array(idSchema).max(MOST_ENTRIES) }),
    /** `true` needs a place where nobody works, nobody is to be called and below which all are closed; `false` opens it again. */
    closed: z.boolean(),
  })
  .partial();
export type PlaceSet = z.infer<typeof placeSetSchema>;
export const placeSaveRequestSchema = z.strictObject({ id: idSchema.nullable(), set: placeSetSchema });
export const placeReplySchema = z.strictObject({ place: placeSchema });

import { z } from 'zod';
import { idSchema, instantSchema, localDateSchema } from './basics.ts';
import { namesSchema } from './rule.ts';

/** Which customers; what is left out is not asked. Names are compared without regard to width, case and spaces, and one of several is enough. */
export const customerFilterSchema = z
  .strictObject({
    /** Name, company, phone in any form, or number: a part of it. */
    query: z.string().trim().min(1).max(100),
    classes: namesSchema,
    tags: namesSchema,
    /** A part of what was bought, repaired or treated. */
    products: namesSchema,
    /** Kinds of service. */
    kinds: namesSchema,
    /** Where a service was. */
    cities: namesSchema,
    /** `zh` is `zh-CN` too. */
    languages: namesSchema,
    placeIds: z.array(idSchema).min(1).max(100),
    /** Whose customers; null among them: nobody's. */
    ownerIds: z.array(idSchema.nullable()).min(1).max(100),
    /** The last service ended on these days, both inclusive. */
    lastFrom: localDateSchema,
    lastTo: localDateSchema,
    /** Whether a call stands in the plan. */
    planned: z.boolean(),
    /** May be called; has no phone that can be dialled; does not want to be called. */
    reach: z.enum(['callable', 'no-phone', 'opted-out']),
  })
  .partial();
export type CustomerFilter = z.infer<typeof customerFilterSchema>;

/** A filter that was kept under a name, for everybody who looks after the place. */
export const savedFilterSchema = z.strictObject({
  id: idSchema,
  placeId: idSchema,
  name: z.string().trim().min(1).max(120),
  filter: customerFilterSchema,
  createdAt: instantSchema,
});
export type SavedFilter = z.infer<typeof savedFilterSchema>;

/** What is in use at a place and those below it, most used first, to choose from; null: all places within reach. */
export const filterWordsRequestSchema = z.strictObject({ placeId: idSchema.nullable() });
export const filterWordsSchema = z.strictObject({
  classes: z.array(z.string()),
  tags: z.array(z.string()),
  kinds: z.array(z.string()),
  cities: z.array(z.string()),
  languages: z.array(z.string()),
});
export type FilterWords = z.infer<typeof filterWordsSchema>;

export const filterListReplySchema = z.strictObject({ filters: z.array(savedFilterSchema) });
/** The id is the sender's own, so that it can be sent again; one that is there already is changed. */
export const filterSaveRequestSchema = savedFilterSchema.omit({ createdAt: true });
export type FilterSaveRequest = z.infer<typeof filterSaveRequestSchema>;
export const filterRemoveRequestSchema = z.strictObject({ id: idSchema });

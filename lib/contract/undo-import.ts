import { z } from 'zod';
import { idSchema, instantSchema } from './basics.ts';

/** One field that an import changed, by its path in the row. Left out: the row had none. */
export const importStepSchema = z.strictObject({
  path: z.array(z.string().max(200)).min(1).max(3),
  before: z.json().optional(),
  after: z.json().optional(),
});
export type ImportStep = z.infer<typeof importStepSchema>;

/** What an import did to a row. `steps` null: it was new. A customer stands here too when only something of theirs was changed. */
export const importChangeSchema = z.strictObject({
  kind: z.enum(['customer', 'service', 'task']),
  rowId: idSchema,
  steps: z.array(importStepSchema).nullable(),
});
export type ImportChange = z.infer<typeof importChangeSchema>;

/**
 * Why a new customer, or a new service of a known one, stays when its import is undone. `called`: a call was made or agreed on. `changed`: corrected, merged,
 * or known to another file. `busy`: an agent may have them before them now; these go when it is undone again.
 */
export const importStaySchema = z.enum(['called', 'changed', 'busy']);
export type ImportStay = z.infer<typeof importStaySchema>;

/** What became of it, over all times that it was undone. */
export const undoneSchema = z.strictObject({
  at: instantSchema,
  /** New ones that are gone, with their services and planned calls; known ones that have their former values again. */
  customers: z.strictObject({ removed: z.int().min(0), restored: z.int().min(0) }),
  /** New services of known customers that are gone. */
  services: z.int().min(0),
  /** Fields that were changed again since: they stay as they are. */
  fields: z.int().min(0),
  stay: z.array(z.strictObject({ what: z.enum(['customer', 'service']), why: importStaySchema, count: z.int().min(1) })).max(12),
});
export type Undone = z.infer<typeof undoneSchema>;

/** An import with all its parts. */
export const importedFileSchema = z.strictObject({
  importId: idSchema,
  fileName: z.string().max(200),
  at: instantSchema,
  by: z.strictObject({ id: idSchema, name: z.string().max(200) }),
  placeId: idSchema,
  rows: z.int().min(0),
  /** False: it was made before imports could be undone. */
  canUndo: z.boolean(),
  undone: undoneSchema.nullable(),
});
export type ImportedFile = z.infer<typeof importedFileSchema>;

export const importListRequestSchema = z.strictObject({ limit: z.int().min(1).max(100) });
/** Newest first. */
export const importListReplySchema = z.strictObject({ imports: z.array(importedFileSchema) });

/** All parts of it: the id that the parts' ids begin with. Undone again it answers the same, and takes what was `busy`. */
export const undoImportRequestSchema = z.strictObject({ importId: idSchema });
export const undoImportReplySchema = z.strictObject({ importId: idSchema, undone: undoneSchema });
export type UndoImportReply = z.infer<typeof undoImportReplySchema>;

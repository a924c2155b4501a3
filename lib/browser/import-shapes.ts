import type { Instant } from '../contract/basics.ts';
import { type ImportShape, importShapesSchema } from '../contract/import-shape.ts';
import type { CallsideDb } from '../db/database.ts';
import { readMeta } from '../db/meta.ts';
import { fieldsOf, shapeText, withShape } from '../import/shape.ts';

type Laid = Parameters<typeof shapeText>[0];

/** What the columns of files mean, as a person set them here: the next file of the same shape opens with it. Only in this browser. */
export type Shapes = {
  find(file: Laid): Promise<ImportShape | null>;
  keep(file: Laid, set: { mapping: Parameters<typeof fieldsOf>[0]; dayFirst: boolean | null }): Promise<void>;
  forget(shape: string): Promise<void>;
};

export function openShapes(db: CallsideDb, now: () => Instant): Shapes {
  const change = (with_: (items: ImportShape[]) => ImportShape[]) =>
    db.transaction('rw', db.meta, async () => void (await db.meta.put({ key: 'import-shapes', items: with_(await shapesOf(db)) })));
  return {
    async find(file) {
      const shape = await hashOf(file);
      return (await shapesOf(db)).find((one) => one.shape === shape) ?? null;
    },
    async keep(file, { mapping, dayFirst }) {
      const one = { shape: await hashOf(file), fields: fieldsOf(mapping), dayFirst, at: now() };
      await change((items) => withShape(items, one));
    },
    forget: (shape) => change((items) => items.filter((one) => one.shape !== shape)),
  };
}

/** What cannot be read any more is no more than a guess that is not kept. */
async function shapesOf(db: CallsideDb): Promise<ImportShape[]> {
  const read = importShapesSchema.safeParse((await readMeta(db, 'import-shapes'))?.items ?? []);
  return read.success ? read.data : [];
}

async function hashOf(file: Laid): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(shapeText(file))));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

import type { z } from 'zod';
import type { Instant } from '../contract/basics.ts';
import { phraseListSchema } from '../contract/phrases.ts';
import type { Content, ContentKind, RefusedContent } from '../contract/publishing.ts';
import { scriptSchema } from '../contract/script.ts';
import { lintScript } from './lint.ts';

export type Accepted = { ok: true; content: Content } | { ok: false; refused: RefusedContent };

/**
 * Whether something that came over the network may be used in a call. It was checked where it was published; but another program may have made it, or an
 * older one reads it, and an agent must not find out in mid-call.
 */
export function acceptContent(kind: ContentKind, item: unknown, now: Instant): Accepted {
  if (kind === 'script') {
    const read = scriptSchema.safeParse(item);
    if (!read.success) return { ok: false, refused: { ...nameOf(item), kind, why: 'unreadable', where: placeOf(read.error), at: now } };
    const stuck = lintScript(read.data)[0];
    if (!stuck) return { ok: true, content: { kind, body: read.data } };
    return { ok: false, refused: { kind, id: read.data.id, version: read.data.version, why: 'stuck', where: stuck.where.slice(0, 500), at: now } };
  }
  const read = phraseListSchema.safeParse(item);
  // A pattern that does not parse is left out by the guard, and strands nobody.
  if (read.success) return { ok: true, content: { kind, body: read.data } };
  return { ok: false, refused: { ...nameOf(item), kind, why: 'unreadable', where: placeOf(read.error), at: now } };
}

function placeOf(error: z.ZodError): string {
  return (error.issues[0]?.path ?? []).map(String).join('.').slice(0, 500);
}

/** As far as it can be read: which one, so that a person can be told. */
function nameOf(item: unknown): { id: string; version: number | null } {
  const fields = typeof item === 'object' && item !== null ? (item as { id?: unknown; version?: unknown }) : {};
  const version = typeof fields.version === 'number' && Number.isInteger(fields.version) ? fields.version : null;
  return { id: typeof fields.id === 'string' ? fields.id.slice(0, 64) : '', version };
}

/** What is refused now: earlier ones until a good version of at least that number has come, then the new ones. One a version. */
export function stillRefused(before: readonly RefusedContent[], good: readonly Content[], refused: readonly RefusedContent[]): RefusedContent[] {
  const mended = (one: RefusedContent) => good.some(({ kind, body }) => kind === one.kind && body.id === one.id && body.version >= (one.version ?? 0));
  const again = (one: RefusedContent) => refused.some(({ kind, id, version }) => kind === one.kind && id === one.id && version === one.version);
  return [...before.filter((one) => !mended(one) && !again(one)), ...refused.filter((one) => !mended(one))];
}

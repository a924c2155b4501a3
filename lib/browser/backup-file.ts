import type { z } from 'zod';
import { BACKUP_VERSION, type BackupBody, backupBodySchema, backupSchema } from '../contract/backup.ts';
import type { Instant } from '../contract/basics.ts';
import { CONTRACT_VERSION } from '../contract/version.ts';
import { type Merged, mergeBackup, rowsForBackup } from '../db/backup.ts';
import type { CallsideDb } from '../db/database.ts';
import { type Session, sessionItem } from './session.ts';

/** Why a file is not read in. `foreign`: of another agent. `newer`: of a newer program. `invalid`: a row that cannot be, in that table. */
export type BackupProblem = { kind: 'no-backup' | 'newer' | 'damaged' | 'foreign' | 'too-large' } | { kind: 'invalid'; where: string };

/** Beyond this the page could not hold it; a year of one agent's work is a tenth. */
const MOST_BYTES = 200 * 1024 * 1024;
/** Rows that are checked before the page may breathe. */
const PART = 200;

/** The text of a backup file: whatever may exist nowhere but on this computer. */
export async function makeBackup(db: CallsideDb, session: Session, now: Instant): Promise<string> {
  const { mode, agent, place } = session;
  const body: BackupBody = { madeAt: now, contract: CONTRACT_VERSION, mode, agent, place, ...(await rowsForBackup(db, { mode, agentId: agent.id })) };
  const text = JSON.stringify(body);
  return `{"kind":"callside-backup","version":${BACKUP_VERSION},"checksum":"${await sha256(text)}","body":${text}}`;
}

/** Looks at a file: what it is, whether it is whole, whose it is, and then every row. Nothing is written. */
export async function readBackup(file: Pick<Blob, 'size' | 'text'>): Promise<{ ok: true; body: BackupBody } | { ok: false; problem: BackupProblem }> {
  if (file.size > MOST_BYTES) return refused({ kind: 'too-large' });
  const whole = backupSchema.safeParse(parsed(await file.text()));
  if (!whole.success) return refused({ kind: 'no-backup' });
  if (whole.data.version > BACKUP_VERSION) return refused({ kind: 'newer' });
  const text = written(whole.data.body);
  if (text === null || (await sha256(text)) !== whole.data.checksum) return refused({ kind: 'damaged' });
  const { contract } = backupBodySchema.pick({ contract: true }).loose().safeParse(whole.data.body).data ?? { contract: 1 };
  if (contract > CONTRACT_VERSION) return refused({ kind: 'newer' });
  const where = await firstFault(whole.data.body);
  return where === null ? { ok: true, body: whole.data.body as BackupBody } : refused({ kind: 'invalid', where });
}

export type ReadIn = { ok: true; merged: Merged } | { ok: false; problem: BackupProblem };

/**
 * Reads a file in. It must be this agent's own; somebody who works alone and has nothing here yet becomes the one of the file again, for a computer that has lost
 * everything knows nobody.
 */
export async function readIn(db: CallsideDb, session: Session, body: BackupBody, phoneHash: (e164: string) => Promise<string | null>): Promise<ReadIn> {
  const isOwn = body.mode === session.mode && body.agent.id === session.agent.id;
  const returns = session.mode === 'alone' && body.mode === 'alone' && (await isEmpty(db));
  if (!isOwn && !returns) return refused({ kind: 'foreign' });
  const merged = await mergeBackup(db, body, phoneHash);
  if (!isOwn) await sessionItem.setValue({ mode: 'alone', agent: body.agent, place: body.place });
  return { ok: true, merged };
}

async function isEmpty(db: CallsideDb): Promise<boolean> {
  return (await Promise.all([db.outbox, db.records, db.calls, db.customers].map((table) => table.count()))).every((count) => count === 0);
}

/** The table (or field) of the first row that is none, checked in parts so that the page does not stand still. */
async function firstFault(body: unknown): Promise<string | null> {
  if (typeof body !== 'object' || body === null) return 'body';
  const { shape } = backupBodySchema;
  const given = new Map(Object.entries(body));
  for (const name of given.keys()) if (!Object.hasOwn(shape, name)) return name.slice(0, 40);
  for (const [name, schema] of Object.entries(shape)) {
    const value = given.get(name);
    for (const part of partsOf(value)) {
      if (!(schema as z.ZodType).safeParse(part).success) return name;
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  }
  return null;
}

/** A list in parts that are lists; anything else, and an empty list, as it is. */
function partsOf(value: unknown): unknown[] {
  if (!Array.isArray(value) || value.length <= PART) return [value];
  return Array.from({ length: Math.ceil(value.length / PART) }, (_, index) => value.slice(index * PART, (index + 1) * PART));
}

function refused(problem: BackupProblem): { ok: false; problem: BackupProblem } {
  return { ok: false, problem };
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Null for what is nested deeper than can be written. */
function written(value: unknown): string | null {
  try {
    return JSON.stringify(value);
  } catch {
    return null;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

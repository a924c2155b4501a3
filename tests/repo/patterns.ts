import { parseSync } from 'vite';
import { lineOf } from './files.ts';

export type Pattern = { where: string; file: string; source: string; flags: string };
type Node = { type: string; start: number; [key: string]: unknown };

/** Every regular expression of a file: its literals, and what `new RegExp` makes of text that stands in the same file. Anything else is a problem. */
export function patternsOf(file: string, source: string): { patterns: Pattern[]; problems: string[] } {
  const patterns: Pattern[] = [];
  const problems: string[] = [];
  const texts = new Map<string, string>();
  for (const node of nodesOf(parseSync(file, source).program)) {
    const where = `${file}:${lineOf(source, node.start)}`;
    if (node.type === 'VariableDeclarator' && isNode(node.id) && isNode(node.init) && node.init.type === 'Literal') {
      if (typeof node.init.value === 'string') texts.set(String(node.id.name), node.init.value);
    }
    const literal = node.regex as { pattern: string; flags: string } | undefined;
    if (node.type === 'Literal' && literal) patterns.push({ where, file, source: literal.pattern, flags: literal.flags });
    if ((node.type === 'NewExpression' || node.type === 'CallExpression') && isNode(node.callee) && node.callee.name === 'RegExp') {
      const [made, flags] = (node.arguments as Node[]).map((argument) => textOf(argument, texts));
      if (made === undefined || made === null || flags === null) problems.push(`${where} makes a pattern while it runs: nobody can look at it before`);
      else patterns.push({ where, file, source: made, flags: flags ?? '' });
    }
  }
  return { patterns, problems };
}

function* nodesOf(thing: unknown): Generator<Node> {
  if (Array.isArray(thing)) for (const one of thing) yield* nodesOf(one);
  else if (isNode(thing)) {
    yield thing;
    for (const value of Object.values(thing)) yield* nodesOf(value);
  }
}

const isNode = (thing: unknown): thing is Node => typeof thing === 'object' && thing !== null && typeof (thing as Node).type === 'string';

/** A text, or a template of texts that were named before it. Null: neither. */
function textOf(node: Node, texts: ReadonlyMap<string, string>): string | null {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node.type === 'Identifier') return texts.get(String(node.name)) ?? null;
  if (node.type !== 'TemplateLiteral') return null;
  const values = (node.expressions as Node[]).map((one) => textOf(one, texts));
  if (values.includes(null)) return null;
  return (node.quasis as { value: { cooked: string } }[]).map(({ value }, index) => value.cooked + (values[index] ?? '')).join('');
}

/** Reads without end, so that how long it takes can grow faster than the text. */
export const isEndless = ({ source }: Pick<Pattern, 'source'>): boolean => /[*+]|\{\d+,\}/.test(source);

/** Repeats a group that repeats something: what can take longer than the age of the world on forty characters. Everything else is a power of the length. */
export const repeatsGroup = ({ source }: Pick<Pattern, 'source'>): boolean => /\)(?:[*+]|\{\d+,\})/.test(source);

/** Files whose patterns never see a longer text than this: a power of it is nothing. */
export const BOUNDED: readonly { file: string; longest: number; by: string }[] = [
  { file: 'lib/import/headers.ts', longest: 120, by: 'normaliseHeader' },
  { file: 'lib/import/hours.ts', longest: 200, by: 'readHours' },
  { file: 'lib/phone/phone.ts', longest: 60, by: 'parsePhone' },
];

import { posix } from 'node:path';
import { lineOf, withoutComments } from './files.ts';

/** Folders without React, storage, browser, network, clock and chance: the same on every machine and every time. */
export const PURE = ['contract', 'plan', 'script', 'guard', 'call', 'record', 'import', 'phone', 'people', 'text', 'cases', 'quality', 'report', 'crm'];

/** Screens: none knows another. What two of them show belongs to a folder of its own, or to components/ui. */
const SCREENS = ['components/panel', 'components/workspace', 'components/options'];

const PURE_ROOMS = PURE.map((name) => `lib/${name}`);
const DOMAIN = PURE_ROOMS.filter((name) => name !== 'lib/contract');
const LOCAL = ['lib/outbox', 'lib/db', 'lib/sync'];

/** A room of the house, what it may import besides itself, and where code belongs that wants more. */
type Room = { name: string; may: readonly string[]; instead: string };

const ROOMS: readonly Room[] = [
  { name: 'lib/contract', may: [], instead: 'lib/contract holds schemas and nothing but zod; a rule belongs to the domain folder that uses it' },
  ...DOMAIN.map((name) => ({
    name,
    may: PURE_ROOMS,
    instead: `${name} is pure domain; storing, sending and showing belong to lib/db, lib/sync, lib/browser or components`,
  })),
  { name: 'lib/outbox', may: PURE_ROOMS, instead: 'lib/outbox decides about rows; storing them belongs to lib/db, sending them to lib/sync' },
  { name: 'lib/sync', may: [...PURE_ROOMS, 'lib/outbox', 'lib/db'], instead: 'lib/sync takes the browser as arguments; wire it in lib/browser' },
  { name: 'lib/i18n', may: PURE_ROOMS, instead: 'lib/i18n words and formats; who shows it imports it, not the other way round' },
  { name: 'lib/bus.ts', may: PURE_ROOMS, instead: 'lib/bus.ts carries events and knows only their types' },
  { name: 'lib/db', may: [...PURE_ROOMS, 'lib/outbox'], instead: 'lib/db stores; sending belongs to lib/sync, what the browser does with it to lib/browser' },
  {
    name: 'lib/browser',
    may: [...PURE_ROOMS, ...LOCAL, 'lib/i18n', 'lib/bus.ts'],
    instead: 'lib/browser wires storage, sync and browser; what is seen belongs to components',
  },
  {
    name: 'components/ui',
    may: [...PURE_ROOMS, 'lib/i18n'],
    instead: 'components/ui is below every other component and knows none of them; pass what it shows as properties',
  },
  {
    name: 'components',
    may: ['components', 'lib'],
    instead: 'components show; wiring belongs to entrypoints',
  },
  { name: 'entrypoints', may: ['components', 'lib', 'public'], instead: 'an entrypoint only wires components and lib together' },
  { name: 'server', may: PURE_ROOMS, instead: 'the endpoint knows the contract and the pure domain; a rule both sides need belongs to a pure folder of lib' },
];

const inside = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);
const roomOf = (path: string) => ROOMS.find((room) => inside(path, room.name));
const isPure = (path: string) => PURE_ROOMS.some((folder) => inside(path, folder));

export type Import = { from: string; line: number };

/** All of `import … from`, `export … from`, `import '…'`, `import('…')` and `require('…')`. */
export function importsOf(source: string): Import[] {
  const code = withoutComments(source);
  const found = code.matchAll(
    /\b(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\s*['"]([^'"]+)['"]|\b(?:import|require)\s*\(\s*['"]([^'"]+)['"]/g,
  );
  return [...found].map((match) => ({ from: match[1] ?? match[2] ?? match[3] ?? '', line: lineOf(code, match.index) }));
}

const resolved = (path: string, from: string) => posix.join(posix.dirname(path), from).replace(/\?.*$/, '');

/** Packages that bring a screen, a store, a browser or a machine into a pure folder. */
const IMPURE =
  /^(node:|react|react-dom|react-aria|react-i18next|@tanstack\/|dexie|wxt|@webext-core\/|webextension-polyfill|hono|@hono\/|kysely|pino|i18next|lucide)/;

const IMPURE_WORDS: readonly [RegExp, string][] = [
  [/\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b|\bTemporal\.Now\b/g, 'reads the clock: take `now` as an argument'],
  [/\bMath\.random\b|\bcrypto\.(randomUUID|getRandomValues)\b/g, 'draws by chance: take `newId` as an argument'],
  [
    /\b(?:chrome|browser)\.[a-z]\w*\.|\blocalStorage\b|\bsessionStorage\b|\bindexedDB\b|\bfetch\(|\bnavigator\.|\bdocument\./g,
    'reaches for the browser: take what it needs as an argument',
  ],
  [/\bset(?:Timeout|Interval)\(/g, 'waits: answer what is to be done and when, somebody else does it'],
];

function importProblem(path: string, target: string): string | null {
  const room = roomOf(path);
  if (!room) return 'stands in no known room; give it one in tests/repo/borders.ts';
  if (isScreenToScreen(path, target)) return 'one screen imports another; what both show belongs to a folder beside them, or to components/ui';
  if (inside(path, 'entrypoints') && inside(target, 'entrypoints')) {
    const entry = (file: string) => file.split('/')[1];
    return entry(path) === entry(target) ? null : 'one entrypoint imports another; what both need belongs to lib/browser or components';
  }
  if (inside(target, room.name) || room.may.some((folder) => inside(target, folder))) return null;
  return room.instead;
}

const screenOf = (path: string) => SCREENS.find((screen) => inside(path, screen));
function isScreenToScreen(path: string, target: string): boolean {
  const to = screenOf(target);
  if (!to || !inside(path, 'components')) return false;
  return screenOf(path) !== to;
}

/** Everything in one file that crosses a border, each as a line for a person: where, what, and where it belongs. */
export function crossings(path: string, source: string): string[] {
  const problems: string[] = [];
  for (const { from, line } of importsOf(source)) {
    if (from.startsWith('.')) {
      const target = resolved(path, from);
      const problem = importProblem(path, target);
      if (problem) problems.push(`${path}:${line} imports ${target}: ${problem}`);
    } else if (isPure(path) && IMPURE.test(from)) {
      problems.push(`${path}:${line} imports ${from}: a pure folder stays free of it; it belongs to lib/db, lib/browser, components or server`);
    } else if (inside(path, 'lib/contract') && from !== 'zod') {
      problems.push(`${path}:${line} imports ${from}: lib/contract holds schemas and nothing but zod`);
    }
  }
  if (isPure(path)) problems.push(...impureWords(path, source));
  return problems;
}

function impureWords(path: string, source: string): string[] {
  const code = withoutComments(source);
  return IMPURE_WORDS.flatMap(([pattern, why]) => [...code.matchAll(pattern)].map((match) => `${path}:${lineOf(code, match.index)} ${match[0]} ${why}`));
}

/** The first circle in a graph of imports, as the files on it, or null. */
export function circle(graph: ReadonlyMap<string, readonly string[]>): string[] | null {
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): string[] | null => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return null;
    for (const next of graph.get(path) ?? []) {
      const found = visit(next, [...trail, path]);
      if (found) return found;
    }
    done.add(path);
    return null;
  };
  for (const path of graph.keys()) {
    const found = visit(path, []);
    if (found) return found;
  }
  return null;
}

/** What a file imports of the house itself at run time; `import type` makes no circle. */
export function graphOf(files: ReadonlyMap<string, string>): Map<string, string[]> {
  const graph = new Map<string, string[]>();
  for (const [path, source] of files) {
    const code = source.replace(/\b(?:import|export) type\b[^;]*?from\s*['"][^'"]+['"]/g, '');
    const targets = importsOf(code)
      .filter(({ from }) => from.startsWith('.'))
      .map(({ from }) => resolved(path, from));
    graph.set(
      path,
      targets.filter((target) => files.has(target)),
    );
  }
  return graph;
}

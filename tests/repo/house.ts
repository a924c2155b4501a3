import { lineOf, withoutComments } from './files.ts';

export const MAX_LINES = 300;

/** Files of code that people keep small. Tests are tables and may be long. */
export const isOwnCode = (path: string): boolean => /\.(tsx?|mjs|cjs|js)$/.test(path) && !path.startsWith('tests/') && !path.endsWith('.d.mts');

export function tooLong(path: string, source: string): string[] {
  const lines = source.trimEnd().split('\n').length;
  return isOwnCode(path) && lines > MAX_LINES ? [`${path} has ${lines} lines, more than ${MAX_LINES}: a room that wants a wall`] : [];
}

const find = (path: string, source: string, pattern: RegExp, why: (found: string) => string): string[] => {
  const code = withoutComments(source);
  return [...code.matchAll(pattern)].map((match) => `${path}:${lineOf(code, match.index)} ${why(match[0].trim())}`);
};

/** Tests that do not run, or keep others from running. */
export const notRun = (path: string, source: string): string[] =>
  /\.test\.tsx?$/.test(path)
    ? find(
        path,
        source,
        /^\s*(?:(?:it|test|describe|bench)(?:\.\w+)*\.(?:skip|only|todo|skipIf|runIf|fails)\b|x(?:it|describe)\(|\w+\.skip\()/gm,
        (found) => `${found}: every test runs, always`,
      )
    : [];

/** A framework asks for a default export here: WXT's entrypoints and the tools' configuration files. */
const mayDefault = (path: string) => /^entrypoints\/[^/]+(\/index)?\.tsx?$/.test(path) || /^[\w.-]+\.config\.ts$/.test(path);

export const defaultExports = (path: string, source: string): string[] =>
  /\.tsx?$/.test(path) && !mayDefault(path)
    ? find(path, source, /^export default\b|^export \{[^}]*\bas default\b/gm, () => 'exports a default: name what is exported')
    : [];

/** Text that becomes markup, or code. What people type, import and publish stays text. */
export const runsText = (path: string, source: string): string[] =>
  isOwnCode(path) && /^(?:components|entrypoints|lib|server)\//.test(path)
    ? find(
        path,
        source,
        /dangerouslySetInnerHTML|\b(?:inner|outer)HTML\s*\+?=(?!=)|insertAdjacentHTML|document\.write\b|createContextualFragment|\bsrcdoc\b|(?<![.\w])eval\(|\bnew Function\(/gi,
        (found) => `${found}: text stays text`,
      )
    : [];

type Package = { [group: string]: unknown };

/** Every version is exact: npm on an older Node quietly picks an older release that fits a range. */
export function looseVersions(json: Package): string[] {
  const groups = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies', 'overrides'];
  const entries = groups.flatMap((group) => Object.entries((json[group] ?? {}) as Record<string, unknown>));
  return entries
    .filter(([, version]) => typeof version !== 'string' || !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name} is pinned to no exact version: ${JSON.stringify(version)}`);
}

/** Folders of one machine, and places packages were fetched from. */
export function ofOneMachine(path: string, source: string): string[] {
  const folder = /(?<![\w.\-/])\/(?:work|tmp|home\/\w+|Users\/\w+|root)\//g;
  const registry = /https?:\/\/[\w.-]*(?:registry|artifactory|nexus|verdaccio)[\w.-]*/g;
  return [folder, registry].flatMap((pattern) =>
    [...source.matchAll(pattern)].map((match) => `${path}:${lineOf(source, match.index)} names ${match[0]}, which is one machine's own`),
  );
}

const PERMISSIVE = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'CC0-1.0',
  'Unlicense',
  'BlueOak-1.0.0',
  'Zlib',
  'Python-2.0',
]);

/** An SPDX expression: with OR one of its sides must be permissive, with AND all. */
export function isPermissive(license: string): boolean {
  const bare = license.replace(/[()]/g, ' ').trim();
  return bare.split(/\s+OR\s+/).some((side) => side.split(/\s+AND\s+/).every((name) => PERMISSIVE.has(name.trim())));
}

import { describe, expect, it } from 'vitest';
import { exists, text, tracked } from './files.ts';
import { defaultExports, isPermissive, looseVersions, notRun, ofOneMachine, runsText, tooLong } from './house.ts';

const paths = tracked();
const readable = paths.filter((path) => /\.(tsx?|mts|mjs|cjs|js|json|md|css|html|ya?ml|svg|txt|npmrc)$/.test(path) || /(^|\/)[^.]+$/.test(path));
const over = (check: (path: string, source: string) => string[]) => readable.flatMap((path) => check(path, text(path)));

type Locked = { version?: string; dev?: boolean; optional?: boolean; resolved?: string; license?: string };
const locked = Object.entries((JSON.parse(text('package-lock.json')) as { packages: Record<string, Locked> }).packages);

describe('the house', () => {
  it('keeps its files short', () => expect(over(tooLong)).toEqual([]));
  it('runs every test', () => expect(over(notRun)).toEqual([]));
  it('names its exports', () => expect(over(defaultExports)).toEqual([]));
  it('never makes markup or code of text', () => expect(over(runsText)).toEqual([]));
  it('pins every version', () => expect(looseVersions(JSON.parse(text('package.json')))).toEqual([]));
  it('speaks of no machine', () => expect(over(ofOneMachine)).toEqual([]));

  it('locks packages without the address they came from', () => {
    expect(locked.filter(([, entry]) => entry.resolved !== undefined).map(([path]) => path)).toEqual([]);
  });

  it('ships with permissive licences alone', () => {
    const shipped = locked.filter(([path, entry]) => path !== '' && !entry.dev && exists(`${path}/package.json`));
    expect(shipped.length).toBeGreaterThan(30);
    const licences = shipped.map(([path]) => {
      const { license, licenses } = JSON.parse(text(`${path}/package.json`)) as { license?: string | { type: string }; licenses?: { type: string }[] };
      return { path, license: (typeof license === 'object' ? license.type : license) ?? licenses?.map(({ type }) => type).join(' OR ') ?? 'none' };
    });
    expect(licences.filter(({ license }) => !isPermissive(license))).toEqual([]);
  });
});

describe('the rules of the house', () => {
  it.each([
    ['301 lines', () => tooLong('lib/a.ts', 'x\n'.repeat(301)), 1],
    ['300 lines', () => tooLong('lib/a.ts', 'x\n'.repeat(300)), 0],
    ['a long test', () => tooLong('tests/a.test.ts', 'x\n'.repeat(900)), 0],
    ['a skipped test', () => notRun('tests/a.test.ts', "it.skip('a', () => {});"), 1],
    ['a focused table', () => notRun('tests/a.test.ts', "  it.only.each([1])('a', () => {});"), 1],
    ['a test for later', () => notRun('tests/a.test.ts', "it.todo('a');"), 1],
    ['a test', () => notRun('tests/a.test.ts', "it('skips a customer', () => {});"), 0],
    ['a default export', () => defaultExports('lib/a.ts', 'export default function a() {}'), 1],
    ['a renamed default export', () => defaultExports('lib/a.ts', 'export { a as default };'), 1],
    ["an entrypoint's default export", () => defaultExports('entrypoints/background.ts', 'export default defineBackground();'), 0],
    ["a tool's configuration", () => defaultExports('wxt.config.ts', 'export default defineConfig({});'), 0],
    ['markup made of text', () => runsText('components/a.tsx', '<p dangerouslySetInnerHTML={{ __html: name }} />'), 1],
    ['markup written into an element', () => runsText('lib/a.ts', 'element.innerHTML = name;'), 1],
    ['markup that is read', () => runsText('lib/a.ts', 'if (element.innerHTML === name) return;'), 0],
    ['code made of text', () => runsText('server/a.ts', "new Function('a', body);"), 1],
    ['a range', () => looseVersions({ dependencies: { a: '^1.0.0' } }), 1],
    ['a tag', () => looseVersions({ devDependencies: { a: 'latest' } }), 1],
    ['an exact version', () => looseVersions({ dependencies: { a: '1.2.3', b: '1.0.0-rc.1' } }), 0],
    ["a machine's folder", () => ofOneMachine('README.md', 'see /wo' + 'rk/main/README.md'), 1],
    ['a folder of ours', () => ofOneMachine('README.md', 'see docs/wo' + 'rk/plan.md and https://a.example/wo' + 'rk/'), 0],
  ])('judge %s', (_, judge, problems) => {
    expect(judge()).toHaveLength(problems);
  });

  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0)', true],
    ['(MIT AND Zlib)', true],
    ['MIT AND GPL-3.0', false],
    ['GPL-3.0-only', false],
    ['none', false],
  ])('judge the licence %s', (license, permissive) => {
    expect(isPermissive(license)).toBe(permissive);
  });
});

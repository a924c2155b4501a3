import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePack } from '../../../lib/script/parse.ts';
import { smallScript, step } from './small-script.ts';

/** A pack whose second script overrides a shared closing and has a branch of its own. */
function smallPack() {
  const { id: _id, version, purpose, languages, title, start, steps, branches, fields, messages } = smallScript();
  const own = steps.filter(({ id }) => id === 'greet' || id === 'ask' || id === 'sorry');
  const shared = steps.filter((one) => !own.includes(one));
  return {
    schema: 1,
    id: 'small-pack',
    version,
    title,
    languages,
    shared: { steps: [...shared, step('elsewhere', [])], branches, fields, messages },
    scripts: [
      { id: 'first', purpose, title, start, steps: own },
      {
        id: 'second',
        purpose,
        title,
        start: 'bye',
        steps: [step('bye', [], { title: { 'zh-CN': '自己的', en: 'Own' } }), step('alone', [])],
        branches: [{ id: 'complaint', to: 'elsewhere' }],
      },
    ],
  };
}

function parsed(pack: unknown) {
  const result = parsePack(pack);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('; '));
  return result.scripts;
}

describe('a pack', () => {
  it('becomes complete scripts of its version', () => {
    const [first] = parsed(smallPack());
    expect(first).toMatchObject({ id: 'first', version: 3, languages: ['zh-CN', 'en'], start: 'greet' });
    expect(first?.steps.map(({ id }) => id).sort()).toEqual(['abuse', 'abuse-bye', 'ask', 'bye', 'complaint', 'greet', 'later', 'other', 'sorry']);
    expect(first?.branches).toHaveLength(4);
    expect(first?.messages).toHaveLength(1);
  });

  it('leaves out the shared steps and fields a script does not need, and keeps its own for lint to name', () => {
    const [first, second] = parsed(smallPack());
    expect(first?.steps.some(({ id }) => id === 'elsewhere')).toBe(false);
    expect(second?.steps.some(({ id }) => id === 'elsewhere')).toBe(true);
    expect(second?.steps.some(({ id }) => id === 'alone')).toBe(true);
    expect(first?.fields.map(({ id }) => id)).toEqual(['pain']);
  });

  it('lets a script put its own step and branch in the place of a shared one', () => {
    const second = parsed(smallPack())[1];
    expect(second?.steps.filter(({ id }) => id === 'bye').map(({ title }) => title.en)).toEqual(['Own']);
    expect(second?.branches.find(({ id }) => id === 'complaint')?.to).toBe('elsewhere');
  });
});

type Broken = [title: string, breakIt: (pack: ReturnType<typeof smallPack>) => unknown, where: string];

const broken: Broken[] = [
  ['nothing at all', () => null, ''],
  ['a list', () => [], ''],
  ['a word', () => 'pack', ''],
  ['another schema', (pack) => ({ ...pack, schema: 2 }), 'schema'],
  ['no scripts', (pack) => ({ ...pack, scripts: [] }), 'scripts'],
  ['a word too many', (pack) => ({ ...pack, shadow: 1 }), ''],
  ['a step without a line', (pack) => withStep(pack, 'ask', { line: undefined }), 'scripts.first.steps.ask.line'],
  ['a line without a language', (pack) => withStep(pack, 'ask', { line: {} }), 'scripts.first.steps.ask.line'],
  [
    'an unknown condition',
    (pack) => withStep(pack, 'ask', { variants: [{ when: 'full-moon', line: { en: 'x' } }] }),
    'scripts.first.steps.ask.variants.0.when',
  ],
  ['a broken answer', (pack) => withStep(pack, 'sorry', { choices: [{ id: 'heard' }] }), 'scripts.first.steps.sorry.choices.0.label'],
  ['an id with a blank', (pack) => withStep(pack, 'sorry', { id: 'so rry' }), 'scripts.first.steps.so rry.id'],
  ['a script twice', (pack) => ({ ...pack, scripts: [...pack.scripts, ...pack.scripts.slice(0, 1)] }), 'scripts.first'],
  ['a shared step twice', (pack) => ({ ...pack, shared: { ...pack.shared, steps: [...pack.shared.steps, step('bye', [])] } }), 'shared.steps.bye'],
];

function withStep(pack: ReturnType<typeof smallPack>, id: string, more: object): unknown {
  const scripts = pack.scripts.map((script) => ({ ...script, steps: script.steps.map((one) => (one.id === id ? { ...one, ...more } : one)) }));
  return { ...pack, scripts };
}

describe('a pack that does not parse', () => {
  it.each(broken)('says where: %s', (_title, breakIt, where) => {
    const result = parsePack(breakIt(smallPack()));
    if (result.ok) throw new Error('parsed');
    expect(result.problems.map((problem) => problem.where)).toContain(where);
    for (const problem of result.problems) expect(problem.message).toMatch(/^[A-Za-z].*: /);
  });

  it('never throws, whatever the file holds', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(parsePack(json).ok).toBe(false);
      }),
    );
  });
});

describe('a pack that was made to do harm', () => {
  const deep = JSON.parse('['.repeat(10_000) + ']'.repeat(10_000)) as unknown;

  it.each([
    ['is nothing but ten thousand levels', () => deep, 'pack'],
    ['has ten thousand levels in a line', () => ({ ...smallPack(), title: { en: deep } }), 'title.en'],
    ['has ten thousand levels for a script', () => ({ ...smallPack(), scripts: [deep] }), 'scripts.0'],
    ['has a script named for the language', () => ({ ...smallPack(), scripts: JSON.parse('[{"__proto__":{"id":"first"}}]') }), 'scripts.0'],
    ['has a property that nobody knows', () => JSON.parse(`{"__proto__":{"schema":1},${JSON.stringify(smallPack()).slice(1)}`), 'pack'],
  ])('and %s is refused with its place', (_, make, where) => {
    const parsed = parsePack(make());
    expect(parsed.ok).toBe(false);
    const first = parsed.ok ? null : parsed.problems[0];
    expect(first?.where === '' ? 'pack' : first?.where).toMatch(new RegExp(`^${where}`));
    expect('schema' in {}).toBe(false);
  });
});

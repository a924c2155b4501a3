import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divergenceSchema, type FieldDivergence, type FieldValue, type FieldVersion } from '../../../lib/contract/divergence.ts';
import { type FieldChange, fieldValueOf, isSameValue, meet, settle } from '../../../lib/plan/diverge.ts';
import { customer, phone } from './build.ts';

const language = (value: string): FieldValue => ({ field: 'language', value });
const by = (id: string) => ({ id, name: `Name of ${id}` });
const version = (id: string, value: string): FieldVersion => ({ id, by: by('ann'), at: 1, value: language(value) });
const change = (value: string, was?: string | null): FieldChange => ({ field: 'language', value, ...(was === undefined ? {} : { was }) });
const open = (...versions: FieldVersion[]): FieldDivergence => ({
  id: 'd',
  placeId: 'store',
  createdAt: 5,
  kind: 'customer-field',
  customerId: 'c',
  field: 'language',
  versions,
  state: 'open',
  settled: null,
});
const fresh = { id: 'd', placeId: 'store', customerId: 'c', createdAt: 5 };
const mine = { id: 'mine', by: by('ben'), at: 2 };
const meeting = (now: string | null, one: FieldChange, divergence: FieldDivergence | null = null) =>
  meet({ now: now === null ? null : version('now', now), open: divergence, change: one, mine, fresh });
const texts = (divergence: FieldDivergence | null | undefined) => divergence?.versions.map(({ value }) => value.value);

describe('a change that meets what stands there', () => {
  const alone: [title: string, now: string | null, one: FieldChange, value: string | null, versions: string[] | undefined][] = [
    ['is taken where it was made knowing that', 'en', change('yue', 'en'), 'yue', undefined],
    ['is taken where nothing stands there', null, change('yue', 'en'), 'yue', undefined],
    ['is taken where nothing stood there and nothing does', null, change('yue', null), 'yue', undefined],
    ['is taken where it says what is there already', 'yue', change('yue', 'en'), 'yue', undefined],
    ['is taken where it does not say what it was based on', 'en', change('yue'), 'yue', undefined],
    ['stands beside it where it did not know of it', 'pl', change('yue', 'en'), null, ['pl', 'yue']],
    ['stands beside it where nothing was known', 'pl', change('yue', null), null, ['pl', 'yue']],
  ];
  for (const [title, now, one, value, versions] of alone) {
    it(title, () => {
      const met = meeting(now, one);
      expect([met?.value?.value ?? null, texts(met?.divergence)]).toEqual([value, versions]);
      if (met?.divergence) expect(divergenceSchema.safeParse(met.divergence).error?.issues).toBeUndefined();
    });
  }

  const two = open(version('a', 'en'), version('b', 'pl'));
  const beside: [title: string, one: FieldChange, value: string | null, versions: string[] | undefined, settled?: string][] = [
    ['takes the place of the one that holds, where it knew that', change('yue', 'en'), 'yue', ['yue', 'pl']],
    ['takes the place of the other, where it knew that', change('yue', 'pl'), null, ['en', 'yue']],
    ['is a third where it knew neither', change('yue', 'fr'), null, ['en', 'pl', 'yue']],
    ['changes nothing where it says the other without knowing of either', change('pl', 'fr'), null, undefined],
    ['settles it where it gives up the one that holds for the other', change('pl', 'en'), 'pl', ['en', 'pl'], 'b'],
    ['settles it where it gives up the other for the one that holds', change('en', 'pl'), 'en', ['en', 'pl'], 'a'],
  ];
  for (const [title, one, value, versions, settled] of beside) {
    it(`and one beside it: ${title}`, () => {
      const met = meeting('en', one, two);
      expect([met?.value?.value ?? null, texts(met?.divergence), met?.divergence?.settled?.choose]).toEqual([value, versions, settled]);
    });
  }

  it('counts what a file has put there since as the first of the versions', () => {
    const met = meeting('de', change('yue', 'fr'), two);
    expect(texts(met?.divergence)).toEqual(['de', 'pl', 'yue']);
  });

  it('waits for a person where twenty stand beside each other already', () => {
    const many = open(...Array.from({ length: 20 }, (_, n) => version(`v${n}`, `a${String.fromCharCode(97 + n)}`)));
    expect(meeting('aa', change('yue', 'fr'), many)).toBeNull();
  });

  it('loses no word but the one it gives up, whatever comes in whatever order', () => {
    const words = ['en', 'pl', 'yue', 'fr', 'de'];
    const word = fc.constantFrom(...words);
    fc.assert(
      fc.property(fc.array(fc.record({ value: word, was: word }), { maxLength: 30 }), (changes) => {
        let now = 'en';
        let divergence: FieldDivergence | null = null;
        changes.forEach(({ value, was }, n) => {
          const before: unknown[] = divergence ? (texts(divergence) ?? []) : [now];
          const met = meet({ now: version('now', now), open: divergence, change: change(value, was), mine: { ...mine, id: `m${n}` }, fresh });
          if (!met) throw new Error('full');
          if (met.value) now = String(met.value.value);
          if (met.divergence) divergence = met.divergence.state === 'open' ? met.divergence : null;
          const after: unknown[] = divergence ? (texts(divergence) ?? []) : [now];
          for (const one of before) if (one !== was) expect(after).toContain(one);
          expect(after).toContain(value);
          expect(after[0]).toBe(now);
          expect(new Set(after).size).toBe(after.length);
        });
      }),
    );
  });
});

describe('choosing', () => {
  const two = open(version('a', 'en'), version('b', 'pl'));
  const choice = { seen: ['a', 'b'], by: by('lee'), at: 9 };

  it('settles it, and says who and when', () => {
    const done = settle(two, { ...choice, choose: 'b' });
    expect(done?.value).toEqual(language('pl'));
    expect(done?.divergence).toEqual({ ...two, state: 'settled', settled: { by: by('lee'), at: 9, choose: 'b' } });
  });

  it('leaves beside the chosen one what was not seen', () => {
    const done = settle(open(version('a', 'en'), version('b', 'pl'), version('c', 'yue')), { ...choice, choose: 'b' });
    expect([done?.value, texts(done?.divergence), done?.divergence.state]).toEqual([language('pl'), ['pl', 'yue'], 'open']);
  });

  it('the same again changes nothing', () => {
    const settled = settle(two, { ...choice, choose: 'b' })?.divergence ?? two;
    expect(settle(settled, { ...choice, choose: 'b', by: by('ben') })).toEqual({ value: null, divergence: settled });
  });

  it('otherwise than somebody else meanwhile opens it again, with both choices', () => {
    const settled = settle(two, { ...choice, choose: 'b' })?.divergence ?? two;
    const done = settle(settled, { ...choice, choose: 'a' });
    expect([done?.value, texts(done?.divergence), done?.divergence.state, done?.divergence.settled]).toEqual([null, ['pl', 'en'], 'open', null]);
  });

  it('a version that is not there is refused', () => {
    expect(settle(two, { ...choice, choose: 'x' })).toBeNull();
  });
});

describe('the same value', () => {
  const number = (over: Parameters<typeof phone>[0]): FieldValue => ({ field: 'phone', value: phone(over) });
  const hours = (original: string, from: string | null): FieldValue => ({ field: 'preferredHours', value: { original, days: 'any', from, to: null } });
  it.each<[string, FieldValue | null, FieldValue | null, boolean]>([
    ['a number written otherwise', number({ original: '138-0000-0001' }), number({ original: '13800000001', label: 'other' }), true],
    ['another number', number({}), number({ e164: '+8613800000002' }), false],
    ['another extension', number({}), number({ extension: '12' }), false],
    ['numbers that could not be read, alike', number({ e164: null, original: ' ext 4 ' }), number({ e164: null, original: 'ext 4' }), true],
    ['the same hours in other words', hours('after six', '18:00'), hours('晚上六点后', '18:00'), true],
    ['words without hours', hours('evenings', null), hours('mornings', null), false],
    ['nothing and nothing', null, null, true],
    ['something and nothing', language('en'), null, false],
  ])('%s', (_, a, b, same) => {
    expect([isSameValue(a, b), isSameValue(b, a)]).toEqual([same, same]);
  });

  it('of a customer is the first phone, the hours, the language, or nothing', () => {
    const one = customer({ preferredHours: null, language: 'yue' });
    expect(fieldValueOf(one, 'phone')).toEqual({ field: 'phone', value: one.person.phones[0] });
    expect(fieldValueOf({ ...one, person: { ...one.person, phones: [] } }, 'phone')).toBeNull();
    expect([fieldValueOf(one, 'preferredHours'), fieldValueOf(one, 'language')]).toEqual([null, language('yue')]);
  });
});

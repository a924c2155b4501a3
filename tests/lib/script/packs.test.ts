import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { phraseListSchema } from '../../../lib/contract/phrases.ts';
import { branchIdSchema, type Script, type Sets, type Step } from '../../../lib/contract/script.ts';
import { applySets, emptyDraft } from '../../../lib/record/draft.ts';
import { missingOf } from '../../../lib/record/missing.ts';
import { lintScript } from '../../../lib/script/lint.ts';
import { textsOf } from '../../../lib/script/lint-texts.ts';
import { parsePack } from '../../../lib/script/parse.ts';
import { pathsOf, walkContexts } from '../../../lib/script/paths.ts';
import { answer, position, setsAlong, startWalk } from '../../../lib/script/walk.ts';
import { outgoing } from './small-script.ts';

function read(file: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../public/packs/${file}`, import.meta.url), 'utf8'));
}

function scriptsOf(file: string): Script[] {
  const parsed = parsePack(read(file));
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  return parsed.scripts;
}

const retail = scriptsOf('retail-member-care.json');
const hospital = scriptsOf('hospital-aftercare.json');
const occasions = scriptsOf('occasions.json');
const workshop = scriptsOf('workshop-aftercare.json');
const safety = scriptsOf('safety-consultancy.json');
const shipped = [...retail, ...hospital, ...occasions, ...workshop, ...safety];
const scripts = shipped.map((script): [string, Script] => [script.id, script]);
const phraseLists = ['phrases.zh-CN.json', 'phrases.en.json'].map((file) => phraseListSchema.parse(read(file)));

/** The steps that ask how satisfied the customer is. */
const rating = ['satisfaction', 'family', 'doctor-rate', 'rate-after'];

/** The step shown and the sets written when these answers are given one after the other. */
function played(script: Script, answers: string[]): { step: Step; sets: Sets[]; count: number } {
  let walk = startWalk(script);
  for (const id of answers) {
    const moved = answer(script, walk, outgoing, id, 0);
    if (!moved.ok) throw new Error(`${script.id}: ${id} is ${moved.kind}`);
    walk = moved.walk;
  }
  const here = position(script, walk, outgoing);
  if (!here.ok) throw new Error(here.kind);
  return { step: here.step, sets: setsAlong(script, walk) ?? [], count: answers.length };
}

describe('the packs that ship', () => {
  it('hold a script for every kind of visitor and of service', () => {
    expect(retail.map(({ id }) => id)).toEqual(['retail-repair', 'retail-purchase', 'retail-return']);
    expect(hospital.map(({ id }) => id)).toEqual([
      'hospital-treated',
      'hospital-not-treated',
      'hospital-no-show',
      'hospital-broken-off',
      'hospital-outpatient-surgery',
      'hospital-inpatient-surgery',
    ]);
    expect(workshop.map(({ id, purpose }) => [id, purpose])).toEqual([
      ['workshop-service', 'workshop-service'],
      ['workshop-due', 'workshop-due'],
    ]);
    expect(safety.map(({ id, purpose }) => [id, purpose])).toEqual([
      ['safety-project', 'safety-project'],
      ['safety-half-year', 'safety-half-year'],
      ['safety-permit', 'safety-permit'],
    ]);
  });

  it('hold a script for every occasion on which a company calls by itself', () => {
    expect(Object.fromEntries(occasions.map(({ id, purpose }) => [id, purpose]))).toEqual({
      'occasion-birthday': 'birthday',
      'occasion-festival': 'festival',
      'occasion-anniversary': 'anniversary',
      'occasion-promotion': 'promotion',
      'occasion-renewal': 'renewal',
      'occasion-win-back': 'win-back',
      'occasion-points': 'points',
      'occasion-care': 'care',
      'occasion-check-up': 'check-up',
      'occasion-first-contact': 'first-contact',
      'occasion-complaint': 'complaint-follow-up',
    });
  });

  it.each(scripts)('%s passes lint', (_id, script) => {
    for (const { phrases } of phraseLists) expect(lintScript(script, { phraseIds: new Set(phrases.map(({ id }) => id)) })).toEqual([]);
  });

  it.each(scripts)('%s has every any-time branch', (_id, script) => {
    expect(script.branches.map(({ id }) => id).sort()).toEqual([...branchIdSchema.options].sort());
  });

  it.each(scripts)('%s reaches a closing on every path, whoever rings whom', (_id, script) => {
    for (const ctx of walkContexts) {
      const paths = [...pathsOf(script, ctx)];
      expect(paths.length).toBeGreaterThan(5);
      expect(paths.filter(({ end }) => end !== 'ending')).toEqual([]);
    }
  });

  it.each(scripts)('%s gets stuck nowhere, with a branch taken anywhere', (_id, script) => {
    let count = 0;
    for (const path of pathsOf(script, outgoing, { branches: true, most: 100_000 })) {
      count++;
      // A loop only comes back to steps seen before, and lint knows that each of them reaches a closing.
      if (path.end !== 'ending' && path.end !== 'loop') throw new Error(`${path.end}: ${path.stepIds.join(' ')}`);
    }
    expect(count).toBeGreaterThan(1000);
    expect(count).toBeLessThan(100_000);
  });

  it.each(scripts)('%s gets to a satisfied closing in at most six answers', (_id, script) => {
    const answers = [...pathsOf(script, outgoing)].filter(({ stepIds }) => stepIds.at(-1) === 'close-satisfied').map(({ walk }) => walk.choices.length);
    expect(Math.min(...answers)).toBeLessThanOrEqual(6);
  });

  it.each(scripts)('%s asks how satisfied the customer is in one order, with its tones', (_id, script) => {
    const asked = script.steps.filter(({ id }) => rating.includes(id));
    for (const { choices } of asked) {
      expect(choices.map(({ tone, sets }) => [sets?.satisfaction, tone])).toEqual([
        ['satisfied', 'good'],
        ['fair', 'fair'],
        ['dissatisfied', 'bad'],
        ['not-rated', 'plain'],
      ]);
      expect(choices[2]?.sets?.nextStep).toBe('refer');
    }
    expect(asked.length).toBeGreaterThanOrEqual(2);
  });

  it.each(scripts)('%s never presets satisfaction before the question was asked', (_id, script) => {
    const elsewhere = script.steps.filter(({ id }) => !rating.includes(id)).flatMap(({ choices }) => choices);
    const written = [...elsewhere, ...script.branches].map(({ sets }) => sets?.satisfaction);
    expect([...new Set(written)].filter((said) => said !== undefined && said !== 'not-rated')).toEqual(['dissatisfied']);
    expect(script.branches.map(({ sets }) => sets?.satisfaction).filter(Boolean)).toEqual([]);
  });
});

const satisfied: [string, string[]][] = [
  ['retail-repair', ['self', 'good-moment', 'satisfied', 'nothing', 'nothing']],
  ['retail-purchase', ['self', 'good-moment', 'satisfied', 'nothing', 'nothing']],
  ['retail-return', ['self', 'good-moment', 'satisfied', 'nothing', 'nothing']],
  ['hospital-treated', ['self', 'good-moment', 'none', 'as-prescribed', 'satisfied', 'nothing']],
  ['hospital-not-treated', ['self', 'good-moment', 'thinking', 'satisfied', 'nothing']],
  ['hospital-no-show', ['self', 'good-moment', 'forgot', 'satisfied', 'nothing']],
  ['hospital-broken-off', ['self', 'good-moment', 'none', 'time', 'satisfied', 'nothing']],
  ['hospital-outpatient-surgery', ['self', 'good-moment', 'fine', 'as-prescribed', 'satisfied', 'nothing']],
  ['hospital-inpatient-surgery', ['self', 'good-moment', 'mild', 'as-prescribed', 'satisfied', 'nothing']],
  ['occasion-birthday', ['self', 'good-moment', 'satisfied', 'nothing']],
  ['occasion-festival', ['self', 'good-moment', 'satisfied', 'nothing']],
  ['occasion-anniversary', ['self', 'good-moment', 'comes', 'satisfied', 'nothing']],
  ['occasion-promotion', ['self', 'good-moment', 'no', 'satisfied', 'nothing']],
  ['occasion-renewal', ['self', 'good-moment', 'done', 'satisfied', 'nothing']],
  ['occasion-win-back', ['self', 'good-moment', 'busy', 'satisfied', 'nothing']],
  ['occasion-points', ['self', 'good-moment', 'own-plan', 'satisfied', 'nothing']],
  ['occasion-care', ['self', 'good-moment', 'fine', 'satisfied', 'nothing']],
  ['occasion-check-up', ['self', 'good-moment', 'done', 'satisfied', 'nothing']],
  ['occasion-first-contact', ['self', 'good-moment', 'message', 'satisfied', 'nothing']],
  ['occasion-complaint', ['self', 'good-moment', 'yes', 'satisfied', 'nothing']],
  ['workshop-service', ['self', 'good-moment', 'fine', 'satisfied', 'nothing']],
  ['workshop-due', ['self', 'good-moment', 'done', 'satisfied', 'nothing']],
  ['safety-project', ['self', 'good-moment', 'on-track', 'useful', 'satisfied', 'nothing']],
  ['safety-half-year', ['self', 'good-moment', 'done', 'satisfied', 'nothing']],
  ['safety-permit', ['self', 'good-moment', 'filed', 'satisfied', 'nothing']],
];

const byId = new Map(scripts);

function scriptOf(id: string): Script {
  const script = byId.get(id);
  if (script === undefined) throw new Error(`no script ${id}`);
  return script;
}

describe('a call', () => {
  it.each(satisfied)('with a satisfied customer leaves a complete record without typing: %s', (id, answers) => {
    const { step, sets } = played(scriptOf(id), answers);
    expect(step.id).toBe('close-satisfied');
    expect(step.ending).toBe(true);
    const all = Object.assign({}, ...sets) as Sets;
    expect([all.outcome, all.satisfaction]).toEqual(['reached', 'satisfied']);
    expect(new Set(sets.flatMap(({ none }) => none ?? []))).toEqual(new Set(['said', 'needs', 'suggestions', 'complaint', 'nextStep']));
    const draft = sets.reduce((so, one) => applySets(so, one), emptyDraft());
    expect(missingOf(draft, { answered: true, script: scriptOf(id) })).toEqual([]);
  });

  it.each(scripts)('with a dissatisfied customer of %s leaves what happened, our answer and who answers to the agent', (_id, script) => {
    const upTo = satisfied.find(([id]) => id === script.id)?.[1] ?? [];
    const answers = [...upTo.slice(0, upTo.indexOf('satisfied')), 'dissatisfied', 'heard', 'agreed', 'nothing'];
    const { step, sets } = played(script, answers);
    expect(step.id).toBe('close-bad');
    const draft = sets.reduce((so, one) => applySets(so, one), emptyDraft());
    expect(draft).toMatchObject({ outcome: 'reached', satisfaction: 'dissatisfied', wants: 'refer', complaint: null });
    expect(missingOf(draft, { answered: true, script }).map(({ field }) => field)).toEqual(['said', 'answered', 'complaint', 'nextStep']);
  });

  it('gives every degree of satisfaction its own closing', () => {
    for (const [id, answers] of satisfied) {
      const upTo = answers.slice(0, answers.indexOf('satisfied'));
      const ends = [
        answers,
        [...upTo, 'fair', 'heard', 'no-reply'],
        [...upTo, 'dissatisfied', 'heard', 'agreed', 'nothing'],
        [...upTo, 'not-rated', 'no-need'],
      ];
      expect(ends.map((way) => played(scriptOf(id), way).step.id)).toEqual(['close-satisfied', 'close-fair', 'close-bad', 'close-neutral']);
    }
  });

  it.each<[string, string[], Partial<Sets>]>([
    ['another time', ['self', 'not-now', 'agreed'], { outcome: 'not-now', nextStep: 'appointment' }],
    ['a wrong number', ['wrong', 'confirmed'], { outcome: 'wrong-number' }],
    ['no more calls', ['self', 'not-now', 'no-more', 'confirmed'], { outcome: 'refused', optOut: true }],
    ['the family', ['somebody-else', 'away', 'willing', 'satisfied', 'nothing'], { outcome: 'family', satisfaction: 'satisfied' }],
  ])('that ends with %s says so in the record', (_title, answers, expected) => {
    for (const [id] of satisfied) {
      const { step, sets } = played(scriptOf(id), answers);
      expect(step.ending).toBe(true);
      expect(Object.assign({}, ...sets)).toMatchObject(expected);
    }
  });

  it.each<[string, string[]]>([
    ['hospital-treated', ['self', 'good-moment', 'severe']],
    ['hospital-treated', ['self', 'good-moment', 'other']],
    ['hospital-broken-off', ['self', 'good-moment', 'severe']],
    ['hospital-outpatient-surgery', ['self', 'good-moment', 'swollen']],
    ['hospital-outpatient-surgery', ['self', 'good-moment', 'bleeding-fever']],
    ['hospital-inpatient-surgery', ['self', 'good-moment', 'severe']],
  ])('goes to the doctor at once on a red flag: %s %j', (id, answers) => {
    expect(played(scriptOf(id), answers).step.id).toBe('red-flag');
    const { step, sets } = played(scriptOf(id), [...answers, 'passed']);
    expect(step.id).toBe('close-doctor-now');
    expect(Object.assign({}, ...sets)).toMatchObject({ nextStep: 'refer' });
  });
});

const spoken = (words: string) => words.replace(/\{[^}]*\}/g, '某某某');
const sentences = (words: string) =>
  words
    .replace(/\{[^}]*\}/g, 'X')
    .split(/[。！？.!?]+/)
    .filter((one) => one.trim() !== '').length;

describe('the words of the packs', () => {
  it.each(scripts)('of %s are short enough to be read aloud', (_id, script) => {
    for (const step of script.steps) {
      expect([...(step.title['zh-CN'] ?? '')].length, step.id).toBeLessThanOrEqual(6);
      expect((step.title.en ?? '').split(' ').length, step.id).toBeLessThanOrEqual(3);
      for (const line of [step.line, ...(step.variants ?? []).map((variant) => variant.line)]) {
        const [zh = '', en = ''] = [line['zh-CN'], line.en];
        expect(spoken(zh).length, zh).toBeLessThanOrEqual(60);
        expect(en.split(/\s+/).length, en).toBeLessThanOrEqual(35);
        expect(sentences(zh), zh).toBeLessThanOrEqual(2);
        expect(sentences(en), en).toBeLessThanOrEqual(2);
      }
    }
  });

  it.each(scripts)('of %s are Chinese in Chinese and English in English', (_id, script) => {
    for (const { where, text } of textsOf(script, script.id)) {
      expect(text.en, where).not.toMatch(/\p{Script=Han}|[，。？！：；]/u);
      expect((text['zh-CN'] ?? '').replace(/\{[^}]*\}/g, ''), where).not.toMatch(/[A-Za-z,?!;]/);
    }
  });

  it.each(scripts)('of %s tempt at some steps and not at all, one to three at a time', (_id, script) => {
    const tempting = script.steps.map((step) => step.tempting?.length ?? 0);
    expect(Math.max(...tempting)).toBeLessThanOrEqual(3);
    expect(tempting.filter((count) => count > 0).length).toBeGreaterThan(8);
    expect(tempting.filter((count) => count === 0).length).toBeGreaterThan(8);
  });

  it.each(scripts)('of %s give the number to ring in every closing that parts for good', (_id, script) => {
    const without = script.steps.filter(({ ending, line }) => ending && !line.en?.includes('{company.phone}')).map(({ id }) => id);
    expect(without.sort()).toEqual(['close-later', 'close-message', 'close-wrong']);
  });

  it('have a message for the occasion in both channels', () => {
    for (const script of shipped) {
      expect(new Set(script.messages.map(({ channel }) => channel))).toEqual(new Set(['sms', 'mail']));
      expect(script.messages.every(({ channel, subject }) => (channel === 'mail') === (subject !== undefined))).toBe(true);
    }
  });
});

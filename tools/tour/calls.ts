import type { Record as RecordOfCall } from '../../lib/contract/record.ts';
import type { PictureOf } from './camera.ts';
import type { Hand, Shown } from './hand.ts';
import type { Language } from './stage.ts';

/** Called after each thing that is worth seeing. */
export type Step = (id: string, title: string, look?: PictureOf) => Promise<void>;

export type Expected = Pick<RecordOfCall, 'outcome' | 'satisfaction'> & { said: string | null; abusive: boolean; heeded: boolean };

export type TourCall = { title: string; play: (hand: Hand, step: Step, words: Words) => Promise<Expected> };

export type Words = {
  /** Of the customer: never marked, whatever they are. */
  disappointed: string;
  angry: string;
  /** Ours, with a careless promise that the panel marks. */
  careless: string;
  calm: string;
};

/** In the customer's language. */
export const wordsFor: Record<Language, Words> = {
  'zh-CN': {
    disappointed: '用了一次又坏了，跑了两趟店都没人管。',
    angry: '你们就是骗子！修三次都修不好，什么垃圾店！',
    careless: '大概下周能修好吧',
    calm: '让您受委屈了，经过我都记下了，今天就交给负责人。',
  },
  en: {
    disappointed: 'It broke again after one day, and I have been to the shop twice.',
    angry: 'You are crooks! Three repairs and still broken, what a rubbish shop!',
    careless: 'It will probably be done next week',
    calm: 'I am sorry for what happened. I have noted all of it and hand it over today.',
  },
};

/** From the card to the question of satisfaction; every call begins so. */
async function toSatisfaction(hand: Hand, step: Step): Promise<void> {
  await hand.press('Enter');
  await hand.until('a ringing call', ({ phase }) => phase === 'ringing');
  await step('ringing', 'It rings: the opening can be read through');
  await hand.press('Enter');
  await hand.until('a call', ({ phase }) => phase === 'talking');
  await hand.answer('self');
  await hand.answer('good-moment');
}

async function hangUp(hand: Hand): Promise<Shown> {
  hand.pressed(0);
  await hand.press('KeyE');
  return await hand.until('the record after the call', ({ phase }) => phase === 'wrap-up');
}

/** Ctrl+Enter, then the next customer, or that there is none. */
async function saveAndNext(hand: Hand, name: string): Promise<void> {
  await hand.press('Control+Enter');
  await hand.until('the next customer', (shown) => (shown.phase === 'ready' && shown.name !== name) || shown.phase === 'nothing');
}

/** The first thing missing is answered by a digit until nothing is: the department's, the suggested time's. */
async function fillWithFirst(hand: Hand): Promise<void> {
  for (let round = 0; round < 6; round++) {
    const { missing, text } = await hand.see();
    if (missing.length === 0) return;
    await hand.press('1');
    await hand.until('what follows the digit', (shown) => shown.text !== text);
  }
  throw new Error(`still missing: ${(await hand.see()).missing.join(', ')}`);
}

async function typeInto(hand: Hand, field: 'said' | 'answered', text: string): Promise<void> {
  await hand.tabTo(`[data-field="${field}"]`);
  await hand.type(text);
}

const satisfied: TourCall = {
  title: 'A satisfied customer',
  play: async (hand, step) => {
    const { name } = await hand.see();
    await toSatisfaction(hand, step);
    await step('line', 'The line to say, in the customer’s language; answers on 1-9; what not to say');
    await hand.answer('satisfied');
    await step('suggestions', 'Satisfied: any suggestions?');
    await hand.answer('nothing');
    await hand.answer('nothing');
    await step('closing', 'Closing for a satisfied customer');
    await hangUp(hand);
    await step('record', 'After the call: the record is complete');
    await saveAndNext(hand, name);
    await step('next', `Saved; the next customer, ${hand.pressed()} keys after the hang-up began`);
    return { outcome: 'reached', satisfaction: 'satisfied', said: null, abusive: false, heeded: false };
  },
};

const dissatisfied: TourCall = {
  title: 'A dissatisfied customer',
  play: async (hand, step, words) => {
    const { name } = await hand.see();
    await toSatisfaction(hand, step);
    await hand.answer('dissatisfied');
    await typeInto(hand, 'said', words.disappointed);
    await step('said', 'Dissatisfied: what exactly? In the customer’s own words, left as they are');
    await hand.press('Escape');
    await hand.answer('heard');
    await typeInto(hand, 'answered', words.careless);
    await hand.until('a warning', ({ text }) => text.includes('Alt'));
    await step('warning', 'Our own words are checked as they are typed');
    await step('warning-dark', 'The same in the dark', { dark: true });
    await step('warning-320', 'The same at 320 px', { width: 320 });
    await hand.press('Alt+Enter');
    await hand.until('no warning', ({ text }) => !text.includes('Alt'));
    await step('better', 'One key took the better sentence');
    await hand.press('Escape');
    await hand.answer('agreed');
    await hand.answer('nothing');
    await step('closing', 'Closing for a dissatisfied customer');
    await hangUp(hand);
    await step('missing', 'After the call: what is missing is named');
    await fillWithFirst(hand);
    await step('complete', 'Complete, each gap with one digit');
    await saveAndNext(hand, name);
    await step('next', `Saved; the next customer, ${hand.pressed()} keys after the hang-up began`);
    return { outcome: 'reached', satisfaction: 'dissatisfied', said: words.disappointed, abusive: false, heeded: true };
  },
};

const abusive: TourCall = {
  title: 'An abusive customer',
  play: async (hand, step, words) => {
    const { name } = await hand.see();
    await toSatisfaction(hand, step);
    const before = await hand.see();
    await hand.press('KeyX');
    await hand.until('the lines for abuse', ({ line }) => line !== before.line);
    await typeInto(hand, 'said', words.angry);
    await step('abuse', 'X, on every step: calm, acknowledge, note everything, promise only what is sure');
    await hand.press('Escape');
    await hand.answer('goes-on');
    await step('closing', 'Closing for an abusive customer');
    await hangUp(hand);
    // Satisfaction is never preset: it is what the agent heard.
    await hand.press('3');
    await typeInto(hand, 'answered', words.calm);
    await hand.press('Escape', '0');
    await step('record', 'After the call: our answer, and none for the rest');
    await fillWithFirst(hand);
    await saveAndNext(hand, name);
    await step('next', 'Saved; the next customer');
    return { outcome: 'reached', satisfaction: 'dissatisfied', said: words.angry, abusive: true, heeded: false };
  },
};

export const tourCalls: readonly TourCall[] = [satisfied, dissatisfied, abusive];

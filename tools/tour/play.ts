import { setTimeout as wait } from 'node:timers/promises';
import { shippedContent } from '../../server/content.ts';
import { crmRows } from '../sample-crm/rows.ts';
import { type Expected, type Step, tourCalls, wordsFor } from './calls.ts';
import type { Camera } from './camera.ts';
import { createHand, type Hand } from './hand.ts';
import { faults, type Listed, openQa } from './read-back.ts';
import { signIn } from './sign-in.ts';
import { type Stage, shown } from './stage.ts';

/** Everybody in the sample has been called in earlier tours. */
export class NobodyLeftError extends Error {
  constructor() {
    super('nobody of the sample is left to call');
    this.name = 'NobodyLeftError';
  }
}

export type Played = { records: { listed: Listed; faults: string[] }[] /** What kept the tour from its end. */; missing: number };

type Tour = { stage: Stage; camera: Camera; say: (line: string) => void; openAt: number };

/**
 * Plays the product's job through the real panel by keyboard: sign in, closed hours, next customer, a satisfied, a dissatisfied and an abusive
 * call. Then reads the records back from the endpoint and judges them. @throws NobodyLeftError, and an Error that says what the panel shows instead.
 */
export async function playTour({ stage, camera, say, openAt }: Tour): Promise<Played> {
  const { scripts } = shippedContent();
  const panel = await stage.openPanel();
  const hand = createHand(panel, scripts);
  const qa = await openQa(stage);
  const before = (await qa.newest(1)).total;
  const { step, beside } = teller({ hand, camera, say, page: stage.page });

  await hand.until('the way in', ({ phase }) => phase === 'welcome');
  await step('welcome', 'The panel, before anybody is signed in');
  await signIn(stage, hand);
  await hand.until('that it is outside the hours', ({ phase }) => phase === 'nothing');
  await step('closed-hours', 'Outside the calling hours: why not, and the next good moment');
  stage.setClock(openAt);
  await hand.press('KeyR');
  await nextCustomer(hand);
  await step('next-customer', 'The hours have begun: the next customer, and why now');
  await hand.press('Shift+Slash');
  await hand.until('the keys', ({ text }) => text.includes('Ctrl+Shift+Y'));
  await step('keys', 'Every key, on ?');
  await hand.press('Escape');

  const expected: Expected[] = [];
  for (const call of tourCalls) {
    const { name, language } = await nextCustomer(hand);
    say(`\n${call.title}: ${name}`);
    await openInCrm(stage, name);
    const words = wordsFor[language === 'en' ? 'en' : 'zh-CN'];
    expected.push(await call.play(hand, step, words));
  }
  const { tab, panel: picture } = beside();
  say(`\n       ${shown(await camera.together(stage.launched.browser, tab, picture, 'beside-the-crm'))}`);
  return await readBack({ qa, before, expected, scripts, place: stage.place });
}

async function nextCustomer(hand: Hand) {
  try {
    return await hand.until('the next customer', ({ phase }) => phase === 'ready');
  } catch (error) {
    throw (await hand.see()).phase === 'nothing' ? new NobodyLeftError() : error;
  }
}

/** As the agent does in the CRM, in parallel: the customer's page. */
async function openInCrm({ page, crm, seededAt }: Stage, name: string): Promise<void> {
  const row = crmRows(seededAt).find((each) => each.name === name);
  if (row) await page.goto(`${crm.url}/customer.html#${row.number}`);
}

type Beside = { tab: Awaited<ReturnType<Camera['page']>>; panel: string };
type Teller = { hand: Hand; camera: Camera; say: (line: string) => void; page: Stage['page'] };

/** Says each step with what the panel shows and where its picture is. */
function teller({ hand, camera, say, page }: Teller): { step: Step; beside: () => Beside } {
  let count = 0;
  let whole: Beside | null = null;
  const step: Step = async (id, title, look) => {
    // Focus rings and the last write settle.
    await wait(250);
    const { line, missing, name, phase } = await hand.see();
    const picture = await camera.panel(hand.panel, id, look);
    if (id === 'line') whole = { tab: await camera.page(page), panel: picture };
    say(`${String(++count).padStart(3)}  ${title}`);
    if (line) say(`       “${line.replace(/\s+/g, ' ')}”`);
    else if (phase === 'ready') say(`       ${name}`);
    if (missing.length > 0) say(`       ${missing.join(' · ')}`);
    say(`       ${shown(picture)}`);
  };
  return {
    step,
    beside: () => {
      if (!whole) throw new Error('the line to say was never seen');
      return whole;
    },
  };
}

type ReadBack = { qa: Awaited<ReturnType<typeof openQa>>; before: number; expected: Expected[]; scripts: Parameters<typeof faults>[2]; place: Stage['place'] };

/** The background sends on its own; the records are there within seconds. */
async function readBack({ qa, before, expected, scripts, place }: ReadBack): Promise<Played> {
  const wanted = before + expected.length;
  const end = performance.now() + 60_000;
  let list = await qa.newest(expected.length);
  while (list.total < wanted && performance.now() < end) {
    await wait(500);
    list = await qa.newest(expected.length);
  }
  const arrived = list.records.slice(0, Math.max(list.total - before, 0)).toReversed();
  return {
    records: arrived.flatMap((listed, index) => {
      const wants = expected[index];
      return wants ? [{ listed, faults: faults(listed, wants, scripts, place) }] : [];
    }),
    missing: Math.max(wanted - list.total, 0),
  };
}

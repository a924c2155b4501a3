import type { Agent } from '../../lib/contract/agent.ts';
import { outboxRow } from '../../lib/outbox/outbox.ts';
import { until } from '../support/browser.ts';
import { alarm, type Desk, press, screenIs, sees, sitDown, stored, textIn, walk } from '../support/journey.ts';
import { emptied, type Field, startField } from './desk.ts';
import { compare, type Fault } from './fault.ts';
import { aSave } from './node-panel.ts';

const HOUR = 60 * 60_000;
const HOURS = 8;
const MINUTES = 5;
/** 19:05 in Changsha, at the end of the shift. */
const EVENING = Date.parse('2026-11-22T11:05:00Z');
/** A fast typist. */
const KEY_EVERY_MS = 60;
const QUIET_MS = 3_000;

/** Row 14: eight hours without the endpoint by the team's clock, a shift's records in a real panel, and an agent who writes while they go out. */
export const longOutage: Fault = {
  name: `long outage: ${HOURS} h away, then all goes out while the agent types`,
  passes: `nothing waits ${MINUTES} min after the endpoint is back, each record is there once, and every letter stands in the field`,
  short: 100,
  long: 1_000,
  play: async (times) => {
    const field = await startField(0, EVENING - HOURS * HOUR);
    // In the morning nobody may be called.
    const desk = await sitDown(field.team, 'agent-li', { url: field.url, ends: 'nothing' });
    try {
      // Scripts have come before the first answer about the queue.
      await until('the first round', async () => (await stored(desk, 'meta')).some(({ key }) => key === 'queue'));
      field.connect(false);
      const wanted = await workOffline(desk, times);
      await passTime(desk, field);
      await sees(desk, `${times} 条待发送`);
      await takeCall(desk);
      const before = await typing(desk, () => new Promise((wake) => setTimeout(wake, QUIET_MS)));
      field.connect(true);
      await alarm(desk);
      const meanwhile = await typing(desk, () => emptied(desk, MINUTES * 60_000));
      const problems = compare(wanted, field.callsThere());
      if (meanwhile.answer === null) problems.push(`after ${MINUTES} min the outbox is not empty`);
      const typed = before.text + meanwhile.text;
      if ((await textIn(desk, 'said')) !== typed) problems.push('what was typed is not what stands in the field');
      problems.push(...desk.faults);
      const seen = `sent in ${((meanwhile.answer ?? 0) / 1000).toFixed(1)} s; from a key to the next picture, p50 / p95: ${told(meanwhile)} meanwhile, ${told(before)} before`;
      return { times, problems, seen };
    } finally {
      await desk.close();
      await field.close();
    }
  },
};

/** A shift's records, as a panel has them that has tried in vain all the while. Answers their calls. */
async function workOffline(desk: Desk, count: number): Promise<string[]> {
  const { session } = (await desk.panel.evaluate(() => chrome.storage.local.get('session'))) as { session: { agent: Agent; tokens: unknown } };
  const saves = Array.from({ length: count }, (_, index) => {
    const at = Math.round(EVENING - HOURS * HOUR + ((index + 1) / (count + 1)) * HOURS * HOUR);
    return { at, mutation: aSave({ agent: session.agent, token: '' }, `shift-${index}`, at) };
  });
  const error = { kind: 'offline', message: 'Failed to fetch', field: null, at: EVENING };
  const rows = saves.map(({ at, mutation }) => ({ ...outboxRow(mutation, at), attempts: 12, nextAt: EVENING + 4 * 60_000, lastError: error }));
  const records = saves.flatMap(({ mutation }) => (mutation.kind === 'record.save' ? [{ ...mutation.record, sentAt: null }] : []));
  await desk.panel.evaluate(
    (outbox, saved) =>
      new Promise<void>((done, failed) => {
        const opening = indexedDB.open('callside');
        opening.onerror = () => failed(opening.error);
        opening.onsuccess = () => {
          const writing = opening.result.transaction(['outbox', 'records'], 'readwrite');
          for (const row of outbox) writing.objectStore('outbox').add(row);
          for (const record of saved) writing.objectStore('records').add(record);
          writing.onabort = () => failed(writing.error);
          writing.oncomplete = () => {
            opening.result.close();
            done();
          };
        };
      }),
    rows,
    records,
  );
  return records.map(({ callId }) => callId);
}

/** It is evening, on both sides; the panel shows what was written behind its back once it is loaded again. */
async function passTime(desk: Desk, field: Field): Promise<void> {
  field.team.setTime(EVENING);
  await desk.panel.evaluate((demoOffset) => chrome.storage.local.set({ demoOffset }), EVENING - Date.now());
  await desk.panel.reload();
}

/** Somebody unknown rings: a call that needs no endpoint, up to where the agent writes what they say. */
async function takeCall(desk: Desk): Promise<void> {
  await press(desk, 'Slash');
  await desk.panel.waitForSelector('[role=combobox]');
  await press(desk, 'Alt+KeyU');
  await screenIs(desk, 'talking');
  await walk(desk, '1', '3');
  await press(desk, 'Enter');
}

type Typed<T> = { answer: T; text: string /** From each key to the next picture, ms. */; took: number[] };

/** Types without a pause while something goes on. */
async function typing<T>(desk: Desk, meanwhile: () => Promise<T>): Promise<Typed<T>> {
  await desk.panel.evaluate(() => {
    const took: number[] = [];
    // What is asked for in the frame is done after its picture.
    const measure = ({ timeStamp }: KeyboardEvent) => requestAnimationFrame(() => setTimeout(() => took.push(performance.now() - timeStamp)));
    document.addEventListener('keydown', measure, { capture: true });
    Object.assign(globalThis, { took, stopMeasuring: () => document.removeEventListener('keydown', measure, { capture: true }) });
  });
  let isOver = false;
  const going = meanwhile().finally(() => {
    isOver = true;
  });
  let text = '';
  for (let index = 0; !isOver; index++) {
    const letter = index % 12 === 11 ? ' ' : String.fromCharCode(97 + (index % 26));
    await desk.panel.keyboard.type(letter);
    text += letter;
    await new Promise((wake) => setTimeout(wake, KEY_EVERY_MS));
  }
  const answer = await going;
  const took = await desk.panel.evaluate(() => {
    const page = globalThis as unknown as { took: number[]; stopMeasuring: () => void };
    page.stopMeasuring();
    return page.took;
  });
  return { answer, text, took };
}

function told({ took }: { took: number[] }): string {
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return `${at(0.5)} / ${at(0.95)} ms of ${took.length} keys`;
}

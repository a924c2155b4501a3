import { Chance } from '../simulation/chance.ts';
import { closePanel, type Desk, hangUp, line, press, reopen, save, screenIs, sitDown, textIn, walk } from '../support/journey.ts';
import { startField } from './desk.ts';
import type { Fault } from './fault.ts';

/** What may be lost of the typing, ms. */
const MOST_LOST = 1_000;
const ROUNDS_A_CALL = 10;
const SIGNS = '皮具保养半年一次 the seam came loose，第二次洗就掉色。';

type Key = { sign: string; at: number };

/** Row 18: the panel is closed at any keystroke, in the middle of a call, and opened again. */
export const panelClosed: Fault = {
  name: 'panel closed at any keystroke',
  passes: `the call is open again at the same step, with all that was typed but the last ${MOST_LOST / 1000} s at most`,
  short: 4,
  long: 100,
  play: async (times) => {
    const field = await startField(times + 10);
    const desk = await sitDown(field.team, 'agent-li', { url: field.url });
    const chance = new Chance(18);
    const problems: string[] = [];
    let [typed, lost, longest] = [0, 0, 0];
    try {
      for (let round = 1; round <= times && problems.length === 0; round++) {
        if (round % ROUNDS_A_CALL === 1) await begin(desk, chance);
        const step = await line(desk);
        const before = (await textIn(desk, 'said')) ?? '';
        const keys = await typeSome(desk, chance);
        await closePanel(desk);
        const closedAt = performance.now();
        await reopen(desk);
        await screenIs(desk, 'talking');
        if ((await line(desk)) !== step) problems.push(`${round}: the call is at another step`);
        const after = (await textIn(desk, 'said')) ?? '';
        const kept = after.length - before.length;
        if (!(before + keys.map(({ sign }) => sign).join('')).startsWith(after)) problems.push(`${round}: the text is not what was typed: ${after}`);
        if (kept < 0) problems.push(`${round}: ${-kept} letters of before are gone`);
        const first = keys[Math.max(0, kept)];
        const gone = first ? closedAt - first.at : 0;
        if (gone > MOST_LOST) problems.push(`${round}: ${Math.round(gone)} ms of typing are lost`);
        typed += keys.length;
        lost += keys.length - kept;
        longest = Math.max(longest, gone);
        if (round % ROUNDS_A_CALL === 0) await end(desk);
      }
      problems.push(...desk.faults);
    } finally {
      await desk.close();
      await field.close();
    }
    return { times, problems, seen: `${typed} signs typed, ${lost} lost, the oldest of them ${Math.round(longest)} ms before the panel was gone` };
  },
};

/** A call that is somewhere in its script. */
async function begin(desk: Desk, chance: Chance): Promise<void> {
  await screenIs(desk, 'ready');
  await press(desk, 'Enter');
  await screenIs(desk, 'ringing');
  await press(desk, 'Enter');
  await screenIs(desk, 'talking');
  await walk(desk, ...Array<string>(chance.between(3, 4)).fill('1'));
}

/** Signs at a human's pace or faster, with a pause now and then; the panel is closed right after any of them. */
async function typeSome(desk: Desk, chance: Chance): Promise<Key[]> {
  await desk.panel.focus('[data-field="said"] textarea');
  await press(desk, 'Control+End');
  const keys: Key[] = [];
  for (let left = chance.between(1, 25); left > 0; left--) {
    const sign = chance.pick([...SIGNS]);
    await desk.panel.keyboard.type(sign);
    keys.push({ sign, at: performance.now() });
    await new Promise((wake) => setTimeout(wake, left === 1 ? chance.between(0, 40) : chance.between(0, 90)));
  }
  return keys;
}

async function end(desk: Desk): Promise<void> {
  await desk.panel.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await hangUp(desk);
  // Nothing else was said.
  await press(desk, '0');
  await save(desk);
}

import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../support/browser.ts';
import { type Desk, dial, hangUp, openDesk, press, screen, screenIs, shown, signIn, stored, textIn, walk } from '../support/journey.ts';
import { emptied, SAID_WITHIN_MS, saidSaved, startField } from './desk.ts';
import { compare, type Fault } from './fault.ts';

const DISK_MB = 400;
const BLOCK = 4096;
/** More than what is left of a block holds, so that nothing of the save finds room. */
const WORDS = '第一次洗就掉色，第二次开线。'.repeat(200);
const MORE_WORDS = '袖口也是。';

/** Row 15: the browser's profile is on a small disk of its own that is full when the agent saves. */
export const diskFull: Fault = {
  name: 'disk full when the agent saves',
  passes: 'the panel says that it is not saved and never that it is, the draft stays, and with room again the same call is saved, once',
  short: 0,
  long: 20,
  play: async (times) => {
    const disk = smallDisk();
    const field = await startField(times + 10);
    const problems: string[] = [];
    const seen: { [words: string]: number } = {};
    const calls: string[] = [];
    let desk: Desk | null = null;
    try {
      const profile = join(disk.folder, 'profile');
      mkdirSync(profile);
      desk = await openDesk({ userDataDir: profile });
      await signIn(desk, field.team, 'agent-li', { url: field.url });
      for (let round = 1; round <= times && problems.length === 0; round++) {
        const call = await write(desk);
        disk.fill();
        const words = await refusal(desk);
        seen[words] = (seen[words] ?? 0) + 1;
        if (!words.startsWith('没有保存')) problems.push(`${round}: the disk is full, and the panel says “${words}”; it shows: ${await shown(desk)}`);
        if ((await screen(desk)) !== 'wrap-up') problems.push(`${round}: the call is not on the screen any more`);
        await addWords(desk);
        if ((await textIn(desk, 'said')) !== WORDS + MORE_WORDS) problems.push(`${round}: the words are not in their field any more`);
        disk.free();
        if (field.callsThere().includes(call)) problems.push(`${round}: the record is at the endpoint`);
        if (problems.length > 0) break;
        await saidSaved(desk);
        calls.push(call);
        if ((await emptied(desk)) === null) problems.push(`${round}: the outbox is not empty`);
        problems.push(...compare(calls, field.callsThere()));
        const text = (await field.team.records()).find(({ record }) => record.callId === call)?.record.content.said;
        if (text?.kind !== 'text' || text.text !== WORDS + MORE_WORDS) problems.push(`${round}: the record has not all of the words`);
      }
    } finally {
      await desk?.close();
      disk.remove();
      await field.close();
    }
    return {
      times,
      problems,
      seen: Object.entries(seen)
        .map(([words, n]) => `${n} × “${words}”`)
        .join(', '),
    };
  },
};

/** A call with a long answer, up to the key that saves; answers its id. */
async function write(desk: Desk): Promise<string> {
  await dial(desk);
  await walk(desk, '1', '1', '1', '1');
  await press(desk, 'Enter');
  await desk.panel.keyboard.sendCharacter(WORDS);
  await until('the words on disk', async () => JSON.stringify(await stored(desk, 'calls')).includes(WORDS));
  await desk.panel.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await hangUp(desk);
  await press(desk, '0');
  await screenIs(desk, 'wrap-up');
  return (await stored(desk, 'calls'))[0]?.id ?? '';
}

/** Written while the disk is full. */
async function addWords(desk: Desk): Promise<void> {
  await desk.panel.focus('[data-field="said"] textarea');
  await press(desk, 'Control+End');
  await desk.panel.keyboard.type(MORE_WORDS);
  // As long as the panel waits before it writes.
  await new Promise((wake) => setTimeout(wake, 400));
}

/** Presses the key that saves; answers what the panel says then: what is refused stands on the screen, what is saved is only said. */
async function refusal(desk: Desk): Promise<string> {
  const said = desk.panel.evaluate(
    () =>
      new Promise<string>((heard) => {
        const observer = new MutationObserver(() => {
          const refused = document.querySelector('footer [role=alert]')?.textContent;
          const saved = document.querySelector('[role=status].sr-only')?.textContent;
          if (!refused && !saved?.includes('已保存')) return;
          observer.disconnect();
          heard(refused || saved || '');
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
  );
  await press(desk, 'Control+Enter');
  said.catch(() => undefined);
  return await Promise.race([said, new Promise<string>((wake) => setTimeout(() => wake('nothing'), SAID_WITHIN_MS))]);
}

type Disk = { folder: string /** Not a byte is free after this. */; fill: () => void; free: () => void; remove: () => void };

function smallDisk(): Disk {
  const folder = mkdtempSync(join(tmpdir(), 'callside-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m`, 'tmpfs', folder]);
  const filler = join(folder, 'filler');
  return {
    folder,
    fill: () => {
      for (const size of [256 * BLOCK, BLOCK]) {
        try {
          for (const block = Buffer.alloc(size); ; ) appendFileSync(filler, block);
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        }
      }
    },
    free: () => rmSync(filler),
    remove: () => {
      execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

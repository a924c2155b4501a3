import { closeSync, globSync, openSync, readSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import type { Loss, Mirror } from '../../lib/contract/mirror.ts';
import { Chance } from '../simulation/chance.ts';
import { until } from '../support/browser.ts';
import { alarm, type Desk, newProfile, openDesk, press, screen, screenIs, signIn, stored } from '../support/journey.ts';
import { attempt, emptied, type Field, saidSaved, startField } from './desk.ts';
import type { Fault } from './fault.ts';

type Damage = {
  what: string;
  /** The record has reached the endpoint before. */
  sent?: true;
  /** To the folder of the panel's database, while the browser is not there. `before`: how long its log was before the last save. */
  damage: (folder: string, chance: Chance, before: number) => void;
};

const cutBefore: Damage['damage'] = (folder, _, before) => truncateSync(logOf(folder), before);

const damages: readonly [Damage, ...Damage[]] = [
  {
    what: 'MANIFEST cut off',
    damage: (folder) => {
      for (const manifest of globSync(`${folder}/MANIFEST-*`)) truncateSync(manifest, 20);
    },
  },
  { what: 'log cut off before the save', damage: cutBefore },
  // The call is open again, and its record is at the endpoint already.
  { what: 'log cut off before a save that was sent', sent: true, damage: cutBefore },
  {
    what: 'a byte flipped',
    damage: (folder, chance) => flip(chance.pick(globSync(`${folder}/*.{log,ldb}`).filter((file) => statSync(file).size > 0)), chance),
  },
  { what: 'log cut off anywhere', damage: (folder, chance) => truncateSync(logOf(folder), chance.between(0, statSync(logOf(folder)).size)) },
];

/** Row 10: the folder of the panel's database is damaged while the browser is closed, most often with a record in it that had not gone out. */
export const storageDamaged: Fault = {
  name: 'storage damaged: byte flipped, MANIFEST or log cut off',
  passes:
    'the record is at the endpoint or the agent is told at the next start that it is missing; customers are fetched again; nothing is deleted at the endpoint',
  short: damages.length,
  long: 60,
  play: async (times) => {
    const field = await startField(times + 20);
    const profile = await newProfile();
    const chance = new Chance(10);
    const problems: string[] = [];
    const seen: { [what: string]: number } = {};
    const count = (what: string) => {
      seen[what] = (seen[what] ?? 0) + 1;
    };
    let desk = await openDesk({ userDataDir: profile });
    try {
      await signIn(desk, field.team, 'agent-li', { url: field.url });
      for (let round = 0; round < times && problems.length === 0; round++) {
        const { what, damage, sent = false } = damages[round % damages.length] ?? damages[0];
        const before = field.callsThere();
        const saved = await saveOne(desk, field, sent);
        await desk.session.crash();
        damage(folderOf(profile), chance, saved.logBefore);
        field.connect(true);
        desk = await openDesk({ userDataDir: profile });
        const judged = await judge(desk, field, saved);
        problems.push(...judged.problems.map((one) => `${what} (${round + 1}): ${one}`));
        const gone = before.filter((call) => !field.callsThere().includes(call));
        if (gone.length > 0) problems.push(`${what} (${round + 1}): ${gone.length} records are not at the endpoint any more`);
        count(`${what}: ${judged.how}`);
      }
      problems.push(...desk.faults);
    } finally {
      await desk.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
      await field.close();
    }
    return {
      times,
      problems,
      seen: Object.entries(seen)
        .map(([how, n]) => `${how} ${n}`)
        .join('; '),
    };
  },
};

type Saved = { call: string; mutations: string[]; logBefore: number };

async function saveOne(desk: Desk, field: Field, sent: boolean): Promise<Saved> {
  await emptied(desk);
  field.connect(sent);
  const call = await attempt(desk);
  const logBefore = statSync(logOf(folderOf(desk.session.userDataDir))).size;
  await saidSaved(desk);
  if (sent) {
    await emptied(desk);
    return { call, mutations: [], logBefore };
  }
  const mutations = (await stored(desk, 'outbox')).map(({ id }) => id);
  await until('the record noted outside the database', async () => {
    const noted = (await kept<Mirror>(desk, 'mirror'))?.unsent.map(({ id }) => id) ?? [];
    return mutations.every((id) => noted.includes(id));
  });
  return { call, mutations, logBefore };
}

/** After the next start: what became of the record, and whether the agent knows. */
async function judge(desk: Desk, field: Field, { call, mutations }: Saved): Promise<{ how: string; problems: string[] }> {
  const problems: string[] = [];
  await screenIs(desk, 'ready', 'ringing', 'wrap-up', 'nothing');
  const told = await until('the endpoint asked for what is missing', async () => {
    const loss = await kept<Loss>(desk, 'loss');
    if (loss && !loss.asked) await alarm(desk);
    return loss === null ? 'nothing' : loss.asked ? loss : null;
  });
  const loss = told === 'nothing' ? null : told;
  // The call that was saved may be open again, as it was before: then it is saved again.
  const comesBack = await screen(desk);
  const again = comesBack === 'ringing' || comesBack === 'wrap-up';
  // A log that was cut off while it rang.
  if (comesBack === 'ringing') {
    await press(desk, '1');
    await screenIs(desk, 'wrap-up');
  }
  if (again) await saidSaved(desk);
  if ((await emptied(desk)) === null) problems.push('the outbox is not empty');
  const there = field.callsThere().filter((one) => one === call).length;
  const missing = loss ? mutations.every((id) => loss.missing.some((one) => one.id === id)) : false;
  if (there > 1) problems.push(`the call has ${there} records`);
  if (there === 0 && (mutations.length === 0 || !missing))
    problems.push(`the record is lost, and the agent is told ${loss ? `of ${loss.missing.length} others` : 'nothing'}`);
  if (loss) problems.push(...(await read(desk)));
  await fetchedAgain(desk);
  const here = new Set((await stored(desk, 'records')).filter(({ callId }) => callId === call).map(({ id }) => id));
  if (here.size > 1) problems.push(`the panel shows ${here.size} records of the call`);
  return {
    how: [loss ? `told (${loss.how})` : 'whole', ...(again ? ['the call was open again'] : []), there === 0 ? 'missing' : 'there'].join(', '),
    problems,
  };
}

/** The notice is on the screen, and is read. */
async function read(desk: Desk): Promise<string[]> {
  const shown = await desk.panel.evaluate(() => document.querySelector('section[aria-label="可能有内容丢失"]') !== null);
  if (!shown) return ['nothing on the screen says that something was lost'];
  const push = (words: string) =>
    until(`the button ${words}`, () =>
      desk.panel.evaluate((text) => {
        const button = [...document.querySelectorAll('button')].find((one) => one.textContent?.includes(text));
        button?.click();
        return button !== undefined;
      }, words),
    );
  await push('看看缺了什么');
  await push('我已了解');
  await until('the notice gone', async () => (await kept<Loss>(desk, 'loss')) === null);
  return [];
}

async function fetchedAgain(desk: Desk): Promise<void> {
  await until('customers again', async () => {
    if ((await screen(desk)) === 'ready' && (await stored(desk, 'customers')).length > 0) return true;
    await desk.panel.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    if ((await screen(desk)) === 'nothing') await press(desk, 'r');
    await new Promise((wake) => setTimeout(wake, 500));
    return false;
  });
}

async function kept<T>(desk: Desk, key: 'mirror' | 'loss'): Promise<T | null> {
  return (await desk.panel.evaluate(async (name) => (await chrome.storage.local.get(name))[name] ?? null, key)) as T | null;
}

function folderOf(profile: string): string {
  const [folder] = globSync(`${profile}/Default/IndexedDB/chrome-extension_*.indexeddb.leveldb`);
  if (!folder) throw new Error('the profile has no database of the extension');
  return folder;
}

function logOf(folder: string): string {
  const last = globSync(`${folder}/*.log`).toSorted().at(-1);
  if (!last) throw new Error('the database has no log');
  return last;
}

function flip(file: string, chance: Chance): void {
  const at = chance.between(0, statSync(file).size - 1);
  const byte = Buffer.alloc(1);
  const open = openSync(file, 'r+');
  readSync(open, byte, 0, 1, at);
  byte.writeUInt8(byte.readUInt8() ^ 0xff);
  writeSync(open, byte, 0, 1, at);
  closeSync(open);
}

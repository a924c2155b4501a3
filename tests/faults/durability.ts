import { type ChildProcess, spawn } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sitDown } from '../support/journey.ts';
import { attempt, emptied, saidSaved, startField } from './desk.ts';
import type { Fault } from './fault.ts';

/** When a sync of the panel's database ended, s since 1970. */
type Tracing = { stop: () => Promise<number[]> };

/** Row 9: what the agent is told is saved has been written through to the disk, by what the system saw. Wants `strace`, and leave to trace. */
export const durability: Fault = {
  name: 'durability: what the browser writes through to the disk',
  passes: 'between the key that saves and the word “saved” the panel’s database is synced at least once, for every record',
  short: 0,
  long: 50,
  play: async (times) => {
    const field = await startField(times + 10);
    const desk = await sitDown(field.team, 'agent-li', { url: field.url });
    const problems: string[] = [];
    const spans: { from: number; to: number }[] = [];
    const tracing = await trace(desk.session.browser.process()?.pid ?? 0);
    try {
      for (let round = 1; round <= times; round++) {
        await attempt(desk);
        const from = Date.now() / 1000;
        await saidSaved(desk);
        spans.push({ from, to: Date.now() / 1000 });
      }
      await emptied(desk);
    } finally {
      await desk.close();
      await field.close();
    }
    const synced = await tracing.stop();
    const counts = spans.map(({ from, to }) => synced.filter((at) => at >= from && at <= to).length);
    for (const [index, count] of counts.entries()) if (count === 0) problems.push(`record ${index + 1} was said to be saved, and nothing was synced`);
    return { times, problems, seen: `${synced.length} syncs of the panel’s database; ${Math.min(...counts)} to ${Math.max(...counts)} for a save` };
  },
};

/** The same row by what the page asks of the browser, on any system. */
export const strictWrites: Fault = {
  name: 'durability: what the panel asks of the browser',
  passes: 'every transaction that writes records or what is to be sent is a strict one',
  short: 1,
  long: 5,
  play: async (times) => {
    const field = await startField(times);
    const desk = await sitDown(field.team, 'agent-li', { url: field.url });
    try {
      // Before Dexie, which takes the method along when it opens.
      await desk.panel.evaluateOnNewDocument(() => {
        const begin = IDBDatabase.prototype.transaction;
        const seen: string[] = [];
        Object.assign(globalThis, { seen });
        IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args) {
          const made = begin.apply(this, args);
          const writes = made.mode === 'readwrite' && ['records', 'outbox'].some((store) => made.objectStoreNames.contains(store));
          if (writes) seen.push(made.durability);
          return made;
        };
      });
      await desk.panel.reload();
      for (let round = 1; round <= times; round++) {
        await attempt(desk);
        await saidSaved(desk);
      }
      const seen = await desk.panel.evaluate(() => (globalThis as { seen?: string[] }).seen ?? []);
      const problems = seen.filter((one) => one !== 'strict').map((one) => `a transaction that saves is ${one}`);
      if (seen.length < times) problems.push(`${seen.length} transactions for ${times} saves`);
      return { times, problems, seen: `${seen.length} transactions` };
    } finally {
      await desk.close();
      await field.close();
    }
  },
};

/** Follows the processes of this group and all that they start. */
async function trace(group: number): Promise<Tracing> {
  const folder = mkdtempSync(join(tmpdir(), 'callside-strace-'));
  const file = join(folder, 'calls');
  const pids = processesOf(group).flatMap((pid) => ['-p', String(pid)]);
  // -y: with the file's name; -T and -ttt: when it began and how long it took.
  const strace = spawn('strace', ['-f', '-y', '-ttt', '-T', '-e', 'trace=fsync,fdatasync', '-o', file, ...pids], { stdio: ['ignore', 'ignore', 'pipe'] });
  await attached(strace);
  return {
    stop: async () => {
      if (strace.exitCode === null) {
        const gone = new Promise((done) => strace.once('exit', done));
        strace.kill('SIGINT');
        await gone;
      }
      const text = readFileSync(file, 'utf8');
      rmSync(folder, { recursive: true, force: true });
      return syncsIn(text);
    },
  };
}

function attached(strace: ChildProcess): Promise<void> {
  return new Promise((done, failed) => {
    let said = '';
    strace.once('error', (error) => failed(new Error(`strace did not start: ${error.message}`)));
    strace.once('exit', (code) => failed(new Error(`strace ended with ${code}: ${said.trim()}`)));
    strace.stderr?.on('data', (data: Buffer) => {
      said += data.toString();
      if (said.includes('attached')) done();
    });
  });
}

function processesOf(group: number): number[] {
  return globSync('/proc/[0-9]*/stat').flatMap((file) => {
    try {
      // pid (name) state parent group …; a name may hold spaces and brackets.
      const text = readFileSync(file, 'utf8');
      const [, , , itsGroup] = text.slice(text.lastIndexOf(')')).split(' ');
      return Number(itsGroup) === group ? [Number.parseInt(text, 10)] : [];
    } catch {
      return [];
    }
  });
}

/** `1234 1764137000.123456 fdatasync(31</…/chrome-extension_….indexeddb.leveldb/000003.log>) = 0 <0.000420>`; one that others ran beside is split over two lines. */
function syncsIn(text: string): number[] {
  const ours = new Set<string>();
  const ended: number[] = [];
  for (const line of text.split('\n')) {
    const [pid = '', at = ''] = line.split(/\s+/);
    if (/sync\(.*chrome-extension_[^/]*\.indexeddb\.leveldb\//.test(line)) ours.add(pid);
    const took = /= 0 <([\d.]+)>$/.exec(line)?.[1];
    // Stamped with its beginning, or, where it was resumed, with a moment shortly before its end.
    if (took !== undefined && ours.delete(pid)) ended.push(Number(at) + (line.includes('resumed>') ? 0 : Number(took)));
  }
  return ended;
}

import { DatabaseSync } from 'node:sqlite';
import type { ImportRow } from '../../lib/contract/import.ts';
import { addDays, localDateAt } from '../../lib/plan/zone.ts';
import { customer, phone } from '../lib/plan/build.ts';
import { type Desk, press, screenIs, shown, stored } from '../support/journey.ts';
import { faultProxy } from '../support/proxy.ts';
import { startTeam, type Team, tokenOf } from '../support/team.ts';

const STORE = 'store-hexi';

/** A team with enough people to call, and the line to it that can be cut. */
export type Field = {
  team: Team;
  /** The token of the store's lead. */
  lead: string;
  /** What panels are told is the endpoint. */
  url: string;
  /** From now on nothing gets through; true: everything does again. */
  connect: (up: boolean) => void;
  /** The calls of all records in the endpoint's database, each as often as it has a record; a correction of one is none of its own. */
  callsThere: () => string[];
  close: () => Promise<void>;
};

/** The sample team with so many more customers of the store, all of them due, behind a line that can be cut. */
export async function startField(customers: number, at?: number): Promise<Field> {
  const team = await startTeam(at);
  const lead = await tokenOf(team, 'lead-zhou');
  if (customers > 0) await moreCustomers(team, lead, customers);
  let up = true;
  const proxy = await faultProxy(team.endpoint.url, () => (up ? 'fine' : 'lost'));
  return {
    team,
    lead,
    url: proxy.url,
    connect: (now) => {
      up = now;
      // An endless answer, of events, would go on.
      if (!now) proxy.cut();
    },
    callsThere: () => callsInFile(team.endpoint.database),
    close: async () => {
      await proxy.close();
      await team.close();
    },
  };
}

async function moreCustomers(team: Team, lead: string, count: number): Promise<void> {
  const today = localDateAt(team.endpoint.clock.now(), 'Asia/Shanghai');
  const rows = Array.from({ length: count }, (_, index) => customerRow(index, addDays(today, -1)));
  const response = await fetch(`${team.endpoint.url}/v1/imports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${lead}` },
    body: JSON.stringify({ importId: 'faults', fileName: 'faults.csv', startDate: addDays(today, -7), rows }),
  });
  if (!response.ok) throw new Error(`the import answered ${response.status}: ${await response.text()}`);
}

const nobody = { ...customer().person, family: null, given: null, sex: null, salutation: null };

function customerRow(index: number, endedOn: string): ImportRow {
  const e164 = `+861380000${String(index).padStart(4, '0')}`;
  return {
    row: index + 2,
    customer: {
      person: { ...nobody, name: `样例${index + 1}`, number: `F-${index + 1}`, phones: [phone({ original: e164, e164, doubtful: true })] },
      class: null,
      language: 'zh-CN',
      preferredHours: null,
      optOut: null,
    },
    service: { kind: '维修', item: null, endedOn, by: null, where: STORE, nextDate: null, number: `F-${index + 1}`, detail: {} },
  };
}

function callsInFile(file: string): string[] {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return db
      .prepare("select json_extract(facts, '$.callId') as call from records where revision = 1")
      .all()
      .map(({ call }) => String(call));
  } finally {
    db.close();
  }
}

/** Calls the customer on screen, whom nobody reaches, up to the key that saves; answers the call's id. Three keys, so that a fault can be played often. */
export async function attempt(desk: Desk): Promise<string> {
  await screenIs(desk, 'ready');
  await press(desk, 'Enter');
  await screenIs(desk, 'ringing');
  const [call] = await stored(desk, 'calls');
  if (!call) throw new Error('no call in the database');
  await press(desk, '1');
  await screenIs(desk, 'wrap-up');
  return call.id;
}

/** Longer than any agent waits. */
export const SAID_WITHIN_MS = 20_000;

/** Presses the key that saves, and ends in the moment in which the panel says that it is saved. */
export async function saidSaved(desk: Desk): Promise<void> {
  const said = desk.panel.evaluate(
    () =>
      new Promise<void>((heard) => {
        const observer = new MutationObserver((changes) => {
          if (!changes.some(({ target }) => target.textContent?.includes('已保存。'))) return;
          observer.disconnect();
          heard();
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
  );
  said.catch(() => undefined);
  await press(desk, 'Control+Enter');
  const isSaid = await Promise.race([said.then(() => true), new Promise<false>((wake) => setTimeout(() => wake(false), SAID_WITHIN_MS))]);
  if (!isSaid) throw new Error(`nothing was said to be saved; the panel showed: ${await shown(desk)}\n${desk.faults.join('\n')}`);
}

/** How long the outbox may take once the endpoint answers again, ms (row 7). */
export const EMPTY_WITHIN = 60_000;

/** Waits until nothing waits on this machine; answers how long it took, ms, or null when it did not come to that. */
export async function emptied(desk: Desk, within = EMPTY_WITHIN): Promise<number | null> {
  const started = performance.now();
  while (performance.now() - started < within) {
    if ((await unsent(desk)) === 0) return performance.now() - started;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  return null;
}

/** How much waits, counted behind the panel's back: reading a shift's rows would be a load of its own. */
async function unsent(desk: Desk): Promise<number> {
  return await desk.panel.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('callside');
        opening.onupgradeneeded = () => opening.transaction?.abort();
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const counting = opening.result.transaction('outbox').objectStore('outbox').count();
          counting.onerror = () => reject(counting.error);
          counting.onsuccess = () => {
            opening.result.close();
            resolve(counting.result);
          };
        };
      }),
  );
}

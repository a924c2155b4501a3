import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type RecordListReply, recordListReplySchema } from '../../lib/contract/wire.ts';
import { type Endpoint, startEndpoint } from '../../server/start-endpoint.ts';
import { until } from './browser.ts';

/** 22 November 2026 19:05 in Changsha: within the calling hours of the evening. */
const EVENING = Date.parse('2026-11-22T11:05:00Z');

const log = pino({ level: 'silent' });

export type Listed = RecordListReply['records'][number];

export type Team = {
  endpoint: Endpoint;
  dataDir: string;
  /** One-time code of a sample agent that nobody has used. */
  code: (agentId: string) => string;
  /** All records of all places, newest first, as QA reads them. */
  records: () => Promise<Listed[]>;
  /** The same database and port again, as when the endpoint's machine comes back. */
  restart: () => Promise<void>;
  /** Sets the demo clock to an instant. */
  setTime: (at: number) => void;
  close: () => Promise<void>;
};

/** The real endpoint over a real SQLite file with the sample team, on a demo clock that begins at `at`. */
export async function startTeam(at: number = EVENING): Promise<Team> {
  const dataDir = await mkdtemp(join(tmpdir(), 'callside-endpoint-'));
  const first = await startEndpoint({ port: 0, dataDir, sample: true, demoStart: at, log });
  const codes = new Map(first.codes.map(({ agent, code }) => [agent.id, code]));
  const code = (agentId: string) => codes.get(agentId) ?? fail(`no code for ${agentId}`);
  const qa = await enrol(first.url, code('qa-chen'));
  const team: Team = {
    endpoint: first,
    dataDir,
    code,
    records: async () => {
      const response = await fetch(`${team.endpoint.url}/v1/records?limit=200`, { headers: { authorization: `Bearer ${qa}` } });
      return recordListReplySchema.parse(await response.json()).records;
    },
    restart: async () => {
      const { port, clock } = team.endpoint;
      team.endpoint = await startEndpoint({ port, dataDir, demoStart: clock.now(), log });
    },
    setTime: (to) => team.endpoint.setClockOffset(to - Date.now()),
    close: async () => {
      await team.endpoint.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return team;
}

/** Signs a sample agent in past any panel; answers the token. */
export async function tokenOf(team: Pick<Team, 'endpoint' | 'code'>, agentId: string): Promise<string> {
  return await enrol(team.endpoint.url, team.code(agentId));
}

async function enrol(url: string, code: string): Promise<string> {
  const response = await fetch(`${url}/v1/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, device: 'journey' }),
  });
  const { token } = (await response.json()) as { token?: string };
  return token ?? fail(`enrol answered ${response.status}`);
}

export function fail(why: string): never {
  throw new Error(why);
}

/** Waits until the endpoint has `count` records, and nothing waits on the panel's machine. */
export async function arrived(team: Team, count: number): Promise<Listed[]> {
  return await until(
    `${count} records at the endpoint`,
    async () => {
      const records = await team.records();
      return records.length >= count ? records : null;
    },
    20_000,
  );
}

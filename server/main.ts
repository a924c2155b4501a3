import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { timeZoneSchema } from '../lib/contract/basics.ts';
import { DamagedBackupError } from './backup/read.ts';
import { auditCommand } from './commands/audit.ts';
import { backupCommand } from './commands/backup.ts';
import { doctorCommand } from './commands/doctor.ts';
import { CommandError } from './commands/open.ts';
import { restoreCommand } from './commands/restore.ts';
import { BrokenPackError } from './content.ts';
import type { FirstTeam } from './first-team.ts';
import { type Endpoint, PortTakenError, startEndpoint } from './start-endpoint.ts';
import { NewerDatabaseError } from './store/migrations.ts';
import { UnreachableDatabaseError } from './store/postgres.ts';
import { UnusableDatabaseError } from './store/sqlite.ts';

const usage = `npm run serve -- [options]            run the endpoint
npm run serve -- COMMAND --help    audit, backup, restore, doctor

  --port N           port to listen on, 0 for any free one (8787)
  --host HOST        address to listen on (127.0.0.1)
  --data DIR         folder of the database file (.data); not used with DATABASE_URL=postgres://… in the environment
  --sample           fill an empty database with a sample team and customers
  --company NAME     for an empty database without a sample: the company's name
  --zone ZONE        and its time zone, as Asia/Shanghai (this machine's)
  --region CC        and the country of phone numbers without a country code (CN)
  --demo-clock TIME  run on a demo clock that begins at this time, as 2026-11-22T19:05:00+08:00
  --behind-proxy     a proxy stands before it: believe its X-Forwarded-For
  --drain SECONDS    on a stop, say "not ready" for so long before no more requests are taken (0)
  --help             this text`;

type Options = {
  port: number;
  host: string;
  dataDir: string;
  databaseUrl: string | null;
  sample: boolean;
  demoStart: number | null;
  behindProxy: boolean;
  drainMs: number;
  team: Partial<FirstTeam>;
};

function readOptions(): Options | string {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8787' },
      host: { type: 'string', default: '127.0.0.1' },
      data: { type: 'string', default: '.data' },
      sample: { type: 'boolean', default: false },
      company: { type: 'string' },
      zone: { type: 'string' },
      region: { type: 'string' },
      'demo-clock': { type: 'string' },
      'behind-proxy': { type: 'boolean', default: false },
      drain: { type: 'string', default: '0' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return usage;
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) throw new TypeError(`--port: a number from 0 to 65535, not ${values.port}`);
  if (!/^\d{1,3}$/.test(values.drain)) throw new TypeError(`--drain: seconds from 0 to 999, not ${values.drain}`);
  const demo = values['demo-clock'];
  const demoStart = demo === undefined ? null : Date.parse(demo);
  if (Number.isNaN(demoStart)) throw new TypeError(`--demo-clock: a time such as 2026-11-22T19:05:00+08:00, not ${demo}`);
  const stop = { behindProxy: values['behind-proxy'], drainMs: Number(values.drain) * 1000 };
  const where = { dataDir: resolve(values.data), databaseUrl: process.env.DATABASE_URL || null };
  return { port, host: values.host, ...where, sample: values.sample, demoStart, ...stop, team: teamOf(values) };
}

function teamOf({ company, zone, region }: { company?: string; zone?: string; region?: string }): Partial<FirstTeam> {
  if (zone !== undefined && !timeZoneSchema.safeParse(zone).success) throw new TypeError(`--zone: a time zone such as Asia/Shanghai, not ${zone}`);
  if (region !== undefined && !/^[A-Z]{2}$/.test(region)) throw new TypeError(`--region: two capital letters such as CN or GB, not ${region}`);
  return { ...(company ? { company } : {}), ...(zone ? { timeZone: zone } : {}), ...(region ? { region } : {}) };
}

function announce(endpoint: Endpoint): void {
  const lines = [`Callside endpoint: ${endpoint.url}`, `Database: ${endpoint.database}`, `API: ${endpoint.url}/v1/openapi.json`];
  if (endpoint.clock.demoOffset !== null) lines.push(`Demo clock: ${new Date(endpoint.clock.now()).toISOString()}`);
  for (const { agent, login, code } of endpoint.codes) lines.push(`One-time code: ${code}  (${agent.name}, ${agent.role}${login ? `, login ${login}` : ''})`);
  console.log(lines.join('\n'));
}

/** What is done with a database besides serving it. Each answers its exit code. */
const commands: { [name: string]: (args: string[]) => Promise<number> } = {
  audit: auditCommand,
  backup: backupCommand,
  restore: restoreCommand,
  doctor: doctorCommand,
};

async function main(): Promise<void> {
  const [name = '', ...args] = process.argv.slice(2);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) {
    process.exitCode = await command(args);
    return;
  }
  const options = readOptions();
  if (typeof options === 'string') {
    console.log(options);
    return;
  }
  const starting = startEndpoint(options);
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    starting.then((endpoint) => endpoint.close()).then(() => process.exit(0), fail);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  announce(await starting);
}

/** What a person can put right is said in one line; anything else comes with its trace. */
function fail(error: unknown): void {
  const isKnown = [PortTakenError, NewerDatabaseError, UnusableDatabaseError, UnreachableDatabaseError, BrokenPackError, CommandError, DamagedBackupError].some(
    (kind) => error instanceof kind,
  );
  const isWrongOption = error instanceof TypeError && /^--|option/i.test(error.message);
  // EACCES, EADDRNOTAVAIL, ENOSPC: what the system says is clear.
  const isSystem = error instanceof Error && 'code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code);
  console.error(error instanceof Error && (isKnown || isWrongOption || isSystem) ? error.message : error);
  process.exit(1);
}

main().catch(fail);

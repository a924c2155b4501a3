import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Endpoint, PortTakenError, startEndpoint } from './start-endpoint.ts';
import { NewerDatabaseError } from './store/migrations.ts';

const usage = `npm run serve -- [options]
  --port N           port to listen on, 0 for any free one (8787)
  --host HOST        address to listen on (127.0.0.1)
  --data DIR         folder of the database file (.data)
  --sample           fill an empty database with a sample team and customers
  --demo-clock TIME  run on a demo clock that begins at this time, as 2026-11-22T19:05:00+08:00
  --help             this text`;

type Options = { port: number; host: string; dataDir: string; sample: boolean; demoStart: number | null };

function readOptions(): Options | string {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8787' },
      host: { type: 'string', default: '127.0.0.1' },
      data: { type: 'string', default: '.data' },
      sample: { type: 'boolean', default: false },
      'demo-clock': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return usage;
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) throw new TypeError(`--port: a number from 0 to 65535, not ${values.port}`);
  const demo = values['demo-clock'];
  const demoStart = demo === undefined ? null : Date.parse(demo);
  if (Number.isNaN(demoStart)) throw new TypeError(`--demo-clock: a time such as 2026-11-22T19:05:00+08:00, not ${demo}`);
  return { port, host: values.host, dataDir: resolve(values.data), sample: values.sample, demoStart };
}

function announce(endpoint: Endpoint): void {
  const lines = [`Callside endpoint: ${endpoint.url}`, `Database: ${endpoint.databaseFile}`, `API: ${endpoint.url}/v1/openapi.json`];
  if (endpoint.clock.demoOffset !== null) lines.push(`Demo clock: ${new Date(endpoint.clock.now()).toISOString()}`);
  for (const { agent, code } of endpoint.codes) lines.push(`One-time code: ${code}  (${agent.name}, ${agent.role})`);
  console.log(lines.join('\n'));
}

async function main(): Promise<void> {
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
  const known =
    error instanceof PortTakenError || error instanceof NewerDatabaseError || (error instanceof TypeError && /^--|^Unknown option|^Option/.test(error.message));
  console.error(known ? (error as Error).message : error);
  process.exit(1);
}

main().catch(fail);

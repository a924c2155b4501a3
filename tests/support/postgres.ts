import type { TestProject } from 'vitest/node';
import { openPostgres } from '../../server/store/postgres.ts';
import { type Cluster, startPostgres } from '../../tools/lib/postgres.ts';
import { TEMPLATE } from './test-database.ts';

let cluster: Cluster | null = null;

/** One throw-away cluster for the project, with an empty database of today's version that each test copies. */
export async function setup(project: TestProject): Promise<void> {
  cluster = await startPostgres();
  await (await openPostgres(await made(cluster))).close();
  project.provide('postgres', cluster.url());
}

async function made(on: Cluster): Promise<string> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: on.url() });
  await client.connect();
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  return on.url(TEMPLATE);
}

export async function teardown(): Promise<void> {
  await cluster?.stop();
}

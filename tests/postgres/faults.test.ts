import pg from 'pg';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { createLog } from '../../server/log.ts';
import { startEndpoint } from '../../server/start-endpoint.ts';
import { DATABASE_VERSION, NewerDatabaseError } from '../../server/store/migrations.ts';
import { openStore } from '../../server/store/open.ts';
import { openPostgres, UnreachableDatabaseError } from '../../server/store/postgres.ts';
import { aPlace, tempFolder } from '../server/support.ts';
import { type TestDatabase, testDatabase } from '../support/test-database.ts';

const cleaning: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0).toReversed()) await clean();
});

async function opened() {
  const database = await testDatabase();
  cleaning.push(() => database.remove());
  const store = await database.open();
  cleaning.push(() => store.close());
  return { database, store };
}

/** A session beside the endpoint's, as an administrator has one. */
async function session(database: TestDatabase): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.address });
  await client.connect();
  cleaning.push(() => client.end());
  return client;
}

const cutAll = 'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';

describe('PostgreSQL', () => {
  it('orders every text by its bytes, as SQLite does', async () => {
    const { database } = await opened();
    const wrong = await database.query(
      "select table_name, column_name from information_schema.columns where table_schema = 'public' and data_type = 'text' and collation_name is distinct from 'C'",
    );
    expect(wrong).toEqual([]);
  });

  it('is brought up to date once when several instances start on an empty database', async () => {
    const name = `empty_${Date.now()}`;
    const admin = new pg.Client({ connectionString: inject('postgres') });
    await admin.connect();
    cleaning.push(() => admin.end());
    await admin.query(`create database ${name}`);
    cleaning.push(() => admin.query(`drop database ${name} with (force)`));
    const address = Object.assign(new URL(inject('postgres')), { pathname: `/${name}` }).href;
    const stores = await Promise.all([1, 2, 3].map(() => openPostgres(address)));
    for (const store of stores) cleaning.push(() => store.close());
    expect(await Promise.all(stores.map((store) => store.read((tx) => tx.meta.get('version'))))).toEqual([1, 2, 3].map(() => String(DATABASE_VERSION)));
  });

  it('goes on over new connections when all of them were cut while nobody asked', async () => {
    const { database, store } = await opened();
    await store.write((tx) => tx.meta.set('a', '1'));
    expect(await store.read((tx) => tx.meta.get('a'))).toBe('1');
    await database.query(cutAll);
    await store.write((tx) => tx.meta.set('a', '2'));
    expect(await store.read((tx) => tx.meta.get('a'))).toBe('2');
  });

  it('does the work again when the connection is cut in the middle of it, so that it is there once', async () => {
    const { database, store } = await opened();
    let tries = 0;
    await store.write(async (tx) => {
      tries += 1;
      await tx.places.put(aPlace({ id: `place-${tries}`, parentId: null }));
      if (tries === 1) await database.query(cutAll);
      await tx.meta.set('tries', String(tries));
    });
    expect(tries).toBe(2);
    expect(await store.read(async (tx) => (await tx.places.all()).map(({ id }) => id))).toEqual(['place-2']);
  });

  it('does the work again when a deadlock undid it', async () => {
    const { database, store } = await opened();
    await store.write((tx) => Promise.all([tx.places.put(aPlace({ id: 'centre', parentId: null })), tx.meta.set('a', '0')]));
    const other = await session(database);
    await other.query("begin; update places set body = body where id = 'centre'");
    let tries = 0;
    let taken = () => {};
    const started = new Promise<void>((resolve) => {
      taken = resolve;
    });
    const writing = store.write(async (tx) => {
      tries += 1;
      await tx.meta.set('a', String(tries));
      taken();
      await tx.places.put(aPlace({ id: 'centre', parentId: null, name: 'after' }));
    });
    await started;
    await new Promise((wake) => setTimeout(wake, 200));
    // Held by the work, which waits for the row that is held here.
    await other.query("update meta set value = 'theirs' where key = 'a'").catch(() => undefined);
    await other.query('rollback');
    await writing;
    expect(await store.read(async (tx) => (await tx.places.all()).map(({ name }) => name))).toEqual(['after']);
    expect([1, 2]).toContain(tries);
  });

  it('says which database cannot be used and why, without its password', async () => {
    const wrong = Object.assign(new URL(inject('postgres')), { password: 'not-it-secret' }).href;
    const cases: [url: string, says: RegExp][] = [
      [wrong, /postgres:\/\/127\.0\.0\.1:\d+\/postgres cannot be used: .*password/],
      ['postgres://callside:not-it-secret@127.0.0.1:1/callside', /127\.0\.0\.1:1\/callside cannot be used: .*ECONNREFUSED/],
      ['mysql://callside:not-it-secret@127.0.0.1/callside', /wants the form postgres:/],
    ];
    for (const [databaseUrl, says] of cases) {
      const error: unknown = await openStore({ dataDir: '/nowhere', databaseUrl }).catch((failure: unknown) => failure);
      expect(error).toBeInstanceOf(UnreachableDatabaseError);
      expect(String(error)).toMatch(says);
      expect(String(error)).not.toContain('not-it-secret');
    }
  });

  it('refuses a database that a newer program wrote', async () => {
    const { database, store } = await opened();
    await store.write((tx) => tx.meta.set('version', String(DATABASE_VERSION + 1)));
    await expect(database.open()).rejects.toThrow(NewerDatabaseError);
    await store.write((tx) => tx.meta.set('version', String(DATABASE_VERSION)));
  });

  it('is what an endpoint runs on when its address is given', async () => {
    const { database } = await opened();
    const options = { port: 0, dataDir: tempFolder(), databaseUrl: database.address, log: createLog({ write: () => undefined }) };
    const first = await startEndpoint(options);
    expect(first.database).toMatch(/^postgres:\/\/127\.0\.0\.1:\d+\/test_/);
    expect(first.codes.map(({ agent }) => agent.role)).toEqual(['admin']);
    const second = await startEndpoint(options);
    expect(second.codes).toEqual([]);
    for (const { url } of [first, second]) expect((await fetch(`${url}/v1/health`)).status).toBe(200);
    await Promise.all([first.close(), second.close()]);
  });
});

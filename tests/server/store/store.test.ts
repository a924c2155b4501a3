import { afterEach } from 'vitest';
import { isPostgres, type TestDatabase, testDatabase } from '../../support/test-database.ts';
import { storeSuite } from './suite.ts';

const made: TestDatabase[] = [];
afterEach(async () => {
  for (const database of made.splice(0)) await database.remove();
});

storeSuite(isPostgres() ? 'PostgreSQL' : 'SQLite', async () => {
  const database = await testDatabase();
  made.push(database);
  return database.open();
});

import { join } from 'node:path';
import { openSqlite } from '../../../server/store/sqlite.ts';
import { tempFolder } from '../support.ts';
import { storeSuite } from './suite.ts';

storeSuite('SQLite', () => openSqlite(join(tempFolder(), 'callside.db')));

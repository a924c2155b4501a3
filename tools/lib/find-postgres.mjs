// Plain Node >= 18 without packages: the bootstrap uses it before anything is installed.
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const windows = process.platform === 'win32';
const hasServer = (folder) => ['initdb', 'postgres'].every((name) => existsSync(join(folder, windows ? `${name}.exe` : name)));

/** `<folder>/<version><rest>`, the newest first. */
function versions(folder, match, ...rest) {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => match.test(name));
  return names.sort((a, b) => b.localeCompare(a, 'en', { numeric: true })).map((name) => join(folder, name, ...rest));
}

/** Where distributions put PostgreSQL's own programs; most keep `initdb` and `postgres` off the PATH. */
export function placesToLook({ env = process.env, root = '/' } = {}) {
  return [
    ...(env.PATH ?? '').split(delimiter).filter(Boolean),
    ...versions(join(root, 'usr/lib/postgresql'), /^\d+$/, 'bin'),
    ...versions(join(root, 'usr'), /^pgsql-\d+$/, 'bin'),
    ...versions(join(root, 'opt/homebrew/opt'), /^postgresql(@\d+)?$/, 'bin'),
    ...versions(join(root, 'usr/local/opt'), /^postgresql(@\d+)?$/, 'bin'),
    ...versions(join(root, 'Applications/Postgres.app/Contents/Versions'), /^\d+$/, 'bin'),
    ...(env.PROGRAMFILES ? versions(join(env.PROGRAMFILES, 'PostgreSQL'), /^\d+$/, 'bin') : []),
  ];
}

/**
 * The folder with PostgreSQL's `initdb` and `postgres`: `CALLSIDE_POSTGRES` when it is set, otherwise the first one found.
 * Answers `{ path }`, or `{ path: null, wrong }` where `wrong` is a `CALLSIDE_POSTGRES` without them.
 */
export function findPostgres(where = {}) {
  const chosen = (where.env ?? process.env).CALLSIDE_POSTGRES;
  if (chosen) return hasServer(chosen) ? { path: chosen, wrong: null } : { path: null, wrong: chosen };
  return { path: placesToLook(where).find(hasServer) ?? null, wrong: null };
}

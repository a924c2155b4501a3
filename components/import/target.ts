import type { ImportReply, ImportRequest } from '../../lib/contract/import.ts';
import { type ImportedFile, importListReplySchema, type Undone, undoImportReplySchema } from '../../lib/contract/undo-import.ts';
import { createLocalImporter, type LocalImportDeps } from '../../lib/db/import-local.ts';
import { listLocalImports, undoLocalImport } from '../../lib/db/imports-local.ts';
import type { Reply, Request } from '../../lib/sync/request.ts';
import type { Transport } from '../../lib/sync/transport.ts';

/** Where the rows of a file go. */
export type ImportTarget = {
  importRows(request: ImportRequest, signal: AbortSignal): Promise<Reply<ImportReply>>;
  where: 'endpoint' | 'here';
  /** Rows in one request. Each request is all or nothing; a larger file is several, which the same file again completes. */
  pageRows: number;
  /** Who a customer is that the file only meets: by id, and a phone they share. Null: not to be found out now. */
  nameOf(customerId: string, phone: string): Promise<string | null>;
  /** The newest imports, and taking one back with all its parts. */
  imports(): Promise<Reply<ImportedFile[]>>;
  undo(importId: string): Promise<Reply<Undone>>;
};

/** Measured in Chromium: with more rows the page stands still for more than 50 ms while a part is packed or written. */
const ENDPOINT_ROWS = 1000;
const LOCAL_ROWS = 250;

const SHOWN = 30;

/** The endpoint takes back in one go what it took in parts. */
const UNDO_MS = 120_000;

export function endpointTarget(transport: Pick<Transport, 'importRows' | 'find'> & { request: Request }): ImportTarget {
  return {
    importRows: transport.importRows,
    where: 'endpoint',
    pageRows: ENDPOINT_ROWS,
    nameOf: async (customerId, phone) => {
      const reply = phone === '' ? null : await transport.find(phone);
      const found = reply?.ok ? reply.value.found.find(({ customer }) => customer.id === customerId) : undefined;
      return found?.customer.person.name ?? null;
    },
    imports: async () => {
      const reply = await transport.request({ method: 'POST', path: '/v1/imports/list', body: { limit: SHOWN } }, importListReplySchema);
      return reply.ok ? { ...reply, value: reply.value.imports } : reply;
    },
    undo: async (importId) => {
      const reply = await transport.request({ method: 'POST', path: '/v1/imports/undo', body: { importId }, timeoutMs: UNDO_MS }, undoImportReplySchema);
      return reply.ok ? { ...reply, value: reply.value.undone } : reply;
    },
  };
}

/** This computer's own database, for an agent alone (design 10). */
export function localTarget(deps: LocalImportDeps): ImportTarget {
  const importRows = createLocalImporter(deps);
  return {
    where: 'here',
    pageRows: LOCAL_ROWS,
    nameOf: async (customerId) => (await deps.db.customers.get(customerId))?.person.name ?? null,
    importRows: async (request, signal) => {
      if (signal.aborted) return refused('unavailable', 'stopped');
      try {
        const done = await importRows(request);
        return done.ok ? { ok: true, value: done.reply } : refused('conflict', 'this id was used for another import');
      } catch {
        // Nothing was written. What the database says can quote a row, so it goes no further.
        return refused('unavailable', 'the database did not take it');
      }
    },
    imports: async () => ({ ok: true, value: await listLocalImports(deps.db, deps.place, SHOWN) }),
    undo: async (importId) => {
      try {
        const undone = await undoLocalImport(deps, importId);
        return undone ? { ok: true, value: undone } : refused('not-found', 'no such import');
      } catch {
        return refused('unavailable', 'the database did not take it');
      }
    },
  };
}

function refused(kind: 'unavailable' | 'conflict' | 'not-found', message: string): Reply<never> {
  return { ok: false, failure: { kind, message, field: null, retry: kind === 'unavailable', retryAfterMs: null } };
}

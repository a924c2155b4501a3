import type { ImportReply, ImportRequest } from '../../lib/contract/import.ts';
import { createLocalImporter, type LocalImportDeps } from '../../lib/db/import-local.ts';
import type { Reply } from '../../lib/sync/request.ts';
import type { Transport } from '../../lib/sync/transport.ts';

/** Where the rows of a file go. */
export type ImportTarget = {
  importRows(request: ImportRequest, signal: AbortSignal): Promise<Reply<ImportReply>>;
  where: 'endpoint' | 'here';
  /** Rows in one request. Each request is all or nothing; a larger file is several, which the same file again completes. */
  pageRows: number;
  /** Who a customer is that the file only meets: by id, and a phone they share. Null: not to be found out now. */
  nameOf(customerId: string, phone: string): Promise<string | null>;
};

/** Measured in Chromium: with more rows the page stands still for more than 50 ms while a part is packed or written. */
const ENDPOINT_ROWS = 1000;
const LOCAL_ROWS = 250;

export function endpointTarget(transport: Pick<Transport, 'importRows' | 'find'>): ImportTarget {
  return {
    importRows: transport.importRows,
    where: 'endpoint',
    pageRows: ENDPOINT_ROWS,
    nameOf: async (customerId, phone) => {
      const reply = phone === '' ? null : await transport.find(phone);
      const found = reply?.ok ? reply.value.found.find(({ customer }) => customer.id === customerId) : undefined;
      return found?.customer.person.name ?? null;
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
  };
}

function refused(kind: 'unavailable' | 'conflict', message: string): Reply<ImportReply> {
  return { ok: false, failure: { kind, message, field: null, retry: kind === 'unavailable', retryAfterMs: null } };
}

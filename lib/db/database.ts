import Dexie, { type EntityTable, type PromiseExtended, type Table } from 'dexie';
import type { Call } from '../contract/call.ts';
import type { Customer, Service } from '../contract/customer.ts';
import type { Divergence } from '../contract/divergence.ts';
import type { OutboxRow } from '../contract/outbox.ts';
import type { PhraseList } from '../contract/phrases.ts';
import type { Record as CallRecord } from '../contract/record.ts';
import type { Script } from '../contract/script.ts';
import type { Task } from '../contract/task.ts';
import type { Meta } from './meta.ts';

/** A record with what the outside does not see: whether the endpoint has it. */
export type StoredRecord = CallRecord & { sentAt: number | null; unnumbered?: Unnumbered };

/** A correction made here, whose revision number the endpoint has yet to tell: the mutation that makes it, and what that is based on. */
export type Unnumbered = { mutationId: string; basedOn: number[] };

/**
 * The panel's database. Indexes hold ids, times, states and keyed hashes of phones, never a name, a number or free text (design 16).
 * Versions are only added, each with its frozen example in tests/fixtures/db and a migration test.
 */
export class CallsideDb extends Dexie {
  declare customers: EntityTable<Customer, 'id'>;
  declare services: EntityTable<Service, 'id'>;
  declare tasks: EntityTable<Task, 'id'>;
  declare records: EntityTable<StoredRecord, 'id'>;
  declare outbox: EntityTable<OutboxRow, 'n'>;
  declare calls: EntityTable<Call, 'id'>;
  declare scripts: Table<Script, [string, number]>;
  declare phraseLists: Table<PhraseList, [string, number]>;
  declare divergences: EntityTable<Divergence, 'id'>;
  declare meta: Table<Meta, string>;

  constructor(name = 'callside') {
    // Strict: what the agent was told is saved has been written through to the disk (design 6).
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      customers: 'id, placeId, *phoneHashes, updatedAt',
      services: 'id, customerId, endedOn',
      tasks: 'id, customerId, serviceId, state, [state+dueBy]',
      records: 'id, customerId, taskId, savedAt',
      outbox: '++n, &id, state, nextAt',
      calls: 'id',
      scripts: '[id+version], id',
      phraseLists: '[id+version], id',
      meta: 'key',
    });
    // Versions that stand side by side until somebody chooses.
    this.version(2).stores({ divergences: 'id, customerId' });
    // A page of a newer version wants to move the schema: an open old page would write rows that miss its indexes.
    // False keeps Dexie's own handler away, which would let that page open the database again.
    this.on('versionchange', () => {
      this.close();
      return false;
    });
  }

  /** One that could not be opened (a full disk) is tried again with the next use. Dexie itself would refuse every use until the page is loaded again. */
  override open(): PromiseExtended<Dexie> {
    return super.open().catch((error: unknown) => {
      this.close({ disableAutoOpen: false });
      throw error;
    });
  }
}

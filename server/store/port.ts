import type { Agent } from '../../lib/contract/agent.ts';
import type { Id, Instant } from '../../lib/contract/basics.ts';
import type { Customer, Service } from '../../lib/contract/customer.ts';
import type { Divergence } from '../../lib/contract/divergence.ts';
import type { ImportReply } from '../../lib/contract/import.ts';
import type { PhraseList } from '../../lib/contract/phrases.ts';
import type { Place } from '../../lib/contract/place.ts';
import type { Record as RecordOfCall } from '../../lib/contract/record.ts';
import type { Script } from '../../lib/contract/script.ts';
import type { Task } from '../../lib/contract/task.ts';
import type { HeardCall } from '../../lib/plan/touches.ts';
import type { Complaint } from '../../lib/record/complaints.ts';
import type { AuditTable } from './audit.ts';
import type { CampaignTable } from './campaigns.ts';
import type { CustomerChangeTable } from './customer-changes.ts';
import type { DivergenceTable, FieldChangeTable } from './divergences.ts';
import type { ErasingTable } from './erasing.ts';
import type { ImportChangeTable } from './import-changes.ts';
import type { MergingTable } from './merging.ts';
import type { OwnerTable } from './owners.ts';
import type { AccountTable, DeviceTable, PeopleTable } from './people-port.ts';
import type { PresenceTable } from './presence.ts';
import type { PublishingTable } from './publishing-port.ts';
import type { ReviewTable } from './reviews.ts';
import type { SavedFilterTable } from './saved-filters.ts';
import type { SearchTable } from './search.ts';
import type { WholeTable } from './whole.ts';

/**
 * What the endpoint asks of a database. One suite (tests/server/store/suite.ts) runs against every adapter.
 * `write` is atomic, runs alone, and resolves only when the disk has it; when the work throws, nothing happened. `read` sees one moment.
 * The work changes nothing but the database: it is done again from the beginning when the database undid it because of others.
 */
export type Store = {
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * As `write` for each, in their order: each is all or nothing by itself. They share the wait for the disk. `ahead`: what each is going to ask for, in
   * the same order; those that come with it also share the ways to the database.
   */
  writeEach<T>(works: readonly ((tx: Tx) => Promise<T>)[], ahead?: readonly Ahead[]): Promise<PromiseSettledResult<T>[]>;
  /** Calls the listener after every write that was committed, by this instance or another over the same database. Answers how to stop. */
  onCommit(listener: () => void): () => void;
  /** After somebody was erased: what was deleted or overwritten does not stay behind in the files either, as far as the database lets one see to it. */
  purge?(): Promise<void>;
  close(): Promise<void>;
};

/** Ids or keys of rows that a work is going to look for. It may look for others too, and need not look for all of these. */
export type Ahead = Partial<{ [thing in 'mutations' | 'records' | 'calls' | 'customers' | 'tasks' | 'services' | 'meta']: readonly string[] }>;

/** Inside one transaction. Every row that is put gets the next number of the one sequence that orders all changes. */
export type Tx = {
  meta: { get(key: string): Promise<string | null>; set(key: string, value: string): Promise<void> };
  /** The number of the last change. */
  lastSeq(): Promise<number>;
  places: { all(): Promise<Place[]>; put(place: Place): Promise<void> };
  agents: AgentTable;
  accounts: AccountTable;
  devices: DeviceTable;
  people: PeopleTable;
  presence: PresenceTable;
  customers: CustomerTable;
  customerChanges: CustomerChangeTable;
  merging: MergingTable;
  savedFilters: SavedFilterTable;
  services: {
    put(services: readonly Service[]): Promise<void>;
    get(id: Id): Promise<Service | null>;
    /** `withGone`: also those that an undone import took away. */
    ofCustomers(ids: readonly Id[], withGone?: boolean): Promise<Service[]>;
  };
  tasks: TaskTable;
  holds: HoldTable;
  owners: OwnerTable;
  records: RecordTable;
  search: SearchTable;
  reviews: ReviewTable;
  mutations: { get(id: Id): Promise<StoredMutation | null>; add(row: Omit<StoredMutation, 'seq'>): Promise<number> };
  content: {
    script(id: Id, version: number): Promise<Script | null>;
    phraseList(id: Id, version: number): Promise<PhraseList | null>;
    putScript(script: Script, placeId: Id | null): Promise<void>;
    putPhraseList(list: PhraseList, placeId: Id | null): Promise<void>;
  };
  publishing: PublishingTable;
  divergences: DivergenceTable;
  fieldChanges: FieldChangeTable;
  erasing: ErasingTable;
  importChanges: ImportChangeTable;
  imports: { get(id: Id): Promise<StoredImport | null>; add(row: StoredImport): Promise<void> };
  campaigns: CampaignTable;
  audit: AuditTable;
  /** All of it, whatever it means: for backups and the doctor. */
  whole: WholeTable;
  changes(input: { after: number; upTo: number; placeIds: readonly Id[]; contentPlaceIds: readonly Id[]; agentId: Id; now: Instant }): Promise<Change[]>;
};

export type AgentTable = {
  count(): Promise<number>;
  get(id: Id): Promise<Agent | null>;
  of(ids: readonly Id[]): Promise<Agent[]>;
  names(ids: readonly Id[]): Promise<Map<Id, string>>;
  add(agent: Agent, at: Instant): Promise<void>;
  addCode(row: { hash: string; agentId: Id; expiresAt: Instant; at: Instant }): Promise<void>;
  code(hash: string): Promise<{ agentId: Id; expiresAt: Instant; usedAt: Instant | null } | null>;
  useCode(hash: string, at: Instant): Promise<void>;
};

export type KeyKind = 'phone' | 'number';

export type CustomerTable = {
  /** `numberHashes`: the keyed hashes of the customer numbers, see keys.ts. */
  put(rows: readonly { customer: Customer; numberHashes: readonly string[] }[]): Promise<void>;
  get(ids: readonly Id[]): Promise<Customer[]>;
  byKeys(kind: KeyKind, hashes: readonly string[], placeIds: readonly Id[]): Promise<{ hash: string; customer: Customer }[]>;
  /** In order of id, for reading through all of them. */
  page(input: { placeIds: readonly Id[]; after: Id | null; limit: number }): Promise<Customer[]>;
  /** Newest first. */
  newest(input: { placeIds: readonly Id[]; before: { createdAt: Instant; id: Id } | null; limit: number }): Promise<Customer[]>;
  count(placeIds: readonly Id[]): Promise<number>;
  /** They are planned as of now; when the plan of each is to be looked at again. It is no change of the customer. */
  setPlanned(rows: readonly { id: Id; at: Instant }[]): Promise<void>;
  /** The rules of this place, or its zone, have changed: all who belong there or had a service there are planned again. */
  planAgain(placeId: Id): Promise<void>;
  /** Those whose next look has come, the longest overdue first. */
  toPlan(now: Instant, limit: number): Promise<Id[]>;
  /** Whose file, service, task or record has changed after that number and up to the other, and after their plan, in order of the change. */
  changedBetween(after: number, upTo: number, limit: number): Promise<{ seq: number; customerId: Id }[]>;
  /** They may be called again; their keys stay as they are. */
  endOptOut(customer: Customer): Promise<void>;
  /** All calling words that any customer has or had. */
  callings(): Promise<string[]>;
  /** Every class that customers of these places have. */
  classes(placeIds: readonly Id[]): Promise<string[]>;
};

/** Tasks come with the claim that stands on them, whether run out or not: the reader compares with its clock. */
export type TaskTable = {
  /** The task's `claim` is not written: claims are `holds` and `claim`. */
  put(tasks: readonly Task[]): Promise<void>;
  get(ids: readonly Id[]): Promise<Task[]>;
  ofCustomers(ids: readonly Id[], onlyOpen: boolean): Promise<Task[]>;
  openCounts(customerIds: readonly Id[]): Promise<Map<Id, number>>;
  /** Marks them as worked under the customer's hold of that id; null takes the mark off. */
  claim(taskIds: readonly Id[], claimId: Id | null): Promise<void>;
  /** The pool by place, calling words and purpose: open tasks of customers that may be called and that nobody holds. */
  pool(input: { placeIds: readonly Id[]; now: Instant }): Promise<PoolGroup[]>;
  /** Due ones of the pool in the order of compareTasks: appointments whatever their group, the others of these groups. */
  candidates(input: { placeIds: readonly Id[]; groups: readonly CallGroup[]; now: Instant; owners: Owners; offset: number; limit: number }): Promise<Id[]>;
  /** Open ones with times of their own, the first of them. */
  withOwnHours(placeIds: readonly Id[], limit: number): Promise<Task[]>;
  /** The agent's own, not yet come, the first of them. */
  nextAppointment(agentId: Id, now: Instant): Promise<Task | null>;
  /** How many are open. */
  openIn(placeIds: readonly Id[]): Promise<number>;
  /** Open tasks whose customer somebody holds, and the first moment at which one comes free. */
  held(placeIds: readonly Id[], now: Instant): Promise<{ held: number; freeAt: Instant | null }>;
  /** Done between the two, by the time of their record. */
  doneBetween(input: { placeIds: readonly Id[]; from: Instant; to: Instant }): Promise<Task[]>;
  /** Open tasks by their last moment; there are few of those, a day each. */
  openByDue(placeIds: readonly Id[]): Promise<{ dueBy: Instant; count: number }[]>;
  /** How many customers have an open task due by then. */
  customersDueBy(input: { placeIds: readonly Id[]; to: Instant }): Promise<number>;
};

/** Tasks of a place whose customers have the same calling words: those of purposes with the same hours can be called at the same moments. Left out: of any purpose. */
export type CallGroup = { placeId: Id; calling: string; purposes?: { only: readonly Id[] } | { not: readonly Id[] } };
/** Whose customers may be drawn: this agent's and nobody's, those of `away`, and anybody's that are due before `until`. Null: nobody has any. */
export type Owners = { agentId: Id; away: readonly Id[]; until: Instant } | null;
/** `due`: how many of them have come; `earliest`: the smallest notBefore. */
export type PoolGroup = Pick<CallGroup, 'placeId' | 'calling'> & { purpose: Id; count: number; due: number; earliest: Instant };

export type Hold = { customerId: Id; agentId: Id; claimId: Id; found: boolean; expiresAt: Instant };

export type HoldTable = {
  get(customerIds: readonly Id[]): Promise<Hold[]>;
  ofAgent(agentId: Id): Promise<Hold[]>;
  put(hold: Hold): Promise<void>;
  remove(customerIds: readonly Id[]): Promise<void>;
};

export type ListedRecord = { seq: number; receivedAt: Instant; record: RecordOfCall; apart?: boolean };

export type Attempt = Pick<RecordOfCall, 'id' | 'direction' | 'outcome' | 'startedAt'> & { customerId: Id };

export type RecordTable = {
  /** Answers its sequence number. `madeBy`: the mutation of a correction; `apart`: it stands beside another one that does not know of it. */
  add(record: RecordOfCall, receivedAt: Instant, correction?: { madeBy: Id; apart: boolean }): Promise<number>;
  /** Oldest first. */
  revisions(id: Id): Promise<{ record: RecordOfCall; madeBy: Id | null }[]>;
  /** The latest revision. */
  get(id: Id): Promise<ListedRecord | null>;
  /** The latest revision of the record that this agent made of that call. */
  ofCall(callId: Id, agentId: Id): Promise<ListedRecord | null>;
  /** Latest revisions, newest first. `agentId`: only theirs. */
  list(input: { placeIds: readonly Id[]; agentId: Id | null; before: number | null; limit: number }): Promise<ListedRecord[]>;
  count(input: { placeIds: readonly Id[]; agentId: Id | null }): Promise<number>;
  /** Newest first, at most `limit` a customer. */
  ofCustomers(ids: readonly Id[], limit: number): Promise<RecordOfCall[]>;
  /** Calls and attempts since then, newest revisions. */
  attemptsSince(customerIds: readonly Id[], since: Instant): Promise<Attempt[]>;
  /** Calls that these customers heard, newest revisions. */
  heardOf(customerIds: readonly Id[]): Promise<(HeardCall & { customerId: Id })[]>;
  /** What these customers complained about, see lib/record/complaints.ts; reads all of their records. */
  complaintsOf(customerIds: readonly Id[]): Promise<Map<Id, Complaint[]>>;
  startedBetween(input: { placeIds: readonly Id[]; from: Instant; to: Instant }): Promise<RecordOfCall[]>;
};

export type StoredMutation = { id: Id; agentId: Id; bodyHash: string; seq: number; receivedAt: Instant };

export type StoredImport = { id: Id; agentId: Id; placeId: Id; bodyHash: string; at: Instant; fileName: string; reply: ImportReply };

export type Change =
  | { seq: number; kind: 'place'; row: Place }
  | { seq: number; kind: 'script'; row: Script }
  | { seq: number; kind: 'phraseList'; row: PhraseList }
  | { seq: number; kind: 'customer'; row: Customer }
  | { seq: number; kind: 'service'; row: Service }
  | { seq: number; kind: 'task'; row: Task }
  | { seq: number; kind: 'record'; row: RecordOfCall }
  | { seq: number; kind: 'divergence'; row: Divergence }
  | { seq: number; kind: 'erased'; row: Id };

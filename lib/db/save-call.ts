import { languageSchema } from '../contract/basics.ts';
import type { Call, Draft } from '../contract/call.ts';
import type { Customer } from '../contract/customer.ts';
import type { CustomerChange, Mutation } from '../contract/mutation.ts';
import type { OutboxRow } from '../contract/outbox.ts';
import type { Finding } from '../contract/phrases.ts';
import type { Place } from '../contract/place.ts';
import type { Record as CallRecord } from '../contract/record.ts';
import type { Script } from '../contract/script.ts';
import type { Task } from '../contract/task.ts';
import { type NewOutboxRow, outboxRow } from '../outbox/outbox.ts';
import { afterRecord, customerAfter } from '../plan/after-record.ts';
import { release } from '../plan/claims.ts';
import { changesOf } from '../record/changes.ts';
import { makeRecord } from '../record/make.ts';
import type { MissingField } from '../record/missing.ts';
import type { CallsideDb } from './database.ts';

export type SaveInput = {
  callId: string;
  script: Script;
  place: Place;
  /** True while the clock is a demo clock: the record says so. */
  demo: boolean;
  now: number;
  newId: () => string;
  /** Keyed hash of the corrected phone, made before the transaction; null where the endpoint makes it. */
  phoneHash: string | null;
  /** What stands in our words as they are saved. */
  kept: (draft: Draft) => Finding[];
};

export type SaveResult = { ok: true; record: CallRecord } | { ok: false; kind: 'gone' } | { ok: false; kind: 'incomplete'; missing: MissingField[] };

/** As many as a record holds (lib/contract/record.ts): one more, and the endpoint would refuse it. */
const MOST_FINDINGS = 500;

/**
 * Writes record, outbox rows, task and customer changes in one strict transaction (design 6). Only when it resolves may anything say "saved".
 * @throws what the database throws, QuotaExceededError above all; then nothing was written and the draft is still there.
 */
export async function saveCall(db: CallsideDb, input: SaveInput): Promise<SaveResult> {
  return db.transaction('rw', [db.calls, db.records, db.outbox, db.tasks, db.customers], async (): Promise<SaveResult> => {
    const call = await db.calls.get(input.callId);
    // Another panel window saved it a moment ago: a second record must not come of it.
    if (!call) return { ok: false, kind: 'gone' };
    const made = makeRecord({ call, script: input.script, recordId: input.newId(), now: input.now, demo: input.demo });
    if (!made.ok) return { ok: false, kind: 'incomplete', missing: made.missing };

    // Asked and written side by side: each wait for an answer is a turn of the page's own queue.
    const [known, tasks] = await Promise.all([fileOf(db, call, input), tasksOf(db, made.record)]);
    const findings = [...made.record.content.findings, ...input.kept(call.draft)].slice(0, MOST_FINDINGS);
    const record: CallRecord = { ...made.record, customerId: known.customer?.id ?? made.record.customerId, content: { ...made.record.content, findings } };
    const mutations: Mutation[] = known.mutation ? [known.mutation] : [];
    // The customer's changes go as their own, with what they are based on: nobody else's word is overwritten unseen.
    mutations.push({ id: input.newId(), at: input.now, kind: 'record.save', record, ...(known.customer ? { changesFollow: true } : {}) });
    const learned = known.customer && !known.mutation ? learn(record, known.customer, input) : null;
    mutations.push(...(learned?.mutations ?? []));

    await Promise.all([
      db.records.put({ ...record, sentAt: null }),
      db.tasks.bulkPut(tasksAfter(tasks, record, input)),
      learned?.customer ? db.customers.put(learned.customer) : null,
      db.outbox.bulkAdd(mutations.map((mutation) => outboxRow(mutation, input.now)) as NewOutboxRow[] as OutboxRow[]),
      db.calls.delete(call.id),
    ]);
    return { ok: true, record };
  });
}

type Tasks = { task: Task | null; openTasks: Task[] };

/** The record's own, and all open ones of its customer. */
async function tasksOf(db: CallsideDb, { taskId, customerId }: CallRecord): Promise<Tasks> {
  const [task, all] = await Promise.all([
    taskId === null ? undefined : db.tasks.get(taskId),
    customerId === null ? [] : db.tasks.where('customerId').equals(customerId).toArray(),
  ]);
  return { task: task ?? null, openTasks: all.filter(({ state }) => state === 'open') };
}

function tasksAfter({ task, openTasks }: Tasks, record: CallRecord, input: SaveInput): Task[] {
  const { tasks } = afterRecord({ record, task, openTasks, place: input.place, now: input.now });
  // The endpoint lets the customer go when it has the record: until it says otherwise none of their tasks is held here.
  const others = openTasks.filter((open) => open.claim !== null && !tasks.some(({ id }) => id === open.id));
  return [...tasks, ...others.map(release)];
}

/** What the call taught us (R4): one mutation a field, so that the endpoint orders fields and not files. */
function learn(record: CallRecord, customer: Customer, input: SaveInput): { customer: Customer | null; mutations: Mutation[] } {
  const changes: CustomerChange[] = changesOf(record, customer);
  let changed = customer;
  for (const change of changes) {
    changed = customerAfter(changed, change, input.now, change.field === 'phone' ? input.phoneHash : null);
  }
  return {
    customer: changes.length > 0 ? changed : null,
    mutations: changes.map((change) => ({ id: input.newId(), at: input.now, kind: 'customer.set', customerId: customer.id, change })),
  };
}

type File = { customer: Customer | null; mutation: Mutation | null };

async function fileOf(db: CallsideDb, call: Call, input: SaveInput): Promise<File> {
  if (call.customerId === null) return addCustomer(db, call, input);
  return { customer: (await db.customers.get(call.customerId)) ?? null, mutation: null };
}

/** Somebody unknown who gave a name or whose number was seen gets a file, so that the record can be found again (R5, C13). */
async function addCustomer(db: CallsideDb, call: Call, input: SaveInput): Promise<File> {
  const { party, correction } = call.draft;
  if (!party?.name.trim() && !correction.phone) return { customer: null, mutation: null };
  const phone = correction.phone;
  const customer: Customer = {
    id: input.newId(),
    placeId: call.placeId,
    person: {
      name: party?.name.trim() ?? '',
      family: null,
      given: null,
      sex: null,
      salutation: null,
      company: null,
      jobTitle: null,
      number: null,
      phones: phone ? [phone] : [],
      email: null,
      birthday: null,
      age: null,
      note: party?.note || null,
      more: {},
    },
    class: null,
    language: languageSchema.safeParse(correction.language).data ?? null,
    timeZone: null,
    preferredHours: correction.preferredHours,
    optOut: correction.optOut === null ? null : { at: input.now, reason: correction.optOut },
    phoneHashes: phone && input.phoneHash ? [input.phoneHash] : [],
    createdAt: input.now,
    updatedAt: input.now,
  };
  await db.customers.add(customer);
  return { customer, mutation: { id: input.newId(), at: input.now, kind: 'customer.add', customer } };
}

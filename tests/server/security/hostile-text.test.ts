import { describe, expect, it, vi } from 'vitest';
import type { Customer, Service } from '../../../lib/contract/customer.ts';
import { importRequestSchema } from '../../../lib/contract/import.ts';
import { customerChangeSchema, type Mutation, mutationSchema } from '../../../lib/contract/mutation.ts';
import { type RecordSearchReply, recordSearchReplySchema } from '../../../lib/contract/search.ts';
import { customerListReplySchema, pullReplySchema } from '../../../lib/contract/wire.ts';
import { filled, type Given, HOSTILE, LEFT_OUT, made, ROUNDS, textOf } from '../../support/hostile.ts';
import { type Bench, bench, MINUTE, START } from '../support.ts';

// Every string in every field.
vi.setConfig({ testTimeout: 120_000 });

const kinds = Object.fromEntries(mutationSchema.options.map((option) => [option.shape.kind.value, option]));

/** Ids and times that make sense; what is not named here comes from the schema. */
const base: { readonly [path: string]: unknown } = {
  at: START,
  'record.revision': 1,
  'record.placeId': 'store',
  'record.agentId': 'ann',
  'record.customerId': null,
  'record.taskId': null,
  'record.serviceId': null,
  'record.savedAt': START,
  'record.revised': LEFT_OUT,
  'record.erased': LEFT_OUT,
  'record.history': LEFT_OUT,
  history: LEFT_OUT,
  follows: LEFT_OUT,
  basedOn: [1],
  'customer.placeId': 'store',
  'service.placeId': 'store',
  'service.customerId': 'customer-0',
  'service.importId': null,
  'task.placeId': 'store',
  'task.customerId': 'customer-0',
  'task.agentId': 'ann',
  'task.serviceId': null,
  'task.claim': null,
  'task.cause.recordId': null,
  'task.cause.fromTaskId': null,
  'task.cause.serviceId': 'service-0',
  'task.closedBecause': null,
  to: START + MINUTE,
  until: START + MINUTE,
};

function mutation(kind: Mutation['kind'], round: number, over: { [path: string]: unknown } = {}, branch = round): Mutation {
  const given: { readonly [path: string]: unknown } = { ...base, id: `${kind}-${branch}-${round}`, ...over };
  const schema = kinds[kind];
  if (!schema) throw new Error(kind);
  const at: Given = (path) => given[path];
  // What must be complete, or say something, takes no blank.
  return mutationSchema.parse(made(schema, { given: at, text: kind === 'record.revise' || kind === 'review.answer' ? filled(round) : textOf(round), branch }));
}

async function pushAll(b: Bench, mutations: readonly Mutation[]): Promise<void> {
  for (let from = 0; from < mutations.length; from += 100) {
    const part = mutations.slice(from, from + 100);
    const results = await b.push('ann', ...part);
    const wrong = results.filter(({ status }) => status !== 'stored');
    expect([wrong[0], part[results.findIndex(({ status }) => status !== 'stored')]]).toEqual([undefined, undefined]);
    // Sent again it is the same body, to the letter.
    if (from === 0) expect(new Set((await b.push('ann', ...part)).map(({ status }) => status))).toEqual(new Set(['duplicate']));
  }
}

async function recordsOf(b: Bench): Promise<Map<string, RecordSearchReply['records'][number]>> {
  const all = new Map<string, RecordSearchReply['records'][number]>();
  for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
    const answer = await b.post('/v1/records/search', { filter: {}, words: null, cursor, limit: 200 }, 'lee');
    const page = recordSearchReplySchema.parse(answer.body);
    for (const one of page.records) all.set(one.record.id, one);
    cursor = page.next;
  }
  return all;
}

async function customersOf(b: Bench): Promise<Map<string, Customer>> {
  const all = new Map<string, Customer>();
  for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
    const page = customerListReplySchema.parse((await b.post('/v1/customers/list', { cursor, limit: 200, query: null }, 'lee')).body);
    for (const { customer } of page.customers) all.set(customer.id, customer);
    cursor = page.next;
  }
  return all;
}

/** All that Ann's panel fetches. */
async function pulled(b: Bench) {
  const found = { services: [] as Service[], tasks: new Map<string, unknown>() };
  for (let cursor = 0, more = true; more; ) {
    const page = pullReplySchema.parse((await b.get(`/v1/pull?cursor=${cursor}`, 'ann')).body);
    found.services.push(...page.services);
    for (const task of page.tasks) found.tasks.set(task.id, task);
    ({ cursor, more } = page);
  }
  return found;
}

/** What the endpoint adds of its own. */
const plain = ({ phoneHashes: _, updatedAt: __, ...rest }: Customer) => rest;

describe('hostile text comes back as it was sent', () => {
  it('has a round trip below for every kind of mutation that has free text', () => {
    const covered = ['customer.add', 'customer.set', 'record.save', 'record.revise', 'review.answer', 'service.add', 'task.add', 'task.skip', 'task.appoint'];
    const withText = Object.keys(kinds).filter((kind) => {
      let texts = 0;
      made(kinds[kind as Mutation['kind']] as never, { given: (path) => base[path], text: () => `x${++texts}`, branch: 0 });
      return texts > 0;
    });
    expect(withText.sort()).toEqual(covered.sort());
  });

  it('in every field of a record, of its corrections and of what is written about it', async () => {
    const b = await bench();
    const record = (round: number) => ({ 'record.id': `record-${round}`, 'record.callId': `call-${round}`, 'record.content.nextStep.taskId': `next-${round}` });
    const saves = ROUNDS.map((round) => mutation('record.save', round, record(round)));
    await pushAll(b, saves);
    const saved = await recordsOf(b);
    for (const save of saves) expect(save.kind === 'record.save' && saved.get(save.record.id)?.record).toEqual(save.kind === 'record.save' && save.record);

    const revisions = ROUNDS.map((round) => mutation('record.revise', round, { recordId: `record-${round}`, 'content.nextStep.taskId': `next-${round}` }));
    await pushAll(b, revisions);
    for (const round of ROUNDS) {
      const text = filled(round)(1, 2000);
      const body = { recordId: `record-${round}`, id: `return-${round}`, kind: 'return', revision: 2, moment: { kind: 'whole' }, text };
      expect((await b.post('/v1/reviews/add', body, 'lee')).status).toBe(200);
    }
    const answers = ROUNDS.map((round) => mutation('review.answer', round, { recordId: `record-${round}` }));
    await pushAll(b, answers);
    const revised = await recordsOf(b);
    for (const [index, revision] of revisions.entries()) {
      const round = ROUNDS[index] ?? 0;
      const found = revised.get(`record-${round}`);
      if (revision.kind !== 'record.revise') throw new Error('no revision');
      expect([found?.record.content, found?.record.revised?.why]).toEqual([revision.content, revision.why]);
      const answer = answers[index];
      expect(found?.review?.entries.map(({ text }) => text)).toEqual([filled(round)(1, 2000), ...(answer?.kind === 'review.answer' ? [answer.text] : [])]);
    }
  });

  it('in every field of a customer', async () => {
    const b = await bench();
    const added = ROUNDS.map((round) => mutation('customer.add', round, { 'customer.id': `customer-${round}`, 'customer.optOut': null }));
    await pushAll(b, added);
    const found = await customersOf(b);
    for (const one of added) {
      if (one.kind !== 'customer.add') throw new Error('no customer');
      const stored = found.get(one.customer.id);
      expect(stored && plain(stored)).toEqual(plain(one.customer));
    }
    const changes = customerChangeSchema.options.flatMap((_, branch) =>
      ROUNDS.map((round) => mutation('customer.set', round, { customerId: `customer-${round}`, 'change.was': LEFT_OUT }, branch)),
    );
    await pushAll(b, changes);
    const changed = await customersOf(b);
    for (const one of changes) {
      if (one.kind !== 'customer.set') throw new Error('no change');
      const stored = changed.get(one.customerId);
      const { field, value } = one.change;
      expect(field === 'phone' ? stored?.person.phones[0] : stored?.[field]).toEqual(value);
    }
  });

  it('in every field of a service and a task, and in the reason for another time', async () => {
    const b = await bench();
    await pushAll(b, [mutation('customer.add', 0, { 'customer.id': 'customer-0', 'customer.optOut': null })]);
    const services = ROUNDS.map((round) => mutation('service.add', round, { 'service.id': `service-${round}` }));
    const tasks = ROUNDS.map((round) => mutation('task.add', round, { 'task.id': `task-${round}`, 'task.state': 'open', 'task.windows': LEFT_OUT }));
    await pushAll(b, [...services, ...tasks]);
    await b.claim('ann', { customerId: 'customer-0' });
    const before = await pulled(b);
    expect(new Map(before.services.map((one) => [one.id, one]))).toEqual(
      new Map(services.map((one) => (one.kind === 'service.add' ? [one.service.id, one.service] : []) as [string, Service])),
    );
    for (const one of tasks)
      if (one.kind === 'task.add') expect(before.tasks.get(one.task.id)).toMatchObject({ cause: one.task.cause, lastOutcome: one.task.lastOutcome });

    const skips = ROUNDS.map((round) => mutation('task.skip', round, { taskId: `task-${round}` }));
    await pushAll(b, skips);
    await b.claim('ann', { customerId: 'customer-0' });
    const skipped = (await pulled(b)).tasks;
    for (const one of skips)
      if (one.kind === 'task.skip')
        expect(skipped.get(one.taskId)).toMatchObject({ skips: expect.arrayContaining([expect.objectContaining({ reason: one.reason })]) });
    const appointments = ROUNDS.map((round) => mutation('task.appoint', round, { taskId: `task-${round}` }));
    await pushAll(b, appointments);
    await b.claim('ann', { customerId: 'customer-0' });
    const appointed = (await pulled(b)).tasks;
    for (const one of appointments) if (one.kind === 'task.appoint') expect(appointed.get(one.taskId)).toMatchObject({ cause: { note: one.note } });
  });

  it('in every field of an imported row', async () => {
    const b = await bench();
    const row = (round: number) => ({
      'rows.0.row': round + 1,
      'rows.0.customer.person.number': `C-${round}`,
      'rows.0.customer.optOut': null,
      'rows.0.customer.person.phones.0.e164': `+4477009${String(round).padStart(5, '0')}`,
    });
    const requests = ROUNDS.map((round) => {
      const given: { readonly [path: string]: unknown } = row(round);
      return importRequestSchema.parse(made(importRequestSchema, { given: (path) => given[path], text: textOf(round), branch: round }));
    });
    const rows = requests.flatMap((request) => request.rows);
    const answer = await b.post('/v1/imports', { importId: 'hostile', fileName: HOSTILE[500]?.slice(0, 200), startDate: '2026-11-01', rows }, 'lee');
    expect(answer.status).toBe(200);
    const found = new Map([...(await customersOf(b)).values()].map((customer) => [customer.person.number, customer]));
    for (const { customer } of rows) {
      const stored = found.get(customer.person.number);
      expect([stored?.person, stored?.class, stored?.preferredHours]).toEqual([customer.person, customer.class, customer.preferredHours]);
    }
  });
});

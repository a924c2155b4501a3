import { describe, expect, it } from 'vitest';
import { beginCall, scriptIdFor } from '../../../lib/call/begin.ts';
import { transition } from '../../../lib/call/machine.ts';
import { chooseAnswer, walkContext } from '../../../lib/call/steps.ts';
import { callSchema } from '../../../lib/contract/call.ts';
import { changeCall, currentCall, dropCall, startCall } from '../../../lib/db/calls.ts';
import { newestPhraseLists, newestScript, phraseListsOf, scriptOf } from '../../../lib/db/scripts.ts';
import { position } from '../../../lib/script/walk.ts';
import { anAgent, shippedPhraseLists, shippedScripts } from '../../support/builders.ts';
import { openDb } from '../../support/db.ts';
import { customer, phone, place, rule, service, task } from '../plan/build.ts';
import { call, text } from '../record/build.ts';

const scripts = shippedScripts();
const [script] = scripts;
if (!script) throw new Error('no script');
const beginning = { id: 'call-1', direction: 'out', agent: anAgent(), place: place(), script, phraseLists: shippedPhraseLists() } as const;

describe('a call about to begin', () => {
  it('takes task, customer, service and versions with it, and nothing is answered yet', () => {
    const made = beginCall({ ...beginning, task: task({ purpose: 'after-repair' }), customer: customer(), service: service() });
    expect(callSchema.safeParse(made).error?.issues).toBeUndefined();
    expect(made).toMatchObject({
      phase: 'ready',
      taskId: 'task-1',
      customerId: 'customer-1',
      serviceId: 'service-1',
      agentId: 'agent-1',
      purpose: 'after-repair',
    });
    expect(made.walk).toEqual({ scriptId: script.id, version: script.version, choices: [] });
    expect(made.phraseLists).toEqual(beginning.phraseLists.map(({ id, version }) => ({ id, version })));
    expect(made.draft).toMatchObject({ outcome: null, satisfaction: null, said: null, party: null });
  });

  it.each([
    ['out', '+864000000000', '+8613800000001'],
    ['in', '+8613800000001', '+864000000000'],
  ] as const)('%s: from and to are the right way round', (direction, from, to) => {
    expect(beginCall({ ...beginning, direction, task: null, customer: customer(), service: null }).draft).toMatchObject({ from, to });
  });

  it('knows the number as it was written where it could not be understood, and a place without a number', () => {
    const odd = customer({}, [phone({ original: '12-34', e164: null })]);
    expect(beginCall({ ...beginning, place: place({ numbers: [] }), task: null, customer: odd, service: null }).draft).toMatchObject({
      from: null,
      to: '12-34',
    });
  });

  it('with somebody unknown asks who it is', () => {
    const made = beginCall({ ...beginning, direction: 'in', task: null, customer: null, service: null });
    expect(made.draft).toMatchObject({ party: { name: '', note: '' }, from: null, to: '+864000000000' });
    expect(made.purpose).toBe(script.purpose);
  });

  it.each([
    ['of the rule for the last service', service({ kind: '维修' }), 'repair'],
    ['of the first rule for another service', service({ kind: '洗涤' }), 'purchase'],
    ['of the first rule without a service', null, 'purchase'],
  ])('without a task takes the script %s', (_title, last, expected) => {
    const rules = [
      rule({ id: 'a', scriptId: 'purchase', trigger: { on: 'service-ended', kinds: ['购买'] } }),
      rule({ id: 'b', scriptId: 'repair', trigger: { on: 'service-ended', kinds: ['维修'] } }),
    ];
    expect(scriptIdFor(place({ rules }), last)).toBe(expected);
    expect(scriptIdFor(place({ rules: [] }), last)).toBeNull();
  });
});

describe('the one call of an agent', () => {
  it('is refused a second beside it, from whichever window', async () => {
    const db = openDb();
    const results = await Promise.all(['a', 'b', 'c'].map((id) => startCall(db, call({ id }))));
    expect(results.filter(({ started }) => started).length).toBe(1);
    expect(new Set(results.map((one) => one.call.id)).size).toBe(1);
    expect(await currentCall(db)).toEqual(results[0]?.call);
  });

  it('is there after the panel was closed in mid-sentence, with what was typed', async () => {
    const db = openDb();
    await startCall(db, call({ phase: 'talking' }));
    await changeCall(db, 'call-1', (one) => ({ ...one, draft: { ...one.draft, said: text('the zi') } }));
    db.close();
    expect((await currentCall(openDb(db.name)))?.draft.said).toEqual(text('the zi'));
  });

  it('keeps what two windows change at the same time', async () => {
    const db = openDb();
    await startCall(db, call({ phase: 'talking', endedAt: null }));
    await Promise.all([
      changeCall(db, 'call-1', (one) => ({ ...one, draft: { ...one.draft, said: text('zip') } })),
      changeCall(db, 'call-1', (one) => transition(one, { kind: 'ended', at: 9 })),
      changeCall(db, 'call-1', (one) => ({ ...one, draft: { ...one.draft, needs: text('new one') } })),
    ]);
    expect(await currentCall(db)).toMatchObject({ phase: 'wrap-up', draft: { said: text('zip'), needs: text('new one') } });
  });

  it('stays as it is when a change does not fit, and is null when it is over', async () => {
    const db = openDb();
    await startCall(db, call({ phase: 'talking' }));
    expect(await changeCall(db, 'call-1', (one) => transition(one, { kind: 'saved' }))).toBeNull();
    expect((await currentCall(db))?.phase).toBe('talking');
    await dropCall(db, 'call-1');
    expect(await currentCall(db)).toBeNull();
    expect(await changeCall(db, 'call-1', (one) => one)).toBeNull();
    expect((await startCall(db, call({ id: 'next' }))).started).toBe(true);
  });
});

describe('a version published during a call', () => {
  it('changes nothing in it; the next call takes the newest', async () => {
    const db = openDb();
    const lists = shippedPhraseLists();
    await db.scripts.bulkPut(scripts);
    await db.phraseLists.bulkPut(lists);
    const under = beginCall({ ...beginning, task: null, customer: customer(), service: service() });
    await startCall(db, under);
    const before = position(script, under.walk, walkContext(under));
    for (let version = 2; version <= 12; version++) {
      await db.scripts.put({ ...script, version, steps: script.steps.map((step) => ({ ...step, line: { en: `version ${version}` }, choices: [] })) });
      await db.phraseLists.bulkPut(lists.map((list) => ({ ...list, version, phrases: [] })));
    }
    const now = await currentCall(db);
    const kept = now && (await scriptOf(db, now.walk));
    if (!now || !kept) throw new Error('lost');
    expect(position(kept, now.walk, walkContext(now))).toEqual(before);
    expect(await phraseListsOf(db, now.phraseLists)).toEqual(lists);
    const choice = before.ok ? before.choices[0] : undefined;
    expect(choice && chooseAnswer(now, kept, choice.id, 1).ok).toBe(true);
    expect((await newestScript(db, script.id))?.version).toBe(12);
    expect((await newestPhraseLists(db)).map(({ id, version }) => [id, version])).toEqual(lists.map(({ id }) => [id, 12]).toSorted());
  });

  it('that is not here is said, not guessed', async () => {
    const db = openDb();
    expect(await newestScript(db, 'unheard-of')).toBeNull();
    expect(await scriptOf(db, { scriptId: 'unheard-of', version: 1 })).toBeNull();
    expect(await phraseListsOf(db, [{ id: 'unheard-of', version: 1 }])).toEqual([]);
  });
});

import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { at, phone, record } from '../../lib/plan/build.ts';
import { MINUTE, NOW, openPanel, theCustomer, theService, theTask } from '../../support/panel.tsx';

const card = () => within(screen.getByRole('article', { name: 'Next customer' }));
const person = theCustomer().person;

describe('the card of the next customer', () => {
  it('says who it is, how to address them, their class, the service and its day, the last contact and why now', async () => {
    await openPanel({
      customers: [theCustomer({ class: '钻石' })],
      records: [record({ startedAt: at('2026-11-02', '15:00'), outcome: 'no-answer', satisfaction: null })],
    });
    expect(card().getByRole('heading', { name: '王佳琪' })).toBeTruthy();
    expect(card().getByText('Say “王女士”')).toBeTruthy();
    expect(card().getByText('钻石')).toBeTruthy();
    expect(card().getByText(/羊毛外套 维修 · 20 Nov/)).toBeTruthy();
    expect(card().getByText('2 Nov · No answer', { exact: false })).toBeTruthy();
    const why = within(card().getByRole('list', { name: 'Why now' }));
    expect(why.getByText('Due today')).toBeTruthy();
    expect(why.getByText('Day 3 after 维修 · 羊毛外套')).toBeTruthy();
  });

  it('gives every number as a link that dials, with a button that copies it', async () => {
    const phones = [phone(), phone({ original: '139 0000 0002', e164: '+8613900000002', label: 'family', doubtful: true })];
    const { user } = await openPanel({ customers: [theCustomer({ person: { ...person, phones } })] });
    const written = vi.spyOn(navigator.clipboard, 'writeText');
    const links = card().getAllByRole('link');
    expect(links.map((link) => link.getAttribute('href'))).toEqual(['tel:+8613800000001', 'tel:+8613900000002']);
    expect(card().getByText('family')).toBeTruthy();
    expect(card().getByText('perhaps not in use')).toBeTruthy();
    const [copy] = card().getAllByRole('button', { name: /^Copy the number/ });
    if (copy) await user.click(copy);
    expect(written).toHaveBeenCalledWith('+8613800000001');
    expect(await card().findByText('Copied')).toBeTruthy();
  });

  it('does not claim to have copied a number that the browser refused to copy', async () => {
    const { user } = await openPanel();
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('refused'));
    await user.click(card().getByRole('button', { name: /^Copy the number/ }));
    await new Promise((wake) => setTimeout(wake, 20));
    expect(card().queryByText('Copied')).toBeNull();
  });

  it('names what is open with them, and says so when it is late', async () => {
    const promised = (by: number, department: string) =>
      record({ content: { nextStep: { kind: 'refer', at: by, note: 'the lining', department } }, startedAt: at('2026-11-10', '15:00') });
    await openPanel({ records: [promised(at('2026-11-12', '18:00'), 'Repairs')] });
    expect(card().getByText(/^Repairs answers by .*12 Nov 18:00 · late · the lining$/)).toBeTruthy();
  });

  it('does not call open what is still in time late', async () => {
    await openPanel({ records: [record({ content: { nextStep: { kind: 'send', at: at('2026-11-25', '18:00'), note: 'the leaflet' } } })] });
    expect(card().getByText(/^Promised by .*25 Nov 18:00 · the leaflet$/)).toBeTruthy();
  });

  it('says none yet where nobody has called before, and no name where the file has none', async () => {
    await openPanel({ customers: [theCustomer({ person: { ...person, name: '', family: null, sex: null, salutation: null } })] });
    expect(card().getByText('None yet')).toBeTruthy();
    expect(card().getByRole('heading', { name: 'No name' })).toBeTruthy();
  });

  it('shows markup in a name or a note as text', async () => {
    const note = '<img src=x onerror=alert(1)> =SUM(A1) 👋';
    await openPanel({ customers: [theCustomer({ person: { ...person, name: '<b>王</b>', note } })] });
    expect(card().getByRole('heading', { name: '<b>王</b>' })).toBeTruthy();
    expect(card().getByText(note)).toBeTruthy();
    expect(document.querySelector('img')).toBeNull();
  });
});

describe('keys on the next customer', () => {
  it('Enter dials: the number goes to the softphone and the call rings', async () => {
    const dialled: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      dialled.push(this.href);
    });
    const panel = await openPanel();
    await panel.user.keyboard('{Enter}');
    expect(await screen.findByRole('heading', { name: 'Ringing', level: 1 })).toBeTruthy();
    await waitFor(() => expect(dialled).toEqual(['tel:+8613800000001']));
    expect(await panel.call()).toMatchObject({ phase: 'ringing', customerId: 'customer-1', taskId: 'task-1', startedAt: NOW, answeredAt: null });
  });

  it('says why when there is no script for the call, and stays', async () => {
    const { user, db } = await openPanel({ tasks: [theTask({ scriptId: 'not-published' })] });
    await user.keyboard('{Enter}');
    expect(await card().findByRole('alert')).toHaveProperty('textContent', 'There is no script for this call yet. Ask your team lead to publish one.');
    expect(await db.calls.count()).toBe(0);
  });

  it('S skips with a reason in one more key, and the next customer is there', async () => {
    const other = theCustomer({ id: 'customer-2', person: { ...person, name: '李晓明' } });
    const { user, db, sync } = await openPanel({
      customers: [theCustomer(), other],
      services: [theService(), theService({ id: 'service-2', customerId: 'customer-2' })],
      tasks: [theTask(), theTask({ id: 'task-2', customerId: 'customer-2', serviceId: 'service-2', priority: 5 })],
    });
    await user.keyboard('s');
    expect(await screen.findByRole('dialog', { name: 'Skip 王佳琪?' })).toBeTruthy();
    await user.keyboard('2');
    expect(await screen.findByRole('heading', { name: '李晓明' })).toBeTruthy();
    const skipped = await db.tasks.get('task-1');
    expect(skipped?.skips).toMatchObject([{ agentId: 'agent-1', reason: 'A colleague is dealing with it' }]);
    expect(skipped?.notBefore).toBeGreaterThanOrEqual(at('2026-11-24', '14:00'));
    expect((await db.outbox.toArray()).map(({ mutation }) => mutation.kind)).toEqual(['task.skip']);
    expect(sync).toHaveBeenCalled();
  });

  it('a word on the reason goes with it, and its digits choose nothing', async () => {
    const { user, db } = await openPanel();
    await user.keyboard('s');
    await user.type(await screen.findByRole('textbox', { name: /A word on it/ }), 'until 5');
    expect(screen.getByRole('dialog')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: /Known to be busy now/ }));
    await waitFor(async () => expect((await db.tasks.get('task-1'))?.skips[0]?.reason).toBe('Known to be busy now: until 5'));
  });

  it('A makes an appointment: moments inside the calling hours by one key, Ctrl+Enter makes it', async () => {
    const { user, db } = await openPanel();
    await user.keyboard('a');
    const dialog = within(await screen.findByRole('dialog', { name: 'Call 王佳琪 later' }));
    expect(dialog.getByRole('button', { name: 'Make the appointment' })).toHaveProperty('disabled', true);
    expect(dialog.getByRole('button', { name: 'today 15:30' })).toBeTruthy();
    expect(dialog.getByRole('button', { name: 'today 19:30' })).toBeTruthy();
    await user.keyboard('2');
    expect(dialog.getByRole('button', { name: 'today 19:30', pressed: true })).toBeTruthy();
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(async () => expect(await db.tasks.get('task-1')).toMatchObject({ agentId: 'agent-1', notBefore: at('2026-11-23', '19:30'), state: 'open' }));
    expect(await screen.findByRole('heading', { name: 'Nobody to call before today 19:30' })).toBeTruthy();
  });

  it('opens nothing above a dialog that is open', async () => {
    const { user, db } = await openPanel();
    await user.keyboard('s');
    await screen.findByRole('dialog');
    await user.keyboard('a{Enter}');
    expect(screen.getByRole('dialog', { name: 'Skip 王佳琪?' })).toBeTruthy();
    expect(await db.calls.count()).toBe(0);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});

describe('what comes after', () => {
  it('lists the coming customers with why or when, the ready ones first', async () => {
    const named = (n: number, name: string) => theCustomer({ id: `customer-${n}`, person: { ...person, name } });
    const due = (n: number, change = {}) => theTask({ id: `task-${n}`, customerId: `customer-${n}`, serviceId: null, ...change });
    await openPanel({
      customers: [named(1, '王一'), named(2, '李二'), named(3, '张三')],
      services: [],
      tasks: [due(1), due(3, { notBefore: at('2026-11-23', '19:00'), dueBy: at('2026-11-24', '23:00') }), due(2, { dueBy: at('2026-11-24', '23:00') })],
    });
    const rows = within(await screen.findByRole('region', { name: 'Coming up' })).getAllByRole('listitem');
    expect(rows.map((row) => row.textContent?.slice(0, 2))).toEqual(['李二', '张三']);
    expect(rows[1]?.textContent).toMatch(/19:00/);
  });

  it('shows the three guarantees, and says in words which is about to break', async () => {
    const late = record({ id: 'r-late', taskId: 'task-9', savedAt: NOW - 5 * MINUTE, startedAt: NOW - 9 * MINUTE, endedAt: NOW - 6 * MINUTE });
    await openPanel({
      tasks: [theTask(), theTask({ id: 'task-9', customerId: 'customer-9', state: 'done', dueBy: at('2026-11-22', '12:00') })],
      records: [late],
    });
    const today = within(await screen.findByRole('region', { name: 'Today' }));
    expect(today.getByText('called of due')).toBeTruthy();
    expect(today.getByText('within deadline')).toBeTruthy();
    expect(today.getByText('records complete')).toBeTruthy();
    expect(today.getByText(/to go$/)).toBeTruthy();
  });
});

describe('when nobody can be called', () => {
  it('says why and the next good moment outside the calling hours', async () => {
    await openPanel({ now: at('2026-11-23', '17:00') });
    expect(screen.getByRole('heading', { name: 'Nobody to call before today 19:00' })).toBeTruthy();
    const nothing = within(screen.getByRole('region', { name: /Nobody to call/ }));
    expect(nothing.getByText(/outside the calling hours; next today 19:00/)).toBeTruthy();
    expect(nothing.getByText('Then: 王佳琪')).toBeTruthy();
    expect(screen.queryByRole('article')).toBeNull();
  });

  it('tells an agent alone with no customers to import a file, and offers it', async () => {
    await openPanel({ customers: [], services: [], tasks: [] });
    const nothing = within(screen.getByRole('region', { name: 'Nobody to call now' }));
    expect(await nothing.findByText('Nothing planned yet: import customers first')).toBeTruthy();
    expect(nothing.getByRole('button', { name: 'Import customers' })).toBeTruthy();
  });

  it('says that all is done when it is', async () => {
    await openPanel({ tasks: [theTask({ state: 'done' })] });
    expect(await screen.findByText('All done')).toBeTruthy();
  });

  it('looks again on R in a team, and says while it looks', async () => {
    const panel = await openPanel({ mode: 'team', tasks: [] });
    let over = () => {};
    panel.sync.mockImplementation(() => new Promise((done) => (over = done)));
    await panel.user.keyboard('r');
    expect(panel.sync).toHaveBeenCalledTimes(1);
    expect(await screen.findByRole('button', { name: 'Looking…' })).toHaveProperty('disabled', true);
    over();
    expect(await screen.findByRole('button', { name: 'Look again' })).toBeTruthy();
  });

  it('gives the endpoint’s own reasons in a team', async () => {
    const panel = await openPanel({ mode: 'team', tasks: [] });
    await panel.db.meta.put({
      key: 'queue',
      at: NOW,
      waiting: 4,
      why: [{ code: 'all-held', params: { count: 4, at: at('2026-11-23', '16:00') } }],
      nextAt: null,
      guarantees: { due: 4, called: 1, inTime: 1, records: 2, complete: 1 },
    });
    expect(await screen.findByText(/All 4 are with colleagues/)).toBeTruthy();
    expect(screen.getByText('3 to go')).toBeTruthy();
    expect(screen.getByText('1 incomplete')).toBeTruthy();
  });

  it('shows in a team only whom this agent holds', async () => {
    const held = { id: 'claim-1', agentId: 'agent-1', expiresAt: NOW + 30 * MINUTE };
    const { db } = await openPanel({ mode: 'team', tasks: [theTask({ claim: { ...held, agentId: 'agent-2' } })] });
    expect(screen.queryByRole('article')).toBeNull();
    await db.tasks.update('task-1', { claim: held });
    expect(await screen.findByRole('article', { name: 'Next customer' })).toBeTruthy();
  });
});

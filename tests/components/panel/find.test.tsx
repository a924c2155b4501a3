import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Customer } from '../../../lib/contract/customer.ts';
import { phone } from '../../lib/plan/build.ts';
import { type Endpoint, MINUTE, NOW, openPanel, type PanelOptions, theCustomer, theService, theTask } from '../../support/panel.tsx';

const person = theCustomer().person;
const named = (n: number, name: string, change: Partial<Customer> = {}) =>
  theCustomer({
    id: `customer-${n}`,
    person: { ...person, name, number: `VIP${n}`, phones: [phone({ e164: `+861380000000${n}`, original: `138 0000 000${n}` })] },
    ...change,
  });
const three = { customers: [named(1, '王佳琪'), named(2, '王晓明'), named(3, '李雷')] };
const dialog = () => within(screen.getByRole('dialog', { name: 'Find a customer' }));
const options = () => dialog().queryAllByRole('option');
const chosen = () => dialog().getByRole('option', { selected: true }).textContent;

async function find(panelOptions: PanelOptions, query: string) {
  const panel = await openPanel(panelOptions);
  await panel.user.keyboard('[Slash]');
  await panel.user.type(await screen.findByRole('combobox', { name: 'Name, phone or number' }), query);
  return panel;
}

describe('finding a customer', () => {
  it.each([
    ['name', '王', 2],
    ['phone', '13800000003', 1],
    ['the last digits of the phone', '0003', 1],
    ['card number', 'vip2', 1],
  ])('works by %s', async (_by, query, count) => {
    await find(three, query);
    await waitFor(() => expect(options()).toHaveLength(count));
  });

  it('arrows choose, Enter dials that one, and the search has the focus all the while', async () => {
    const panel = await find({ ...three, services: [theService()] }, '王');
    await waitFor(() => expect(options()).toHaveLength(2));
    expect(chosen()).toMatch(/王佳琪.*VIP1.*羊毛外套 维修/);
    await panel.user.keyboard('{ArrowDown}{ArrowDown}');
    expect(chosen()).toMatch(/王晓明/);
    const input = screen.getByRole('combobox');
    expect(document.activeElement).toBe(input);
    expect(document.getElementById(input.getAttribute('aria-activedescendant') ?? '')?.textContent).toMatch(/王晓明/);
    await panel.user.keyboard('{Enter}');
    expect(await screen.findByRole('heading', { name: 'Ringing', level: 1 })).toBeTruthy();
    expect(await panel.call()).toMatchObject({ customerId: 'customer-2', direction: 'out', taskId: null });
  });

  it('Ctrl+Enter takes their call, and their open task with it', async () => {
    const panel = await find(three, '王佳琪');
    await waitFor(() => expect(options()).toHaveLength(1));
    await panel.user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(await panel.call()).toMatchObject({ customerId: 'customer-1', direction: 'in', phase: 'talking', taskId: 'task-1', answeredAt: NOW });
  });

  it('Alt+U takes the call of somebody unknown', async () => {
    const panel = await find(three, 'x');
    await panel.user.keyboard('{Alt>}u{/Alt}');
    expect(await screen.findByText('Unknown caller')).toBeTruthy();
    expect(await panel.call()).toMatchObject({ customerId: null, direction: 'in', phase: 'talking', draft: { party: { name: '' } } });
  });

  it('never dials somebody found for what stood there before', async () => {
    const { user, db } = await find(three, '王佳琪');
    await waitFor(() => expect(options()).toHaveLength(1));
    await user.clear(screen.getByRole('combobox'));
    await user.type(screen.getByRole('combobox'), '李{Enter}');
    await new Promise((wake) => setTimeout(wake, 50));
    expect(await db.calls.count()).toBe(0);
    await waitFor(() => expect(chosen()).toMatch(/李雷/));
    await user.keyboard('{Enter}');
    await waitFor(async () => expect((await db.calls.toCollection().first())?.customerId).toBe('customer-3'));
  });

  it('does not dial while an input method composes the name', async () => {
    const { db } = await find(three, '王');
    await waitFor(() => expect(options()).toHaveLength(2));
    fireEvent.keyDown(screen.getByRole('combobox'), { code: 'Enter', isComposing: true });
    await new Promise((wake) => setTimeout(wake, 50));
    expect(await db.calls.count()).toBe(0);
  });

  it('says what to try when nobody is found', async () => {
    await find(three, 'nobody at all');
    expect(await screen.findByText(/^Nobody found\. Try fewer letters/)).toBeTruthy();
  });

  it('does not call out to somebody who wants no calls, but takes theirs', async () => {
    const { user, db } = await find({ customers: [named(1, '王佳琪', { optOut: { at: NOW, reason: 'asked' } })] }, '王');
    await waitFor(() => expect(options()).toHaveLength(1));
    expect(chosen()).toMatch(/does not want calls/);
    await user.keyboard('{Enter}');
    expect(await dialog().findByRole('alert')).toHaveProperty('textContent', 'This customer does not want calls.');
    expect(await db.calls.count()).toBe(0);
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(async () => expect(await db.calls.toCollection().first()).toMatchObject({ direction: 'in', customerId: 'customer-1' }));
  });
});

describe('finding in a team', () => {
  const hit = (change = {}) => ({ customer: named(7, '赵敏'), lastService: null, heldBy: null, ...change });
  const error = (kind: string, status: number) => ({ status, body: { error: { kind, message: 'x', field: null, retry: false } } });
  const team = (endpoint: Endpoint): PanelOptions => ({ mode: 'team', customers: [named(1, '王佳琪')], endpoint });
  const found = (one: object) => () => ({ body: { found: [one], more: false } });

  it('asks the endpoint, and says who has the customer and until when', async () => {
    await find(team({ '/v1/find': found(hit({ heldBy: { name: 'Ben', until: NOW + 30 * MINUTE } })), '/v1/claims': () => error('held', 409) }), '赵');
    await waitFor(() => expect(options()).toHaveLength(1));
    expect(chosen()).toMatch(/with Ben until 15:30/);
  });

  it('does not call whom a colleague has, and says what to do', async () => {
    const { user, db } = await find(
      team({ '/v1/find': found(hit({ heldBy: { name: 'Ben', until: NOW + 30 * MINUTE } })), '/v1/claims': () => error('held', 409) }),
      '赵',
    );
    await waitFor(() => expect(options()).toHaveLength(1));
    await user.keyboard('{Enter}');
    expect((await dialog().findByRole('alert')).textContent).toBe(
      'A colleague (Ben) has this customer. If they are calling you, take it as an unknown caller.',
    );
    expect(await db.calls.count()).toBe(0);
  });

  it('names nobody where a colleague took the customer a moment ago', async () => {
    const { user } = await find(team({ '/v1/find': found(hit()), '/v1/claims': () => error('held', 409) }), '赵');
    await waitFor(() => expect(options()).toHaveLength(1));
    await user.keyboard('{Enter}');
    expect((await dialog().findByRole('alert')).textContent).not.toMatch(/\(\)|undefined/);
  });

  it('holds the customer first, then calls with their file', async () => {
    const claim = {
      work: [],
      customer: {
        customer: named(7, '赵敏'),
        services: [],
        records: [],
        task: theTask({ id: 'task-7', customerId: 'customer-7', serviceId: null, claim: { id: 'k', agentId: 'agent-1', expiresAt: NOW + MINUTE } }),
      },
      waiting: 0,
      why: [],
      nextAt: null,
      guarantees: { due: 0, called: 0, inTime: 0, records: 0, complete: 0 },
      clock: { now: NOW, demoOffset: null },
    };
    const panel = await find(team({ '/v1/find': found(hit()), '/v1/claims': () => ({ body: claim }) }), '赵');
    await waitFor(() => expect(options()).toHaveLength(1));
    await panel.user.keyboard('{Enter}');
    expect(await screen.findByRole('heading', { name: 'Ringing', level: 1 })).toBeTruthy();
    expect(await panel.call()).toMatchObject({ customerId: 'customer-7', taskId: 'task-7' });
    expect(panel.asked.at(-1)).toMatchObject({ path: '/v1/claims', body: { want: 0, customerId: 'customer-7' } });
  });

  it('says when the endpoint is not reached that these are only the customers here', async () => {
    const { user, db } = await find(team({}), '王');
    expect(await screen.findByText('The endpoint is not reached: only customers on this computer.')).toBeTruthy();
    expect(options()).toHaveLength(1);
    await user.keyboard('{Enter}');
    expect((await dialog().findByRole('alert')).textContent).toMatch(/cannot be had offline/);
    expect(await db.calls.count()).toBe(0);
  });
});

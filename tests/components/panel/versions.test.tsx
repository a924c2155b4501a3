import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { FieldDivergence, RecordDivergence } from '../../../lib/contract/divergence.ts';
import { phone, record } from '../../lib/plan/build.ts';
import { openDb } from '../../support/db.ts';
import { aCall, NOW, openPanel } from '../../support/panel.tsx';

const by = (name: string) => ({ id: name.toLowerCase(), name });
const ofPhone = (change: Partial<FieldDivergence> = {}): FieldDivergence => ({
  id: 'd1',
  placeId: 'store-1',
  createdAt: NOW,
  state: 'open',
  settled: null,
  kind: 'customer-field',
  customerId: 'customer-1',
  field: 'phone',
  versions: [
    { id: 'v1', by: by('Ann'), at: NOW - 1000, value: { field: 'phone', value: phone({ original: '139 0000 0002', e164: '+8613900000002' }) } },
    { id: 'v2', by: null, at: null, value: { field: 'phone', value: phone({ original: '139 0000 0003', e164: '+8613900000003' }) } },
  ],
  ...change,
});
const revised = (revision: number, why: string) => ({ revision, revised: { by: 'ann', at: NOW, why, basedOn: [1] } });
const ofRecord: RecordDivergence = {
  id: 'd2',
  placeId: 'store-1',
  createdAt: NOW + 1,
  state: 'open',
  settled: null,
  kind: 'record',
  customerId: 'customer-1',
  recordId: 'record-1',
  agentId: 'agent-1',
  versions: [
    { id: 'revision-2', by: by('Ann'), at: NOW, record: record({ ...revised(2, 'misheard'), satisfaction: 'fair' }) },
    { id: 'revision-3', by: by('Lee'), at: NOW, record: record({ ...revised(3, 'listened again'), satisfaction: 'not-rated' }) },
  ],
};

async function opened(divergences: (FieldDivergence | RecordDivergence)[], options: Parameters<typeof openPanel>[0] = {}) {
  const db = openDb();
  await db.divergences.bulkPut(divergences);
  return openPanel({ db, ...options });
}
const badge = () => screen.queryByRole('button', { name: 'Two versions' });
const dialog = () => within(screen.getByRole('dialog'));

describe('versions side by side in the panel', () => {
  it('are a badge on the card, and nothing where there are none', async () => {
    await opened([ofPhone()]);
    expect(await screen.findByRole('button', { name: 'Two versions' })).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it.each([
    ['settled', ofPhone({ state: 'settled', settled: { by: by('Lee'), at: NOW, choose: 'v1' } })],
    ['of somebody else', ofPhone({ customerId: 'customer-2' })],
  ])('are no badge where they are %s', async (_, divergence) => {
    await opened([divergence]);
    await new Promise((wake) => setTimeout(wake, 50));
    expect(badge()).toBeNull();
  });

  it('say what, by whom and when; one is chosen by its key and kept with Enter', async () => {
    const { user, db, sync } = await opened([ofPhone()]);
    await user.click(await screen.findByRole('button', { name: 'Two versions' }));
    await screen.findAllByRole('radio');
    expect(dialog().getByRole('heading', { name: 'Phone: 王佳琪' })).toBeTruthy();
    const [first, second] = dialog().getAllByRole('radio');
    expect(first?.closest('label')?.textContent).toMatch(/139 0000 0002.*Ann/);
    expect(second?.closest('label')?.textContent).toMatch(/139 0000 0003.*From the customer file/);
    expect(dialog().getByRole('button', { name: 'Keep this one' }).hasAttribute('disabled')).toBe(true);
    await user.keyboard('2');
    expect((second as HTMLInputElement).checked).toBe(true);
    await user.keyboard('{Enter}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect((await db.outbox.toArray()).map(({ mutation }) => mutation)).toMatchObject([
      { kind: 'divergence.settle', divergenceId: 'd1', customerId: 'customer-1', choose: 'v2', seen: ['v1', 'v2'] },
    ]);
    expect((await db.customers.get('customer-1'))?.person.phones[0]?.e164).toBe('+8613900000003');
    expect(sync).toHaveBeenCalled();
    await waitFor(() => expect(badge()).toBeNull());
  });

  it('of a record show only what differs, with the reasons, and the next one after it', async () => {
    const { user, db } = await opened([ofPhone(), ofRecord], { records: [record()] });
    await user.click(await screen.findByRole('button', { name: 'Two versions' }));
    await screen.findAllByRole('radio');
    expect(dialog().getByText('1 of 2')).toBeTruthy();
    await user.keyboard('1{Enter}');
    expect(await dialog().findByText('2 of 2')).toBeTruthy();
    const [first] = dialog().getAllByRole('radio');
    expect(first?.closest('label')?.textContent).toMatch(/Satisfaction.*Reason: misheard.*Ann/);
    expect(dialog().queryByText('Outcome')).toBeNull();
    await user.keyboard('2{Enter}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(await db.records.get('record-1')).toMatchObject({ satisfaction: 'not-rated', revised: { basedOn: [2, 3], why: 'Chosen from two versions' } });
  });

  it('in a call are a badge on the strip and come to nobody uninvited', async () => {
    const { user } = await opened([ofPhone()], { call: aCall() });
    const strip = within(screen.getByRole('region', { name: 'On the line' }));
    const button = await strip.findByRole('button', { name: 'Two versions' });
    expect(screen.queryByRole('dialog')).toBeNull();
    await user.click(button);
    expect(await screen.findAllByRole('radio')).toHaveLength(2);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('say so when somebody else chose while one looked', async () => {
    const { user, db } = await opened([ofPhone()]);
    await user.click(await screen.findByRole('button', { name: 'Two versions' }));
    await screen.findAllByRole('radio');
    await user.keyboard('1');
    await db.divergences.put(ofPhone({ state: 'settled', settled: { by: by('Lee'), at: NOW, choose: 'v2' } }));
    expect(await dialog().findByText('Nothing stands side by side.')).toBeTruthy();
    expect(await db.outbox.count()).toBe(0);
  });

  it('are all behind the menu, whoever they are about', async () => {
    const { user } = await opened([ofPhone({ customerId: 'customer-2' })]);
    await user.click(screen.getByRole('button', { name: 'Menu' }));
    await user.click(await dialog().findByRole('button', { name: /^Two versions/ }));
    expect(await screen.findByRole('heading', { name: /^Phone: / })).toBeTruthy();
  });
});

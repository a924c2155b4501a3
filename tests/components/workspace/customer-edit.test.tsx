import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Customer } from '../../../lib/contract/customer.ts';
import type { CustomerSaveRequest, OptOutRequest } from '../../../lib/contract/customer-edit.ts';
import { openDb } from '../../support/db.ts';
import { customer, NOW, place } from './build.ts';
import { aList, aPage } from './customers.ts';
import { endpointOf, Refusal, showWorkspace, team } from './show.tsx';

const found = (change: Partial<Customer> = {}) => ({ customer: customer({ id: 'other', ...change }), by: 'phone' as const });

type Answers = { save?: (request: CustomerSaveRequest) => unknown; alike?: () => unknown; read?: () => Customer; role?: 'lead' | 'qa' };

/** A customer file that takes what is saved, as the endpoint does. */
async function open({ save, alike, read = () => customer(), role = 'lead' }: Answers = {}) {
  let now = read();
  const { fetcher, asked } = endpointOf({
    '/v1/customers/list': () => aList('Jiaqi Wang'),
    '/v1/customers/read': () => aPage({ customer: now }),
    '/v1/customers/save': (body) => {
      const request = body as CustomerSaveRequest;
      const answer = save?.(request);
      if (answer) {
        now = read();
        return answer;
      }
      const { name, class: classOf } = request.set;
      now = { ...now, person: { ...now.person, ...(name ? { name: name.value } : {}) }, ...(classOf ? { class: classOf.value } : {}) };
      return { customer: now, changeId: 'change-1' };
    },
    '/v1/customers/opt-out': (body) => {
      const { want, why } = body as OptOutRequest;
      now = { ...now, optOut: want === 'out' ? { at: NOW, reason: why } : null };
      return { customer: now, changeId: 'change-2' };
    },
    '/v1/customers/alike': () => (alike ?? (() => ({ alike: [] })))(),
    '/v1/places/list': () => ({ places: [place()] }),
  });
  const user = await showWorkspace(openDb(), team(role), fetcher);
  const sent = <T,>(path: string) => asked.filter((one) => one.path === path).map(({ body }) => body as T);
  return { user, saved: () => sent<CustomerSaveRequest>('/v1/customers/save'), wishes: () => sent<OptOutRequest>('/v1/customers/opt-out') };
}

beforeEach(() => {
  location.hash = '#/customers/customer-1';
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
});
afterEach(() => {
  fakeBrowser.reset();
  location.hash = '';
});

async function edit(user: Awaited<ReturnType<typeof open>>['user']) {
  await user.click(await screen.findByRole('button', { name: 'Edit' }));
  return within(await screen.findByRole('dialog'));
}
const field = (dialog: Awaited<ReturnType<typeof edit>>, name: string) => dialog.getByLabelText<HTMLInputElement>(name);
const write = (input: HTMLElement, value: string) => fireEvent.change(input, { target: { value } });

describe('a customer who is edited', () => {
  it('sends only what changes, with what stood there, and takes it back with one press', async () => {
    const { user, saved } = await open();
    const dialog = await edit(user);
    expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
    write(field(dialog, 'Name'), 'Jiaqi Wang-Li');
    write(field(dialog, 'Class'), 'gold');
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Saved.')).toBeTruthy();
    const { name } = customer().person;
    expect(saved()).toEqual([
      { customerId: 'customer-1', set: { name: { value: 'Jiaqi Wang-Li', was: name }, class: { value: 'gold', was: customer().class } } },
    ]);
    expect(await screen.findByRole('heading', { name: 'Jiaqi Wang-Li' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('As it was before.')).toBeTruthy();
    expect(saved()[1]?.set).toEqual({ name: { value: name, was: 'Jiaqi Wang-Li' }, class: { value: customer().class, was: 'gold' } });
    expect(await screen.findByRole('heading', { name })).toBeTruthy();
  });

  it('takes phones as they are typed, and a birthday without its year', async () => {
    const { user, saved } = await open();
    const dialog = await edit(user);
    await user.click(dialog.getByRole('button', { name: 'Add a phone' }));
    const phones = customer().person.phones.length;
    write(field(dialog, `Phone ${phones + 1}`), ' 138 0000 0099 ');
    await user.selectOptions(field(dialog, `What phone ${phones + 1} is`), 'family');
    write(field(dialog, 'Birthday'), '02-29');
    write(field(dialog, 'Tags'), 'Golf，VIP');
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(saved()).toHaveLength(1));
    const { set } = saved()[0] as CustomerSaveRequest;
    expect(set.phones?.value.at(-1)).toEqual({ text: '138 0000 0099', label: 'family' });
    expect(set.birthday?.value).toBe('--02-29');
    expect(set.tags?.value).toEqual(['Golf', 'VIP']);
  });

  it('says what cannot be saved where it stands', async () => {
    const { user } = await open();
    const dialog = await edit(user);
    write(field(dialog, 'Birthday'), '2026-02-30');
    write(field(dialog, 'Time zone'), 'Mars/Olympus');
    expect(dialog.getByText('A day that there is: 1980-05-31, or 05-31.')).toBeTruthy();
    expect(dialog.getByText('A zone as Asia/Shanghai.')).toBeTruthy();
    expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
  });

  it('shows what somebody else wrote meanwhile beside one’s own words, and saves only what was chosen', async () => {
    let stands = customer();
    const { user, saved } = await open({
      read: () => stands,
      save: ({ set }) => {
        if (set.class?.was === 'silver') return undefined;
        stands = { ...customer(), class: 'silver' };
        return new Refusal(409, 'conflict', 'set.class');
      },
    });
    const dialog = await edit(user);
    write(field(dialog, 'Class'), 'gold');
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    const met = within(await dialog.findByRole('alert'));
    expect(met.getByText(/Somebody else changed “Class” meanwhile/)).toBeTruthy();
    await waitFor(() => expect(met.getByText('silver')).toBeTruthy());
    expect(met.getByText('gold')).toBeTruthy();
    await user.click(met.getByRole('button', { name: 'Keep mine' }));
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Saved.')).toBeTruthy();
    expect(saved().at(-1)?.set).toEqual({ class: { value: 'gold', was: 'silver' } });
  });

  it('is not lost by a key: what was typed is asked for first', async () => {
    const { user } = await open();
    const dialog = await edit(user);
    write(field(dialog, 'Name'), 'Somebody');
    await user.keyboard('{Escape}');
    expect(await dialog.findByText('Discard what you changed?')).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Go on editing' }));
    expect(field(dialog, 'Name').value).toBe('Somebody');
  });

  it('is QA’s to read only', async () => {
    await open({ role: 'qa' });
    await screen.findByRole('region', { name: 'Changes' });
    expect(screen.queryByRole('button', { name: 'Edit' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Does not want calls' })).toBeNull();
  });

  it('has a form in which axe finds nothing', async () => {
    const { user } = await open();
    await edit(user);
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});

describe('whose customer it is', () => {
  const people = [
    { agentId: 'ann', name: 'Ann', load: { customers: 1, calls: 1 }, away: false },
    { agentId: 'cy', name: 'Cy', load: { customers: 0, calls: 0 }, away: true },
  ];
  const assignment = { id: 'a1', placeId: 'store', at: NOW, by: { id: 'lee', name: 'Lee' }, moves: 1, undoneAt: null };
  const preview = {
    moves: 1,
    customers: 1,
    perAgent: [],
    nobodys: { before: { customers: 1, calls: 0 }, after: { customers: 0, calls: 0 } },
    left: [],
    first: [],
    seal: 's',
  };

  it('is changed by choosing somebody, said when they cannot, and taken back', async () => {
    let answer: object = { ...preview, moves: 0, left: [{ why: { code: 'left-language', params: { language: 'pl' } }, count: 1 }] };
    const { fetcher, asked } = endpointOf({
      '/v1/customers/read': () => aPage({ owner: { id: 'bo', name: 'Bo', since: NOW } }),
      '/v1/assign/list': () => ({ people, nobodys: { customers: 0, calls: 0 }, assignments: [], isFollowed: true }),
      '/v1/assign/preview': () => answer,
      '/v1/assign/apply': () => ({ assignment }),
      '/v1/assign/undo': () => ({ assignment, restored: 1, changedSince: 0 }),
    });
    const user = await showWorkspace(openDb(), team('lead'), fetcher);
    const select = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Whose customer' });
    await waitFor(() =>
      expect([...select.options].map(({ text, disabled }) => [text, disabled])).toEqual([
        ['nobody’s: anybody may call', false],
        ['Bo', false],
        ['Ann', false],
        ['Cy (away)', true],
      ]),
    );
    expect(screen.getByText(/^Belongs to Bo since/)).toBeTruthy();
    await user.selectOptions(select, 'Ann');
    expect(await screen.findByText('Not done: they do not speak the customer’s language.')).toBeTruthy();
    answer = preview;
    await user.selectOptions(select, '');
    await user.click(await screen.findByRole('button', { name: 'Undo the assignment' }));
    await waitFor(() =>
      expect(asked.filter(({ path }) => path.startsWith('/v1/assign/') && path !== '/v1/assign/list').map(({ path, body }) => [path, body])).toEqual([
        ['/v1/assign/preview', expect.objectContaining({ who: { kind: 'these', customerIds: ['customer-1'] }, agentIds: ['ann'] })],
        ['/v1/assign/preview', expect.objectContaining({ agentIds: [] })],
        ['/v1/assign/apply', expect.objectContaining({ agentIds: [], seal: 's' })],
        ['/v1/assign/undo', { assignmentId: 'a1' }],
      ]),
    );
  });
});

describe('a wish not to be called', () => {
  it('is written down with its reason and its end, and ended with a reason', async () => {
    const { user, wishes } = await open();
    await user.click(await screen.findByRole('button', { name: 'Does not want calls' }));
    const dialog = within(await screen.findByRole('dialog'));
    const submit = dialog.getByRole<HTMLButtonElement>('button', { name: 'Does not want calls' });
    expect(submit.disabled).toBe(true);
    await user.type(field(dialog, 'Why, in the customer’s words'), 'too many calls');
    write(field(dialog, 'Until, if there is an end'), '2020-01-01');
    expect(dialog.getByText('This day is over.')).toBeTruthy();
    expect(submit.disabled).toBe(true);
    write(field(dialog, 'Until, if there is an end'), '2027-06-30');
    await user.click(submit);
    await waitFor(() => expect(wishes()).toEqual([{ customerId: 'customer-1', want: 'out', why: 'too many calls', until: '2027-06-30' }]));
    expect(await screen.findByText(/Does not want calls since .*too many calls/)).toBeTruthy();
    await user.click(await screen.findByRole('button', { name: 'May be called again' }));
    const back = within(await screen.findByRole('dialog'));
    await user.type(field(back, 'Why, in the customer’s words'), 'asked for it');
    await user.click(back.getByRole('button', { name: 'May be called again' }));
    await waitFor(() => expect(wishes().at(-1)).toEqual({ customerId: 'customer-1', want: 'in', why: 'asked for it' }));
  });
});

describe('a customer who is added by hand', () => {
  beforeEach(() => {
    location.hash = '#/customers';
  });

  it('comes with a first service, and their page opens', async () => {
    const { user, saved } = await open();
    await user.click(await screen.findByRole('button', { name: 'Add' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Add' }).disabled).toBe(true);
    write(field(dialog, 'Name'), 'Emily Carter');
    write(field(dialog, 'Phone 1'), '07700 900123');
    write(field(dialog, 'Kind of service'), 'repair');
    write(field(dialog, 'Ended on'), '2026-11-20');
    await user.click(dialog.getByRole('button', { name: 'Add' }));
    await waitFor(() => expect(location.hash).toMatch(/^#\/customers\/[\w-]{8,}$/));
    expect(saved()).toMatchObject([
      {
        customerId: location.hash.split('/')[2],
        set: { name: { value: 'Emily Carter' }, phones: { value: [{ text: '07700 900123', label: 'main' }] } },
        add: { placeId: 'store', service: { kind: 'repair', item: null, endedOn: '2026-11-20' } },
      },
    ]);
  });

  it('is shown who could be the same before anything is written', async () => {
    const { user, saved } = await open({ alike: () => ({ alike: [found()] }) });
    await user.click(await screen.findByRole('button', { name: 'Add' }));
    const dialog = within(await screen.findByRole('dialog'));
    write(field(dialog, 'Name'), 'Emily');
    await user.click(dialog.getByRole('button', { name: 'Add' }));
    expect(await dialog.findByText('This could be somebody who is there already:')).toBeTruthy();
    expect(dialog.getByRole('link').getAttribute('href')).toBe('#/customers/other');
    expect(saved()).toEqual([]);
    await user.click(dialog.getByRole('button', { name: 'Add all the same' }));
    await waitFor(() => expect(saved()).toHaveLength(1));
  });
});

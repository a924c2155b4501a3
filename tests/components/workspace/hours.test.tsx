import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { PlaceSet } from '../../../lib/contract/people.ts';
import type { Place } from '../../../lib/contract/place.ts';
import type { UiLanguage } from '../../../lib/i18n/language.ts';
import { openDb } from '../../support/db.ts';
import { place } from './build.ts';
import { endpointOf, Refusal, showWorkspace, team } from './show.tsx';

const weekdays = [1, 2, 3, 4, 5];
/** Open on working days, in two windows of which the second ends at midnight. */
const store: Place = {
  ...place(),
  hours: {
    seasons: [
      {
        from: '01-01',
        to: '12-31',
        weekdays,
        windows: [
          { from: '14:00', to: '16:30' },
          { from: '19:00', to: '24:00' },
        ],
      },
    ],
    closed: ['2026-12-24'],
  },
};

const entries = [
  ['occasion-birthday', 'birthday', 'Birthday'],
  ['retail-repair', 'after-repair', 'After a repair'],
].map(([id, purpose, title]) => ({
  kind: 'script',
  id,
  purpose,
  title: { en: title },
  languages: ['en'],
  version: 1,
  placeId: null,
  size: 5,
  publication: null,
  draft: null,
  scheduled: [],
}));

beforeEach(() => {
  location.hash = '#/team/places';
});
afterEach(() => {
  location.hash = '';
  fakeBrowser.reset();
});

async function open(saved: (set: PlaceSet) => unknown = () => ({ place: store }), one: Place = store, language: UiLanguage = 'en') {
  const { fetcher, asked } = endpointOf({
    '/v1/places/list': () => ({ places: [one] }),
    '/v1/people/list': () => ({ people: [] }),
    '/v1/content/list': () => ({ entries }),
    '/v1/places/save': (body) => saved((body as { set: PlaceSet }).set),
  });
  const user = await showWorkspace(openDb(), team('lead'), fetcher, language);
  const opener = { en: 'Calling hours and limits of Store', 'zh-CN': 'Store的可拨时段与上限' }[language];
  await user.click(await screen.findByRole('button', { name: opener }));
  const dialog = within(await screen.findByRole('dialog'));
  const sent = () => asked.filter(({ path }) => path === '/v1/places/save').map(({ body }) => (body as { set: PlaceSet }).set);
  const save = () => dialog.getByRole<HTMLButtonElement>('button', { name: /^Save/ });
  return { user, dialog, sent, save };
}
const TIMES = 'Times as 09:00; a window ends after it begins, at 24:00 at the latest.';
const set = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });

describe('calling hours and limits of a place', () => {
  it('shows what the place has, and what that comes to today and tomorrow', async () => {
    const { dialog, save } = await open();
    // Sunday noon in Shanghai.
    expect(dialog.getByText('Today nobody is called · tomorrow 14:00–16:30, 19:00–00:00')).toBeTruthy();
    expect(dialog.getByLabelText<HTMLInputElement>('From (MM-DD)').value).toBe('01-01');
    // The weekdays, nobody about their own service, and another part of the day.
    expect(dialog.getAllByRole<HTMLInputElement>('checkbox').map(({ checked }) => checked)).toEqual([true, true, true, true, true, false, false, false, false]);
    expect(dialog.getByLabelText<HTMLInputElement>('Window 2 to').value).toBe('24:00');
    expect(dialog.getByLabelText<HTMLInputElement>(/^Days from one call/).value).toBe('1');
    expect(dialog.getByLabelText<HTMLInputElement>('No answer').value).toBe('120');
    expect(dialog.getByLabelText<HTMLInputElement>('Voicemail')).toMatchObject({ value: '', placeholder: 'as no answer' });
    expect(save().disabled).toBe(true);
  });

  it('adds other hours for some calls, and takes them away again', async () => {
    const { user, dialog, sent, save } = await open();
    await waitFor(() => expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Other hours for some calls' }).disabled).toBe(false));
    await user.click(dialog.getByRole('button', { name: 'Other hours for some calls' }));
    const others = within(dialog.getByRole('group', { name: 'Other hours 1' }));
    expect(others.getByRole('alert').textContent).toBe('Choose what these hours are for, or remove them.');
    expect(save().disabled).toBe(true);
    await user.click(others.getByRole('checkbox', { name: 'Birthday' }));
    set(others.getByLabelText('Window 1 to'), '11:30');
    await user.click(dialog.getByRole('button', { name: 'Other hours for some calls' }));
    // A call has one kind of hours.
    expect(within(dialog.getByRole('group', { name: 'Other hours 2' })).getByRole<HTMLInputElement>('checkbox', { name: 'Birthday' }).disabled).toBe(true);
    await user.click(dialog.getByRole('button', { name: 'Remove other hours 2' }));
    await user.click(save());
    const seasons = [{ from: '01-01', to: '12-31', weekdays: [1, 2, 3, 4, 5, 6, 7], windows: [{ from: '09:00', to: '11:30' }] }];
    await waitFor(() => expect(sent()).toEqual([{ purposeHours: [{ id: expect.any(String), purposes: ['birthday'], seasons }] }]));
  });

  it('closes the days of a calendar that are to come, and opens them again with one press', async () => {
    const { user, dialog, sent, save } = await open();
    const file = (text: string) => new File([text], 'uk.ics', { type: 'text/calendar' });
    const field = dialog.getByLabelText(/^Add days from a calendar/);
    await user.upload(field, file('nothing in it'));
    expect(await dialog.findByText(/^No new day that is to come stands in “uk.ics”/)).toBeTruthy();
    const christmas =
      'BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261227\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20200101\nEND:VEVENT';
    await user.upload(field, file(christmas));
    expect(await dialog.findByText('2 days that are to come were added.')).toBeTruthy();
    expect(dialog.getByRole('button', { name: 'Open again on 26 Dec' })).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Undo' }));
    expect(dialog.queryByRole('button', { name: 'Open again on 26 Dec' })).toBeNull();
    await user.upload(field, file(christmas));
    await dialog.findByText('2 days that are to come were added.');
    await user.click(save());
    await waitFor(() => expect(sent()).toMatchObject([{ hours: { closed: ['2026-12-24', '2026-12-25', '2026-12-26'] } }]));
  });

  it('sends who is important, and that nobody calls about their own service', async () => {
    const { user, dialog, sent, save } = await open();
    const classes = dialog.getByRole('textbox', { name: /^Important classes/ });
    set(classes, Array.from({ length: 10 }, (_, n) => `c${n}`).join());
    expect(dialog.getByRole('alert').textContent).toBe('At most 9 classes.');
    expect(save().disabled).toBe(true);
    set(classes, '钻石，gold');
    await user.click(dialog.getByRole('checkbox', { name: /^Nobody calls about a service/ }));
    await user.click(save());
    await waitFor(() => expect(sent()).toEqual([{ limits: { notOwnService: true, importantClasses: ['钻石', 'gold'] } }]));
  });

  it('sends the hours when they change, and nothing else', async () => {
    const { user, dialog, sent, save } = await open();
    set(dialog.getByLabelText('Window 1 from'), '14:30');
    await user.click(dialog.getByRole('checkbox', { name: 'Sat' }));
    await user.selectOptions(dialog.getByRole('combobox', { name: 'Public holidays' }), 'CN');
    set(dialog.getByLabelText('Another closed day'), '2026-12-01');
    await user.click(dialog.getByRole('button', { name: 'Close that day' }));
    await user.click(dialog.getByRole('button', { name: 'Open again on 24 Dec' }));
    await user.click(save());
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const windows = [
      { from: '14:30', to: '16:30' },
      { from: '19:00', to: '24:00' },
    ];
    expect(sent()).toEqual([
      { hours: { seasons: [{ from: '01-01', to: '12-31', weekdays: [...weekdays, 6], windows }], closed: ['2026-12-01'], holidays: 'CN' } },
    ]);
  });

  it('adds and removes seasons and windows', async () => {
    const { user, dialog, sent, save } = await open();
    await user.click(dialog.getByRole('button', { name: 'Remove window 2' }));
    await user.click(dialog.getByRole('button', { name: 'Add a season' }));
    const second = within(dialog.getByRole('group', { name: 'Season 2' }));
    set(second.getByLabelText('From (MM-DD)'), '12-15');
    set(second.getByLabelText('To (MM-DD)'), '02-29');
    await user.click(second.getByRole('button', { name: 'Add a window' }));
    set(second.getByLabelText('Window 2 from'), '19:00');
    set(second.getByLabelText('Window 2 to'), '20:00');
    await user.click(dialog.getByRole('button', { name: 'Remove season 1' }));
    await user.click(save());
    await waitFor(() => expect(sent()).toHaveLength(1));
    const windows = [
      { from: '09:00', to: '18:00' },
      { from: '19:00', to: '20:00' },
    ];
    expect(sent()[0]?.hours?.seasons).toEqual([{ from: '12-15', to: '02-29', weekdays: [1, 2, 3, 4, 5, 6, 7], windows }]);
  });

  it('sends only the limits that change; an attempt that is emptied goes back to its rule', async () => {
    const retryMinutes = { 'no-answer': 120, busy: 15, abroad: 3000 };
    const { user, dialog, sent, save } = await open(() => ({ place: store }), { ...store, limits: { ...store.limits, retryMinutes } });
    set(dialog.getByLabelText(/^Calls to one customer/), '6');
    set(dialog.getByLabelText('Abroad'), '');
    set(dialog.getByLabelText('Cut off'), '20');
    await user.click(save());
    await waitFor(() => expect(sent()).toEqual([{ limits: { callsPerYear: 6, retryMinutes: { 'no-answer': 120, busy: 15, 'broken-off': 20 } } }]));
  });

  it.each<[string, string | RegExp, string, string]>([
    ['a window that ends before it begins', 'Window 1 to', '13:00', TIMES],
    ['a time that no clock shows', 'Window 1 to', '24:30', TIMES],
    ['a time that is not written out', 'Window 1 from', '9:00', TIMES],
    ['a day that no year has', 'To (MM-DD)', '02-30', 'Month and day as 05-31.'],
    ['too many calls', /^Calls to one customer/, '367', 'A whole number from 1 to 366.'],
    ['half a day between calls', /^Days from one call/, '0.5', 'A whole number from 0 to 90.'],
    ['no delay after no answer', 'No answer', '', 'A whole number from 1 to 43200.'],
  ])('says what is wrong at its place and saves nothing: %s', async (_, label, value, words) => {
    const { user, dialog, sent, save } = await open();
    set(dialog.getByLabelText(label), value);
    expect(dialog.getByText(words)).toBeTruthy();
    expect(save().disabled).toBe(true);
    await user.type(dialog.getByLabelText('Busy'), '{Enter}');
    expect(sent()).toEqual([]);
  });

  it('wants a weekday and a window in a season, and warns where nobody can ever be called', async () => {
    const { user, dialog, save } = await open();
    for (const box of dialog.getAllByRole('checkbox').slice(0, 5)) await user.click(box);
    expect(dialog.getByText('Choose a weekday, or remove the season.')).toBeTruthy();
    await user.click(dialog.getByRole('checkbox', { name: 'Mon' }));
    for (const n of [2, 1]) await user.click(dialog.getByRole('button', { name: `Remove window ${n}` }));
    expect(dialog.getByText('Add a window, or remove the season.')).toBeTruthy();
    expect(save().disabled).toBe(true);
    await user.click(dialog.getByRole('button', { name: 'Remove season 1' }));
    expect(dialog.getByRole('alert').textContent).toBe('Without a season nobody can ever be called here.');
    expect(save().disabled).toBe(false);
  });

  it('asks before it loses what was changed, and not when nothing was', async () => {
    const { user, dialog } = await open();
    set(dialog.getByLabelText('Busy'), '25');
    await user.keyboard('{Escape}');
    expect(dialog.getByRole('alert').textContent).toBe('Discard what you changed?');
    expect(document.activeElement).toBe(dialog.getByRole('button', { name: 'Go on editing' }));
    await user.keyboard('{Enter}');
    expect(dialog.getByLabelText<HTMLInputElement>('Busy').value).toBe('25');
    set(dialog.getByLabelText('Busy'), '15');
    await user.click(dialog.getByRole('button', { name: /^Cancel/ }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('stays open with everything typed when it was not saved', async () => {
    const { user, dialog, save } = await open(() => new Refusal(403, 'forbidden'));
    set(dialog.getByLabelText('Busy'), '25');
    await user.click(save());
    expect((await dialog.findByRole('alert')).textContent).toMatch(/^Not done:/);
    expect(dialog.getByLabelText<HTMLInputElement>('Busy').value).toBe('25');
  });

  it('speaks Chinese, and says which holiday it is', async () => {
    const national: Place = { ...store, hours: { ...store.hours, holidays: 'CN' } };
    const { dialog } = await open(() => ({ place: national }), national, 'zh-CN');
    expect(dialog.getByText(/^今天 不拨打 · 明天 14:00–16:30/)).toBeTruthy();
    expect(dialog.getByRole('checkbox', { name: '周一' })).toBeTruthy();
    expect(dialog.getByText('已有到 2026 年底的安排。以后公布的请加在下面。')).toBeTruthy();
  });

  it('sets attempts, the reserve for complaints and another part of the day', async () => {
    const { user, dialog, sent, save } = await open();
    set(dialog.getByLabelText('Attempts before a call is given up (0: never)'), '5');
    set(dialog.getByLabelText('Of these, kept for calls after a complaint'), '2');
    await user.click(dialog.getByLabelText(/^After nobody answered, in another part of the day/));
    await user.click(save());
    await waitFor(() => expect(sent()).toEqual([{ limits: { attemptsPerTask: 5, complaintReserve: 2, otherPartOfDay: true } }]));
  });
});

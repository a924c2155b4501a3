import { screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type * as Keys from '../../../components/ui/use-keys.ts';
import { at } from '../../lib/plan/build.ts';
import { aCall, answered, inWrapUp, NOW, openPanel, type Panel, type PanelOptions, theCustomer } from '../../support/panel.tsx';

const registered = new Set<string>();
vi.mock('../../../components/ui/use-keys.ts', async (original) => {
  const real = await original<typeof Keys>();
  return {
    ...real,
    useKeys: (keys: Keys.KeyMap, options?: { enabled?: boolean; inDialog?: boolean }) => {
      if (options?.enabled !== false) for (const [key, action] of Object.entries(keys)) if (action) registered.add(key);
      real.useKeys(keys, options);
    },
  };
});
beforeEach(() => registered.clear());

const caps: { [code: string]: string } = { Enter: '↵', Escape: 'Esc', Backspace: '⌫', ArrowLeft: '←', Slash: '/', 'Shift+Slash': '?' };

/** `Alt+KeyU` as the list of keys writes it: `Alt U`. */
function capOf(combination: string): string {
  const known = caps[combination];
  if (known) return known;
  const [code = '', ...modifiers] = combination.split('+').reverse();
  return [...modifiers, caps[code] ?? code.replace(/^(Key|Digit)/, '')].join(' ');
}

function covers(listed: string, cap: string): boolean {
  const range = /^(\d)–(\d)$/.exec(listed);
  return listed === cap || (range !== null && /^\d$/.test(cap) && cap >= (range[1] ?? '') && cap <= (range[2] ?? ''));
}

type Screen = { name: string; section: string; options: PanelOptions; go?: (panel: Panel) => Promise<unknown> };
const talking: PanelOptions = { call: answered(aCall(), 'self', 'good-moment') };
const screens: Screen[] = [
  { name: 'the next customer', section: 'Next customer', options: {} },
  { name: 'nobody to call in a team', section: 'Next customer', options: { mode: 'team', tasks: [] } },
  { name: 'nobody to call alone', section: 'Next customer', options: { now: at('2026-11-23', '17:00') } },
  {
    name: 'skipping',
    section: 'Next customer',
    options: {},
    go: async ({ user }) => {
      await user.keyboard('s');
      await screen.findByRole('dialog');
    },
  },
  {
    name: 'an appointment',
    section: 'Next customer',
    options: {},
    go: async ({ user }) => {
      await user.keyboard('a');
      await screen.findByRole('dialog');
    },
  },
  {
    name: 'finding',
    section: 'Find a customer',
    options: {},
    go: async ({ user }) => {
      await user.keyboard('[Slash]');
      await screen.findByRole('dialog');
    },
  },
  { name: 'ringing', section: 'Ringing', options: { call: aCall({ phase: 'ringing', answeredAt: null }) } },
  { name: 'the call', section: 'In the call', options: talking },
  { name: 'the record', section: 'After the call', options: { call: inWrapUp() } },
  { name: 'the record with a moment missing', section: 'After the call', options: { call: inWrapUp({ outcome: 'not-now', wants: 'appointment' }) } },
];

describe('the list of keys', () => {
  it.each(screens.map((one) => [one.name, one] as const))('names every key that works on %s', async (_name, { section, options, go }) => {
    const panel = await openPanel(options);
    await go?.(panel);
    const working = [...registered].map(capOf);
    expect(working.length).toBeGreaterThan(1);
    if (go) await panel.user.keyboard('{Escape}');
    await panel.user.keyboard('{Shift>}[Slash]{/Shift}');
    const dialog = within(await screen.findByRole('dialog', { name: 'Keys' }));
    const listed = ['Anywhere', section].flatMap((title) => {
      const part = dialog.getByRole('heading', { name: title }).parentElement;
      return part
        ? within(part)
            .getAllByRole('term')
            .map((term) => term.textContent ?? '')
        : [];
    });
    // The first way in is the same everywhere between calls.
    if (section === 'Find a customer') listed.push('↵', 'A', 'S', 'M');
    expect(working.filter((cap) => !listed.some((one) => covers(one, cap)))).toEqual([]);
  });

  it('names the keys of the text fields too, to screen readers as well', async () => {
    const { user } = await openPanel();
    await user.keyboard('{Shift>}[Slash]{/Shift}');
    const dialog = within(await screen.findByRole('dialog', { name: 'Keys' }));
    const terms = dialog.getAllByRole('term');
    const listed = terms.map((term) => term.textContent);
    expect(listed).toEqual(expect.arrayContaining(['Alt ↵', 'Esc', '↑', '↓', 'Ctrl+Shift+Y']));
    for (const term of terms) expect(term.querySelector('[aria-hidden="true"]')).toBeNull();
  });

  it('opens on ? in a call too, and is left by Esc', async () => {
    const { user } = await openPanel(talking);
    await user.keyboard('{Shift>}[Slash]{/Shift}');
    await screen.findByRole('dialog', { name: 'Keys' });
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('controls name their keys', () => {
  it.each(
    screens
      .slice(0, 3)
      .concat(screens.slice(6, 9))
      .map((one) => [one.name, one] as const),
  )('on %s', async (_name, { options }) => {
    await openPanel(options);
    for (const cap of document.querySelectorAll('button kbd')) {
      const button = cap.closest('button');
      // On a choice of the record the digit works only while that field is the first that is missing.
      if (button?.hasAttribute('aria-pressed') && button.closest('fieldset')) continue;
      expect(button?.getAttribute('aria-keyshortcuts'), button?.textContent ?? '').toBeTruthy();
    }
  });
});

/** `record.missing`, `branch.not-now`: what i18next shows for a key it does not have. */
const RAW_KEY = /(?<![\w./@:-])[a-z][a-zA-Z]+(\.[a-zA-Z-]+)+(?![\w/@])/;

function visibleWords(): string {
  const parts: string[] = [];
  for (const element of document.body.querySelectorAll('*')) {
    for (const name of ['aria-label', 'placeholder', 'title']) parts.push(element.getAttribute(name) ?? '');
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) parts.push(node.textContent ?? '');
  }
  return parts.join('\n');
}

describe.each(['en', 'zh-CN'] as const)('every word is there in %s', (language) => {
  const complaint = { kind: 'complaint', about: '', department: '' } as const;
  const all: Screen[] = [
    ...screens,
    {
      name: 'a dissatisfied record',
      section: '',
      options: {
        call: inWrapUp({
          outcome: 'reached',
          satisfaction: 'dissatisfied',
          complaint,
          wants: 'refer',
          nextStep: { kind: 'refer', at: NOW, note: '', department: '' },
        }),
      },
    },
    { name: 'an unknown caller', section: '', options: { call: inWrapUp({}, { customerId: null }) } },
    { name: 'a customer of another language', section: '', options: { call: aCall(), customers: [theCustomer({ language: 'pl' })] } },
    { name: 'signed out', section: '', options: { mode: 'signed-out' } },
  ];
  it.each(all.map((one) => [one.name, one] as const))('on %s', async (_name, { options, go }) => {
    const panel = await openPanel({ ...options, language, noFallback: true });
    await go?.(panel);
    const words = visibleWords();
    expect(words.match(RAW_KEY)?.[0]).toBeUndefined();
    expect(words).not.toMatch(/\{\{|undefined|\[object/);
  });

  it('in the menu and in the list of keys', async () => {
    const { user, i18n } = await openPanel({ language, noFallback: true });
    await user.click(screen.getByRole('button', { name: i18n.t('menu.title') }));
    await user.click(await screen.findByRole('button', { name: i18n.t('menu.keys') }));
    await screen.findByRole('dialog', { name: i18n.t('help.title') });
    expect(visibleWords().match(RAW_KEY)?.[0]).toBeUndefined();
  });
});

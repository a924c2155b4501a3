import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { bus } from '../../../lib/bus.ts';
import type { Phrase, PhraseList } from '../../../lib/contract/phrases.ts';
import { emptyDraft } from '../../../lib/record/draft.ts';
import { aCall, inWrapUp, openPanel, type PanelOptions, record, untilDraft } from '../../support/panel.tsx';

const phrase = (id: string, category: Phrase['category'], severity: Phrase['severity'], pattern: string, instead: string): Phrase => ({
  id,
  category,
  severity,
  patterns: [pattern],
  instead: [instead],
  allow: [],
});
const BETTER = 'Let me see who can solve this and stay with it.';
const list: PhraseList = {
  schema: 1,
  id: 'test',
  version: 3,
  language: 'en',
  title: { en: 'Test' },
  allow: ["the customer doesn't know"],
  phrases: [
    phrase('not-our-problem', 'shift-blame', 'stop', 'not our problem', BETTER),
    phrase('calm-down', 'arguing', 'stop', 'calm down', 'I am listening.'),
    phrase('maybe', 'vague', 'warn', 'maybe', 'I will make sure.'),
    phrase('dont-know', 'dont-know', 'warn', "(我|i)(不知道|don't know)", '我马上为您核实。'),
  ],
};
const open = (options: PanelOptions) => openPanel({ lists: [list], ...options });

const ours = () => record().getByRole<HTMLTextAreaElement>('textbox', { name: 'We said' });
const theirs = () => record().getByRole<HTMLTextAreaElement>('textbox', { name: 'They said' });
const marks = () => [...document.querySelectorAll('mark')].map((mark) => mark.textContent);
const pause = (ms: number) => new Promise((wake) => setTimeout(wake, ms));

describe('our own words', () => {
  it.each([
    ['Well, that is not our problem, sorry.', ['not our problem'], 'Shifts the blame'],
    ['您好，这个我 不 知 道，真的。', ['我 不 知 道'], '“Don’t know”'],
    ['Please calm down and see, it is ＮＯＴ ＯＵＲ problem.', ['calm down', 'ＮＯＴ ＯＵＲ problem'], 'Arguing'],
  ])('“%s” is marked on exactly the words found, with the category', async (text, found, category) => {
    const { user } = await open({ call: aCall() });
    await user.click(ours());
    await user.paste(text);
    await waitFor(() => expect(marks()).toEqual(found));
    expect(record().getByText(category, { exact: false })).toBeTruthy();
    // The layer behind the field holds the very same text, so that the marks lie under their words.
    expect(document.querySelector('mark')?.parentElement?.textContent?.replace('\u200b', '')).toBe(text);
    if (found.length > 1) expect(record().getByText(`(${found.length - 1} more)`)).toBeTruthy();
  });

  it('are left in peace when they are fine', async () => {
    const { user } = await open({ call: aCall() });
    await user.click(ours());
    await user.paste('不知道您方便吗？The customer doesn’t know the number.');
    await pause(50);
    expect(marks()).toEqual([]);
    expect(ours().getAttribute('aria-invalid')).toBe('false');
  });

  it.each(['keyboard', 'mouse'])('take the better sentence by %s: the whole sentence is replaced and the caret stands after it', async (by) => {
    const panel = await open({ call: aCall() });
    const { user } = panel;
    await user.click(ours());
    await user.paste('Good day. Honestly that is not our problem at all! See you.');
    const offered = await record().findByRole('button', { name: BETTER });
    expect(offered.getAttribute('aria-keyshortcuts')).toBe('Alt+Enter');
    if (by === 'mouse') await user.click(offered);
    else await user.keyboard('{Alt>}{Enter}{/Alt}');
    const wanted = `Good day. ${BETTER} See you.`;
    await waitFor(() => expect(ours().value).toBe(wanted));
    expect(document.activeElement).toBe(ours());
    await waitFor(() => expect(ours().selectionStart).toBe(`Good day. ${BETTER}`.length));
    await untilDraft(panel, (draft) => expect(draft.answered).toEqual({ kind: 'text', text: wanted }));
    expect(marks()).toEqual([]);
    await pause(1000);
    expect((await panel.draft()).findings).toMatchObject([
      {
        phraseId: 'not-our-problem',
        heeded: 'replaced',
        where: 'answered',
        quote: 'not our problem',
        start: 'Good day. Honestly that is '.length,
        stepId: 'open',
      },
    ]);
  });

  it('note a warning that stood and was then rewritten by hand, once', async () => {
    const panel = await open({ call: aCall() });
    await panel.user.click(ours());
    await panel.user.paste('not our problem');
    await pause(1000);
    await panel.user.clear(ours());
    await panel.user.type(ours(), 'I will ask');
    await untilDraft(panel, (draft) => expect(draft.findings).toHaveLength(1));
    await pause(1000);
    expect((await panel.draft()).findings).toMatchObject([{ phraseId: 'not-our-problem', heeded: 'changed' }]);
  });

  it('note a warning that stood and was then replaced once, as replaced', async () => {
    const panel = await open({ call: aCall() });
    await panel.user.click(ours());
    await panel.user.paste('not our problem');
    await pause(1000);
    await panel.user.keyboard('{Alt>}{Enter}{/Alt}');
    await untilDraft(panel, (draft) => expect(draft.findings).toHaveLength(1));
    await pause(1000);
    expect((await panel.draft()).findings).toMatchObject([{ phraseId: 'not-our-problem', heeded: 'replaced' }]);
  });

  it('note nothing for words on the way to others', async () => {
    const panel = await open({ call: aCall() });
    await panel.user.click(ours());
    await panel.user.paste('not our problem');
    await waitFor(() => expect(marks()).toHaveLength(1));
    await panel.user.type(ours(), '{Backspace}{Backspace}{Backspace}{Backspace}{Backspace}{Backspace}{Backspace}policy');
    await pause(1000);
    expect((await panel.draft()).findings).toEqual([]);
  });

  it('tell screen readers of the warning at once, by category, words and what to say instead', async () => {
    const { user } = await open({ call: aCall() });
    await user.click(ours());
    await user.paste('not our problem');
    const region = document.querySelector('[aria-live="assertive"]');
    await waitFor(() => expect(region?.textContent).toBe(`Warning, Shifts the blame: “not our problem”. Better: ${BETTER}`));
    expect(ours().getAttribute('aria-invalid')).toBe('true');
    const describedBy = document.getElementById(ours().getAttribute('aria-describedby') ?? '');
    expect(describedBy?.textContent).toContain('Shifts the blame');
  });

  it('tell of the same words again when they come back', async () => {
    const warned: (string | null | undefined)[] = [];
    const { user } = await open({ call: aCall() });
    const region = document.querySelector('[aria-live="assertive"]');
    const watch = new MutationObserver(() => warned.push(region?.textContent));
    if (region) watch.observe(region, { childList: true, characterData: true, subtree: true });
    for (let time = 0; time < 2; time++) {
      await user.clear(ours());
      await user.click(ours());
      await user.paste('not our problem');
      await waitFor(() => expect(marks()).toHaveLength(1));
      await pause(20);
    }
    watch.disconnect();
    expect(warned.filter((words) => words?.startsWith('Warning'))).toHaveLength(2);
  });

  it('tell a warning from what must never be said by icon and word, not by colour alone', async () => {
    const { user } = await open({ call: aCall() });
    const shown = () => {
      const part = document.getElementById(ours().getAttribute('aria-describedby') ?? '');
      return {
        icon: part
          ?.querySelector('svg')
          ?.getAttribute('class')
          ?.match(/lucide-\S+/)?.[0],
        words: part?.textContent,
      };
    };
    await user.click(ours());
    await user.paste('Maybe.');
    await waitFor(() => expect(marks()).toHaveLength(1));
    const warn = shown();
    await user.clear(ours());
    await user.paste('Calm down.');
    await waitFor(() => expect(marks()).toEqual(['Calm down']));
    const stop = shown();
    expect(warn.words).toContain('Vague');
    expect(stop.icon).not.toBe(warn.icon);
    expect(stop.words).toContain('Never say');
    expect(warn.words).not.toContain('Never say');
  });

  it('never fire on Enter or Alt+Enter while an input method composes', async () => {
    const panel = await open({ call: aCall() });
    await panel.user.click(ours());
    await panel.user.paste('not our problem');
    await waitFor(() => expect(marks()).toHaveLength(1));
    ours().dispatchEvent(new KeyboardEvent('keydown', { code: 'Enter', altKey: true, isComposing: true, bubbles: true, cancelable: true }));
    await pause(30);
    expect(ours().value).toBe('not our problem');
  });
});

describe('the customer’s words', () => {
  it('are never marked, warned of, replaced or counted', async () => {
    const warned: string[] = [];
    bus.on('warn', (words) => warned.push(words));
    const panel = await open({ call: aCall() });
    await panel.user.click(theirs());
    await panel.user.paste('You said: that is not our problem, calm down, 我不知道');
    await panel.user.keyboard('{Alt>}{Enter}{/Alt}');
    await untilDraft(panel, (draft) => expect(draft.said?.kind).toBe('text'));
    await pause(1000);
    expect([marks(), warned, (await panel.draft()).findings]).toEqual([[], [], []]);
    expect(theirs().value).toContain('not our problem');
    expect(theirs().hasAttribute('aria-invalid')).toBe(false);
    bus.all.clear();
  });

  it('are not marked in needs, suggestions and the complaint either', async () => {
    const complaint = { kind: 'complaint', about: '', department: '' } as const;
    const { user } = await open({ call: inWrapUp({ outcome: 'reached', complaint }) });
    for (const name of ['Needs', 'Suggestions', 'About']) {
      await user.click(record().getByRole('textbox', { name }));
      await user.paste('not our problem');
    }
    await pause(50);
    expect(marks()).toEqual([]);
  });
});

describe('SMS and mail', () => {
  it('are our words: filled in for the occasion, checked, and recorded as sent only when the agent says so', async () => {
    const panel = await open({ call: inWrapUp({ ...emptyDraft(), outcome: 'reached' }) });
    const { user } = panel;
    await user.click(record().getByText('SMS or mail'));
    await user.click(record().getByRole('button', { name: 'SMS · Thanks after the call' }));
    const text = await record().findByRole<HTMLTextAreaElement>('textbox', { name: 'SMS' });
    expect(text.value).toContain('王佳琪女士');
    expect(text.value).not.toMatch(/[{}]/);
    await user.click(text);
    await user.paste(' 这个我不知道。');
    await waitFor(() => expect(marks()).toEqual(['我不知道']));
    await user.keyboard('{Alt>}{Enter}{/Alt}');
    await waitFor(() => expect(marks()).toEqual([]));
    expect((await panel.draft()).messages).toEqual([]);
    await user.click(record().getByRole('button', { name: 'It is sent' }));
    await untilDraft(panel, (draft) => expect(draft).toMatchObject({ composing: null, messages: [{ channel: 'sms', text: text.value }] }));
    expect((await panel.draft()).findings).toMatchObject([{ where: 'sms', heeded: 'replaced' }]);
    expect(await record().findByText('SMS or mail · 1 sent')).toBeTruthy();
    expect(within(screen.getByRole('region', { name: 'Phrases noticed' })).getByText('better sentence taken')).toBeTruthy();
  });
});

import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { bus } from '../../../lib/bus.ts';
import { emptyDraft } from '../../../lib/record/draft.ts';
import { aCall, answered, MINUTE, NOW, openPanel, record, theCustomer, thePlace, untilDraft } from '../../support/panel.tsx';

const script = () => within(screen.getByRole('region', { name: /^(Script|话术)$/ }));
const answers = () => within(script().getByRole('group', { name: /^(Answers|客户的回答)$/ }));
const english = theCustomer({ language: 'en', person: { ...theCustomer().person, name: 'Zoë Walker', family: 'Walker', given: 'Zoë', salutation: 'Ms' } });

describe('the line to say', () => {
  it('is in the customer’s language with names filled in, while the interface is in the other one', async () => {
    await openPanel({ language: 'en', call: aCall() });
    const line = script().getByText(/我是/).closest('p');
    expect(line?.textContent).toBe('下午好，我是Example Tailors的Ann。请问您是王佳琪女士吗？');
    expect(line?.getAttribute('lang')).toBe('zh-CN');
    expect(script().getByText('Smile, and pause after your name.')).toBeTruthy();
    expect(answers().getByRole('button', { name: 'Speaking' })).toBeTruthy();
  });

  it('is English for somebody who speaks it, while the interface is Chinese', async () => {
    await openPanel({ language: 'zh-CN', call: aCall(), customers: [english] });
    const line = script()
      .getByText(/this is/)
      .closest('p');
    expect(line?.textContent).toBe('Good afternoon, this is Ann from Example Tailors. Am I speaking to Ms Zoë Walker?');
    expect(line?.getAttribute('lang')).toBe('en');
    expect(script().getByText('面带微笑，报完姓名停一停。')).toBeTruthy();
    expect(answers().getByRole('button', { name: '是本人' })).toBeTruthy();
  });

  it('sets off what was filled in', async () => {
    await openPanel({ call: aCall() });
    const filled = ['Example Tailors', 'Ann', '王佳琪女士'];
    for (const words of filled) expect(script().getByText(words).className).toMatch(/accent/);
    expect(script().getByText('。请问您是').className).not.toMatch(/accent/);
  });

  it.each([
    ['pl', 'GB', /^The customer speaks Polish; there is no line in it\.$/, 'en'],
    ['yue', 'CN', /^The customer speaks .*Cantonese; there is no line in it\.$/, 'zh-CN'],
    ['fr', 'CN', /^The customer speaks fr.*; there is no line in it\.$/, 'zh-CN'],
  ])('falls back visibly for a customer who speaks %s in %s', async (language, region, words, spoken) => {
    await openPanel({ call: aCall(), customers: [theCustomer({ language })], place: thePlace({ region }) });
    expect(script().getByText(words)).toBeTruthy();
    expect(
      script()
        .getByText(/Example Tailors/)
        .closest('p')
        ?.getAttribute('lang'),
    ).toBe(spoken);
  });

  it('does not say that it falls back when it does not', async () => {
    await openPanel({ call: aCall(), customers: [theCustomer({ language: 'en-GB' })] });
    expect(script().queryByText(/there is no line/)).toBeNull();
  });

  it('is told to screen readers when it changes', async () => {
    const said: string[] = [];
    bus.on('say', (words) => said.push(words));
    const { user } = await openPanel({ call: aCall() });
    await user.keyboard('1');
    await waitFor(() => expect(said.at(-1)).toMatch(/羊毛外套/));
    await waitFor(() => expect(screen.getAllByRole('status').map((region) => region.textContent)).toContain(said.at(-1)));
    bus.all.clear();
  });
});

describe('answers', () => {
  it('stand on 1-9: the number takes the one that shows it', async () => {
    const panel = await openPanel({ call: aCall() });
    expect(
      answers()
        .getAllByRole('button')
        .map((one) => one.getAttribute('aria-keyshortcuts')),
    ).toEqual(['1', '2', '3']);
    await panel.user.keyboard('1');
    expect(await answers().findByRole('button', { name: 'Good moment' })).toBeTruthy();
    await panel.user.keyboard('1');
    expect(await answers().findByRole('button', { name: 'Dissatisfied' })).toBeTruthy();
    expect((await panel.call()).walk.choices.map(({ id }) => id)).toEqual(['self', 'good-moment']);
    expect((await panel.draft()).outcome).toBe('reached');
  });

  it('never preset satisfaction: it stays open until it is chosen', async () => {
    const panel = await openPanel({ call: answered(aCall(), 'self', 'good-moment') });
    expect((await panel.draft()).satisfaction).toBeNull();
    expect(screen.queryByRole('button', { name: /satisfied/i, pressed: true })).toBeNull();
    await panel.user.keyboard('2');
    await untilDraft(panel, (draft) => expect(draft.satisfaction).toBe('fair'));
    expect(await screen.findByText('Fairly satisfied')).toBeTruthy();
  });

  it('give satisfied, fairly satisfied and dissatisfied each an icon and a word', async () => {
    await openPanel({ call: answered(aCall(), 'self', 'good-moment') });
    for (const name of ['Satisfied', 'Fairly satisfied', 'Dissatisfied']) expect(answers().getByRole('button', { name }).querySelector('svg')).toBeTruthy();
  });

  it('do nothing for a number that stands on no answer', async () => {
    const panel = await openPanel({ call: aCall() });
    await panel.user.keyboard('9');
    expect((await panel.call()).walk.choices).toEqual([]);
  });

  it.each([
    ['satisfied', ['1', '1', '1'], /I hope it serves you well|穿得|用得|祝您|希望/],
    ['dissatisfied', ['3', '1', '1', '1'], /sorry|抱歉|对不起|歉意/],
  ])('lead to a closing of its own when %s', async (_name, keys, words) => {
    const panel = await openPanel({ call: answered(aCall(), 'self', 'good-moment'), customers: [english] });
    for (const key of keys) {
      const before = script().getByRole('navigation').textContent;
      await panel.user.keyboard(key);
      await waitFor(() => expect(script().getByRole('navigation').textContent).not.toBe(before));
    }
    expect(await script().findByRole('button', { name: 'Hung up' })).toBeTruthy();
    expect(script().getByText(words)).toBeTruthy();
    expect(script().getByText('Let the customer hang up first.', { exact: false })).toBeTruthy();
    await panel.user.keyboard('e');
    expect(await screen.findByRole('heading', { name: /^Wrap-up/, level: 1 })).toBeTruthy();
    expect(await panel.call()).toMatchObject({ phase: 'wrap-up', endedAt: NOW });
  });
});

describe('any-time branches', () => {
  it('show abusive first and six in all; M shows the rarer ones and hides them again', async () => {
    const { user } = await openPanel({ call: aCall() });
    const chips = () => within(script().getByRole('group', { name: 'At any moment' })).getAllByRole('button');
    expect(chips()[0]?.textContent).toMatch(/^Abusive/);
    expect(chips()).toHaveLength(7);
    await user.keyboard('m');
    expect(chips()).toHaveLength(13);
    expect(screen.getByRole('button', { name: /^Fewer/, expanded: true })).toBeTruthy();
    await user.keyboard('m');
    expect(chips()).toHaveLength(7);
  });

  it('show where the talk is, and lead back to the step it left', async () => {
    const panel = await openPanel({ call: answered(aCall(), 'self') });
    await panel.user.keyboard('x');
    expect(await screen.findByRole('button', { name: /^Abusive/, pressed: true })).toBeTruthy();
    await panel.user.click(answers().getByRole('button', { name: 'Calmer now' }));
    expect(await answers().findByRole('button', { name: 'Good moment' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Abusive/, pressed: true })).toBeNull();
  });
});

describe('one step back', () => {
  it.each(['{Backspace}', '{ArrowLeft}'])('%s undoes what the answer wrote, and nothing else', async (key) => {
    const said = { kind: 'text' as const, text: 'the sleeve' };
    const panel = await openPanel({ call: { ...answered(aCall(), 'self', 'good-moment'), draft: { ...emptyDraft(), outcome: 'reached', said } } });
    await panel.user.keyboard('3');
    await untilDraft(panel, (draft) => expect(draft).toMatchObject({ satisfaction: 'dissatisfied', wants: 'refer' }));
    await panel.user.keyboard(key);
    await untilDraft(panel, (draft) => expect(draft).toMatchObject({ satisfaction: null, wants: null, outcome: 'reached', said }));
    expect(await answers().findByRole('button', { name: 'Dissatisfied' })).toBeTruthy();
  });

  it('is not offered at the start', async () => {
    await openPanel({ call: aCall() });
    expect(screen.getByRole('button', { name: /^Back/ })).toHaveProperty('disabled', true);
  });

  it('the path names where the talk has been, the current step last', async () => {
    await openPanel({ call: answered(aCall(), 'self', 'good-moment') });
    const path = () => within(screen.getByRole('navigation', { name: 'Path' })).getAllByRole('listitem');
    expect(path().map((step) => step.textContent?.replace('›', ''))).toEqual(['Greeting', 'Reason', 'Satisfaction']);
    expect(path().map((step) => step.getAttribute('aria-current'))).toEqual([null, null, 'step']);
  });

  it('a long path loses its beginning and says so', async () => {
    await openPanel({ call: answered(aCall(), 'self', 'good-moment', 'dissatisfied', 'heard', 'agreed') });
    const path = within(screen.getByRole('navigation', { name: 'Path' })).getAllByRole('listitem');
    expect(path[0]?.textContent).toBe('…');
    expect(path.at(-1)?.getAttribute('aria-current')).toBe('step');
  });
});

describe('plain keys', () => {
  const untouched = async (panel: Awaited<ReturnType<typeof openPanel>>) => {
    const call = await panel.call();
    expect(call.walk.choices).toEqual([]);
    expect(call.phase).toBe('talking');
  };

  it('typed in a text field choose nothing; Esc leaves the field and they work again', async () => {
    const panel = await openPanel({ call: aCall() });
    await panel.user.type(record().getByRole('textbox', { name: 'They said' }), '1 x m e z f');
    await panel.user.type(record().getByRole('textbox', { name: 'We said' }), '2xa{Backspace}');
    await untouched(panel);
    expect(record().getByRole('textbox', { name: 'We said' })).toHaveProperty('value', '2x');
    await panel.user.keyboard('{Escape}1');
    await waitFor(async () => expect((await panel.call()).walk.choices).toHaveLength(1));
  });

  it('do nothing while an input method composes', async () => {
    const panel = await openPanel({ call: aCall() });
    for (const code of ['Digit1', 'KeyX', 'KeyE', 'Backspace', 'Enter']) fireEvent.keyDown(document.body, { code, isComposing: true });
    fireEvent.keyDown(document.body, { code: 'Enter', ctrlKey: true, isComposing: true });
    await new Promise((wake) => setTimeout(wake, 30));
    await untouched(panel);
  });

  it('do nothing while a dialog is open', async () => {
    const panel = await openPanel({ call: aCall() });
    await panel.user.click(screen.getByRole('button', { name: 'Menu' }));
    await screen.findByRole('dialog');
    await panel.user.keyboard('1xe');
    await untouched(panel);
  });

  it('do nothing with a modifier that is not theirs, nor when held down', async () => {
    const panel = await openPanel({ call: aCall() });
    for (const modifier of ['ctrlKey', 'altKey', 'metaKey', 'shiftKey']) fireEvent.keyDown(document.body, { code: 'KeyX', [modifier]: true });
    fireEvent.keyDown(document.body, { code: 'Digit1', repeat: true });
    await new Promise((wake) => setTimeout(wake, 30));
    await untouched(panel);
  });

  it('work on the number pad and whatever the layout makes of the key', async () => {
    const panel = await openPanel({ call: aCall() });
    fireEvent.keyDown(document.body, { code: 'Numpad1', key: '&' });
    await waitFor(async () => expect((await panel.call()).walk.choices.map(({ id }) => id)).toEqual(['self']));
    fireEvent.keyDown(document.body, { code: 'KeyX', key: 'ч' });
    await waitFor(async () => expect((await panel.call()).walk.choices).toHaveLength(2));
  });
});

describe('while it rings', () => {
  const ringing = aCall({ phase: 'ringing', answeredAt: null, startedAt: NOW - 5000 });

  it('shows the opening to read through; Enter is answered', async () => {
    const panel = await openPanel({ call: ringing });
    expect(screen.getAllByText(/我是/)[0]?.closest('p')?.textContent).toMatch(/^下午好，我是Example Tailors的Ann/);
    await panel.user.keyboard('{Enter}');
    expect(await screen.findByRole('region', { name: 'Script' })).toBeTruthy();
    expect(await panel.call()).toMatchObject({ phase: 'talking', answeredAt: NOW });
  });

  it.each([
    ['1', 'no-answer'],
    ['2', 'busy'],
    ['3', 'voicemail'],
    ['4', 'unreachable'],
    ['5', 'wrong-number'],
  ] as const)('%s ends an attempt as %s', async (key, outcome) => {
    const panel = await openPanel({ call: ringing });
    await panel.user.keyboard(key);
    await waitFor(async () => expect(await panel.call()).toMatchObject({ phase: 'wrap-up', answeredAt: null, draft: { outcome } }));
    expect(await screen.findByRole('button', { name: /^Save, next/ })).toBeTruthy();
  });

  it.each(['{Escape}', '{Backspace}'])('%s leaves no record of a call that was not dialled', async (key) => {
    const { user, db } = await openPanel({ call: ringing });
    await user.keyboard(key);
    expect(await screen.findByRole('article', { name: 'Next customer' })).toBeTruthy();
    expect([await db.calls.count(), await db.records.count(), await db.outbox.count()]).toEqual([0, 0, 0]);
  });
});

describe('a script that cannot be shown', () => {
  it('says so, keeps what was typed and lets the record be saved', async () => {
    const lost = { ...aCall(), walk: { ...aCall().walk, choices: [{ kind: 'answer' as const, id: 'gone', at: NOW }] } };
    await openPanel({ call: { ...lost, draft: { ...emptyDraft(), said: { kind: 'text', text: 'the sleeve' } } } });
    expect(within(screen.getByRole('main')).getByRole('alert').textContent).toMatch(/Everything typed is there/);
    expect(record().getByRole('textbox', { name: 'They said' })).toHaveProperty('value', 'the sleeve');
    expect(screen.getByRole('button', { name: /^Save, next/ })).toBeTruthy();
  });
});

describe('the strip over the script', () => {
  it('says who is on the line, their class and number, the direction and the service', async () => {
    await openPanel({ call: aCall(), customers: [theCustomer({ class: '金卡' })] });
    const strip = within(screen.getByRole('region', { name: 'On the line' }));
    expect(strip.getByText('王佳琪')).toBeTruthy();
    expect(strip.getByText('金卡')).toBeTruthy();
    expect(strip.getByRole('link').getAttribute('href')).toBe('tel:+8613800000001');
    expect(strip.getByText(/^outgoing · 王女士 · 羊毛外套 维修 · 20 Nov$/)).toBeTruthy();
  });

  it('says so when nobody knows who it is', async () => {
    await openPanel({ call: aCall({ customerId: null, serviceId: null, taskId: null, direction: 'in' }) });
    const strip = within(screen.getByRole('region', { name: 'On the line' }));
    expect(strip.getByText('Unknown caller')).toBeTruthy();
    expect(strip.getByText('incoming')).toBeTruthy();
  });
});

describe('the time of the call', () => {
  it('is shown, with a quiet remark past the lead’s limit and not before', async () => {
    const panel = await openPanel({ call: aCall({ answeredAt: NOW - 4 * MINUTE - 59_000 }) });
    expect(screen.getByRole('heading', { name: /^In call ?04:59$/, level: 1 })).toBeTruthy();
    panel.clock.set(NOW + 2000);
    expect(await screen.findByRole('heading', { name: /^In call ?05:01 ?over 5 min$/, level: 1 })).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

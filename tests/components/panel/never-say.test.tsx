import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { aCall, answered, openPanel, phraseLists, theCustomer, untilDraft } from '../../support/panel.tsx';

const part = () => within(screen.getByRole('region', { name: 'Easily said wrong here' }));
const atDissatisfied = () => answered(aCall(), 'self', 'good-moment', 'dissatisfied');

describe('what not to say here', () => {
  it('strikes the tempting phrases out and gives the better ones, in the customer’s language', async () => {
    await openPanel({ call: atDissatisfied() });
    const rows = part().getAllByRole('listitem');
    expect(rows).toHaveLength(3);
    const struck = rows[0]?.querySelector('s');
    expect(struck?.textContent).toBe('这不是我们的问题');
    expect(struck?.getAttribute('lang')).toBe('zh-CN');
    expect(rows[0]?.textContent).toMatch(/→say.+/);
  });

  it('speaks English to an agent whose customer does', async () => {
    await openPanel({ call: atDissatisfied(), customers: [theCustomer({ language: 'en' })], language: 'zh-CN' });
    expect(screen.getByText('That’s not our problem'.replace('’', "'"))).toBeTruthy();
  });

  it('stays with the talk where a step has no phrases of its own', async () => {
    const call = answered(aCall(), 'self', 'good-moment', 'dissatisfied', 'heard', 'agreed');
    await openPanel({ call });
    expect(part().getAllByRole('listitem').length).toBeGreaterThan(0);
  });

  it('Z notes the first one as a slip, counted under the list’s phrase of the language spoken', async () => {
    const panel = await openPanel({ call: atDissatisfied() });
    await panel.user.keyboard('z');
    await untilDraft(panel, (draft) => expect(draft.findings).toHaveLength(1));
    const [finding] = (await panel.draft()).findings;
    const list = phraseLists.find(({ language }) => language === 'zh-CN');
    const phrase = list?.phrases.find(({ id }) => id === 'not-our-problem');
    expect(finding).toMatchObject({
      phraseId: 'not-our-problem',
      listId: list?.id,
      listVersion: list?.version,
      category: phrase?.category,
      severity: phrase?.severity,
      where: 'spoken',
      heeded: 'slipped',
      stepId: 'bad-what',
      quote: '',
    });
    expect(await part().findByRole('button', { name: /^noted/ })).toBeTruthy();
  });

  it('Z again notes the next one, never one twice', async () => {
    const panel = await openPanel({ call: atDissatisfied() });
    await panel.user.keyboard('z');
    await part().findByRole('button', { name: /^noted/ });
    await panel.user.keyboard('z');
    await waitFor(() => expect(part().getAllByRole('button', { name: /^noted/ })).toHaveLength(2));
    await panel.user.keyboard('z');
    await waitFor(() => expect(part().getAllByRole('button', { name: /^noted/ })).toHaveLength(3));
    await panel.user.keyboard('z');
    expect((await panel.draft()).findings.map(({ phraseId }) => phraseId)).toEqual(['not-our-problem', 'nobody-else-complains', 'blame-use']);
  });

  it('can be taken back', async () => {
    const panel = await openPanel({ call: atDissatisfied() });
    await panel.user.keyboard('z');
    await panel.user.click(await part().findByRole('button', { name: /^noted/ }));
    await untilDraft(panel, (draft) => expect(draft.findings).toEqual([]));
    await waitFor(() => expect(part().queryByRole('button', { name: /^noted/ })).toBeNull());
  });

  it('is still noted when the panel opens again', async () => {
    const panel = await openPanel({ call: atDissatisfied() });
    await panel.user.keyboard('z');
    await part().findByRole('button', { name: /^noted/ });
    panel.unmount();
    await openPanel({ db: panel.db });
    expect(await screen.findByRole('button', { name: /^noted/ })).toBeTruthy();
  });

  it('is in the list of phrases noticed on the record', async () => {
    const panel = await openPanel({ call: atDissatisfied() });
    await panel.user.keyboard('z');
    await part().findByRole('button', { name: /^noted/ });
    await panel.user.keyboard('f');
    const noticed = within(await screen.findByRole('region', { name: 'Phrases noticed' }));
    expect(noticed.getByText('slipped out')).toBeTruthy();
  });
});

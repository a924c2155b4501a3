import 'fake-indexeddb/auto';
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { workbook } from '../../lib/import/workbooks.ts';
import { choose, file, show, target } from './show.tsx';

const HEADER = ['姓名', '手机号'];
const fact = (term: string) => screen.getByText(term, { selector: 'dt' }).nextElementSibling?.textContent;

describe('a workbook', () => {
  const bytes = workbook([
    { name: '一月', rows: [HEADER, ['王一', '13800000001']] },
    { name: '二月', rows: [['二月客户'], HEADER, ['李二', '13800000002'], ['赵三', '13800000003']] },
  ]);

  it('is imported from its first sheet, or from another that the person chooses', async () => {
    const to = target();
    const user = await show(to);
    await choose(user, file(new Uint8Array(bytes), 'customers.xlsx'));
    await screen.findByRole('heading', { name: 'What was found' });
    expect([fact('Sheet'), fact('Headers in row'), fact('Rows of data')]).toEqual(['一月', '1', '1']);
    expect(screen.queryByText('Encoding', { selector: 'dt' })).toBeNull();
    await user.click(screen.getByText('Read it differently'));
    const sheet = screen.getByRole('combobox', { name: 'Sheet' });
    expect(
      within(sheet)
        .getAllByRole('option')
        .map((one) => one.textContent),
    ).toEqual(['一月', '二月']);
    await user.selectOptions(sheet, '二月');
    await user.click(screen.getByRole('button', { name: 'Read again' }));
    await waitFor(() => expect(fact('Sheet')).toBe('二月'));
    expect([fact('Sheet'), fact('Headers in row'), fact('Rows of data')]).toEqual(['二月', '2', '2']);
    await user.click(screen.getByRole('button', { name: /Check the rows/ }));
    await user.click(await screen.findByRole('button', { name: /Import 2 rows/ }));
    await screen.findByRole('heading', { name: 'Imported' });
    expect(to.requests[0]?.rows.map(({ customer }) => customer.person.name)).toEqual(['李二', '赵三']);
  });

  it('with a password is refused with what to do', async () => {
    const user = await show(target());
    const ole = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Buffer.from('EncryptedPackage', 'utf16le')]);
    await choose(user, file(ole, 'secret.xlsx'));
    expect((await screen.findByRole('alert')).textContent).toMatch(/secret\.xlsx cannot be imported.*has a password.*take the password off/);
  });
});

import 'fake-indexeddb/auto';
import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { cameOf, missingOf, XSS } from '../../support/xss.ts';
import { choose, file, fixture, show, target } from './show.tsx';

const countOf = (name: string) => Number(screen.getByText(name, { selector: 'summary span' }).parentElement?.textContent?.replace(/\D/g, ''));

let downloads: { name: string; text: Promise<string> }[];
beforeEach(() => {
  downloads = [];
  URL.createObjectURL = (blob: Blob) => {
    downloads.push({ name: '', text: blob.text() });
    return 'blob:file';
  };
  URL.revokeObjectURL = () => {};
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    const last = downloads.at(-1);
    if (last) last.name = this.download;
  });
});

describe('the import', () => {
  it.each([
    ['members-retail-gb18030.csv', 'CN', { encoding: 'GB18030', delimiter: 'comma', headerRow: '2', rows: 600 }],
    ['patients-hospital-utf8.csv', 'CN', { encoding: 'UTF-8', delimiter: 'comma', headerRow: '1', rows: 220 }],
    ['projects-safety-utf8.csv', 'CN', { encoding: 'UTF-8', delimiter: 'comma', headerRow: '1', rows: 180 }],
    ['workshop-customers-utf8bom.csv', 'GB', { encoding: 'UTF-8', delimiter: 'semicolon', headerRow: '1', rows: 250 }],
  ])('shows what was found in %s, and every data row is ready or refused', async (name, region, found) => {
    const to = target();
    const user = await show(to, { region });
    await choose(user, fixture(name));
    await screen.findByRole('heading', { name: 'What was found' });
    const fact = (term: string) => screen.getByText(term, { selector: 'dt' }).nextElementSibling?.textContent;
    expect(fact('Encoding')).toBe(found.encoding);
    expect(fact('Separated by')).toBe(found.delimiter);
    expect(fact('Headers in row')).toBe(found.headerRow);
    expect(fact('Rows of data')).toBe(String(found.rows));
    await user.click(screen.getByRole('button', { name: /Check the rows/ }));
    await screen.findByRole('button', { name: /Import \d+ rows?/ });
    expect(countOf('Ready') + countOf('Refused')).toBe(found.rows);
    expect(to.requests).toEqual([]);
  });

  it('writes only after the confirmation, and the counts of the result add up', async () => {
    const to = target();
    const onDone = vi.fn();
    const user = await show(to, { onDone });
    await choose(user, fixture('members-retail-gb18030.csv'));
    await user.click(await screen.findByRole('button', { name: /Check the rows/ }));
    const confirm = await screen.findByRole('button', { name: /Import \d+ rows/ });
    const refused = countOf('Refused');
    expect(refused).toBeGreaterThan(0);
    const table = screen.getByRole('region', { name: 'Refused' });
    expect(within(table).getAllByText('1.35000E+10').length).toBeGreaterThan(0);
    expect(within(table).getAllByText(/its digits are lost/).length).toBeGreaterThan(0);
    expect(to.requests).toEqual([]);
    await user.click(confirm);
    await screen.findByRole('heading', { name: 'Imported' });
    expect(to.requests).toHaveLength(1);
    expect(to.requests[0]?.startDate).toBe('2026-11-19');
    const n = (name: string) => Number(screen.getByText(name, { selector: 'dt' }).nextElementSibling?.textContent);
    expect(screen.getByText('600 rows of data:')).toBeTruthy();
    expect(n('new customers') + n('merged with a customer already known') + n('refused')).toBe(600);
    expect(n('refused')).toBe(refused);
    await user.click(screen.getByRole('button', { name: 'Done' }));
    expect(onDone).toHaveBeenCalledOnce();
  });

  it('gives the refused rows as a file that can be mended and imported', async () => {
    const user = await show(target());
    await choose(user, file('姓名,手机号,备注\n王一,1.35000E+10,"=1+1, ""x"""\n李二,13800000001,\n赵三,,\n'));
    await user.click(await screen.findByRole('button', { name: /Check the rows/ }));
    await user.click(await screen.findByRole('button', { name: /Download the refused rows/ }));
    await waitFor(() => expect(downloads).toHaveLength(1));
    expect(downloads[0]?.name).toBe('customers-refused.csv');
    const text = await downloads[0]?.text;
    expect(text?.split('\r\n')).toEqual([
      '姓名,手机号,备注,未导入的原因 / Why not imported',
      `王一,'1.35000E+10,"'=1+1, ""x""","a spreadsheet has rounded this number, its digits are lost: take it from the original"`,
      '赵三,,,no phone',
      '',
    ]);
  });

  it('shows hostile text in headers, cells and refused rows as text', async () => {
    const user = await show(target());
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    // A refused row each, and its string once more as a header of its own.
    const rows = XSS.map((text, index) => [text, '1.35000E+10', ...XSS.map((_, column) => (column === index ? text : ''))].map(quoted).join(','));
    await choose(user, file(`姓名,手机号,${XSS.map(quoted).join(',')}\n${rows.join('\n')}\n`));
    await screen.findByRole('heading', { name: 'What was found' });
    expect(missingOf(XSS, document.body)).toEqual([]);
    expect(cameOf(document.body)).toEqual([]);
    await user.click(screen.getByRole('button', { name: /Check the rows/ }));
    const table = await screen.findByRole('region', { name: 'Refused' });
    expect(within(table).getAllByRole('row').length).toBeGreaterThan(XSS.length);
    expect(cameOf(document.body)).toEqual([]);
    expect('hostile' in globalThis).toBe(false);
  });

  it('lets a person correct a column, and says what is missing until then', async () => {
    const to = target();
    const user = await show(to);
    await choose(user, file('who,call at,remark\n王一,13800000001,x\n李二,13800000002,y\n'));
    await screen.findByRole('heading', { name: 'What was found' });
    expect(screen.getByRole('alert').textContent).toContain('No column is a name. Say which one is.');
    expect(screen.getByRole('button', { name: /Check the rows/ }).hasAttribute('disabled')).toBe(true);
    await user.selectOptions(screen.getByRole('combobox', { name: 'Column “who” means' }), 'Full name');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Column “remark” means' }), 'Leave out');
    await user.click(screen.getByRole('button', { name: /Check the rows/ }));
    await user.click(await screen.findByRole('button', { name: /Import 2 rows/ }));
    await screen.findByRole('heading', { name: 'Imported' });
    expect(to.requests[0]?.rows.map(({ customer }) => [customer.person.name, customer.person.more])).toEqual([
      ['王一', {}],
      ['李二', {}],
    ]);
  });

  it('asks for the order of day and month only where the file does not tell', async () => {
    const to = target();
    const user = await show(to, { region: 'GB' });
    await choose(user, file('Name,Phone,Last service\nA,07700 900001,03/04/2026\nB,07700 900002,05/04/2026\n'));
    const question = await screen.findByRole('group', { name: /How is 03\/04\/2026 meant/ });
    await user.click(within(question).getByRole('radio', { name: /Month first: 4 Mar/ }));
    await user.click(screen.getByRole('button', { name: /Check the rows/ }));
    await user.click(await screen.findByRole('button', { name: /Import 2 rows/ }));
    await screen.findByRole('heading', { name: 'Imported' });
    expect(to.requests[0]?.rows.map(({ service }) => service?.endedOn)).toEqual(['2026-03-04', '2026-05-04']);
  });

  it('does not ask where one date decides', async () => {
    const user = await show(target(), { region: 'GB' });
    await choose(user, file('Name,Phone,Last service\nA,07700 900001,03/04/2026\nB,07700 900002,25/04/2026\n'));
    await screen.findByRole('heading', { name: 'What was found' });
    expect(screen.queryByText(/How is/)).toBeNull();
  });

  it.each([
    ['empty.csv', '', 'The file is empty'],
    ['page.csv', '<!doctype html><p>Sign in</p>', 'This is a web page'],
    ['quotes.csv', 'name,phone\n"A,13800000001\n', 'A quotation mark opens in row 2'],
    ['book.xlsx', 'PK\u0003\u0004xl/workbook', 'The workbook is damaged'],
  ])('says what is wrong with %s and what to do', async (name, text, words) => {
    const user = await show(target());
    await choose(user, file(text, name));
    expect((await screen.findByRole('alert')).textContent).toContain(words);
    expect(screen.getByRole('alert').textContent).toContain(name);
  });

  it('refuses a file of more than 50 MB without reading it', async () => {
    const user = await show(target());
    const big = file('name,phone\n');
    Object.defineProperty(big, 'size', { value: 60 * 1024 * 1024 });
    await choose(user, big);
    expect((await screen.findByRole('alert')).textContent).toContain('60 MB, more than 50');
  });

  it('sends a large file in parts, and goes on where it stopped under the same ids', async () => {
    const to = target({ pageRows: 2 });
    const { importRows } = to;
    let refuse = true;
    to.importRows = async (request, signal) => {
      if (refuse && to.requests.length === 1) return { ok: false, failure: { kind: 'offline', message: '', field: null, retry: true, retryAfterMs: null } };
      return importRows(request, signal);
    };
    const user = await show(to);
    await choose(user, file(`name,phone\n${[1, 2, 3, 4, 5].map((n) => `N${n},1380000000${n}`).join('\n')}\n`));
    await user.click(await screen.findByRole('button', { name: /Check the rows/ }));
    await user.click(await screen.findByRole('button', { name: /Import 5 rows/ }));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('2 of 5 rows are in.');
    expect(alert.textContent).toContain('endpoint not reached');
    refuse = false;
    await user.click(screen.getByRole('button', { name: 'Go on' }));
    await screen.findByRole('heading', { name: 'Imported' });
    expect(to.requests.map(({ importId, rows }) => [importId, rows.length])).toEqual([
      ['import-1.0', 2],
      ['import-1.2', 2],
      ['import-1.4', 1],
    ]);
  });

  it('names the row that the endpoint does not take', async () => {
    const to = target({
      importRows: async () => ({
        ok: false,
        failure: { kind: 'invalid', message: '', field: 'rows.1.customer.person.email', retry: false, retryAfterMs: null },
      }),
    });
    const user = await show(to);
    await choose(user, file('name,phone\nA,13800000001\nB,13800000002\n'));
    await user.click(await screen.findByRole('button', { name: /Check the rows/ }));
    await user.click(await screen.findByRole('button', { name: /Import 2 rows/ }));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('does not take row 3 (at customer.person.email)');
    expect(alert.textContent).toContain('Nothing was written.');
    expect(screen.queryByRole('button', { name: 'Go on' })).toBeNull();
  });

  it('proposes those who share a phone, and merges none of them', async () => {
    const user = await show(target());
    await choose(user, file('name,phone\nMing Wang,13800000001\nLan Li,13800000001\n'));
    await user.click(await screen.findByRole('button', { name: /Check the rows/ }));
    await user.click(await screen.findByRole('button', { name: /Import 2 rows/ }));
    expect(await screen.findByText('row 3, Lan Li: perhaps row 2, Ming Wang')).toBeTruthy();
  });

  it('works by keyboard alone', async () => {
    const to = target();
    const user = await show(to);
    await choose(user, file('name,phone\nA,13800000001\n'));
    await screen.findByRole('heading', { name: 'What was found' });
    expect(document.activeElement?.textContent).toBe('What was found');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await screen.findByRole('button', { name: /Import 1 row/ });
    await user.keyboard('{Control>}{Enter}{/Control}');
    await screen.findByRole('heading', { name: 'Imported' });
    expect(to.requests).toHaveLength(1);
  });

  it('speaks Chinese', async () => {
    const user = await show(target(), { language: 'zh-CN' });
    await user.upload(screen.getByLabelText('客户文件'), file('姓名,手机号\n王一,13800000001\n'));
    expect(await screen.findByRole('heading', { name: '识别结果' })).toBeTruthy();
    expect(screen.getByRole('combobox', { name: '“手机号”列的含义' })).toBeTruthy();
  });
});

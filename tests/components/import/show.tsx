import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { I18nextProvider } from 'react-i18next';
import { ImportFlow } from '../../../components/import/import-flow.tsx';
import type { ImportTarget } from '../../../components/import/target.ts';
import { openShapes } from '../../../lib/browser/import-shapes.ts';
import type { ImportReply, ImportRequest } from '../../../lib/contract/import.ts';
import type { CallsideDb } from '../../../lib/db/database.ts';
import { callEn } from '../../../lib/i18n/call.en.ts';
import { callZh } from '../../../lib/i18n/call.zh-CN.ts';
import { startI18n } from '../../../lib/i18n/i18n.ts';
import { importEn } from '../../../lib/i18n/import.en.ts';
import { importZh } from '../../../lib/i18n/import.zh-CN.ts';
import type { UiLanguage } from '../../../lib/i18n/language.ts';
import type { Reply } from '../../../lib/sync/request.ts';
import { openDb } from '../../support/db.ts';

export const NOW = Date.parse('2026-11-22T04:00:00Z');
export const fixture = (name: string) => {
  const path = `${import.meta.dirname}/../../fixtures/customers/${name}`;
  return new File([new Uint8Array(readFileSync(path))], basename(path));
};
export const file = (text: string | Uint8Array<ArrayBuffer>, name = 'customers.csv') => new File([text], name);

/** Every row a new customer; later rows with a phone already seen are proposed. */
export function target(change: Partial<ImportTarget> = {}): ImportTarget & { requests: ImportRequest[] } {
  const requests: ImportRequest[] = [];
  const seen = new Map<string, string>();
  return {
    requests,
    where: 'endpoint',
    pageRows: 2000,
    nameOf: async () => null,
    imports: async () => ({ ok: true, value: [] }),
    undo: async () => ({ ok: false, failure: { kind: 'not-found', message: '', field: null, retry: false, retryAfterMs: null } }),
    importRows: async (request): Promise<Reply<ImportReply>> => {
      requests.push(request);
      const rows = request.rows.map(({ row, customer }) => {
        const phone = customer.person.phones[0]?.e164 ?? '';
        const maybeSameAs = seen.get(phone) ?? null;
        seen.set(phone, `c${row}`);
        return { row, status: 'imported' as const, changed: true, customerId: `c${row}`, maybeSameAs, noCall: null };
      });
      return { ok: true, value: { importId: request.importId, rows, tasks: rows.length } };
    },
    ...change,
  };
}

export async function show(to: ImportTarget, options: { region?: string; language?: UiLanguage; onDone?: () => void; db?: CallsideDb } = {}) {
  const { region = 'CN', language = 'en', onDone = () => {}, db = openDb() } = options;
  const i18n = await startI18n(language, [
    { en: callEn, 'zh-CN': callZh },
    { en: importEn, 'zh-CN': importZh },
  ]);
  const zone = region === 'GB' ? 'Europe/London' : 'Asia/Shanghai';
  let n = 0;
  render(
    <I18nextProvider i18n={i18n}>
      <ImportFlow
        target={to}
        shapes={openShapes(db, () => NOW)}
        region={region}
        format={() => ({ language, zone, now: NOW })}
        onDone={onDone}
        newId={() => `import-${++n}`}
      />
    </I18nextProvider>,
  );
  return userEvent.setup();
}

export const choose = async (user: ReturnType<typeof userEvent.setup>, one: File) => user.upload(screen.getByLabelText('Customer file'), one);

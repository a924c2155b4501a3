import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Trade, trades } from '../../lib/plan/presets.ts';
import { Button } from '../ui/button.tsx';

const INPUT = 'mt-1 block min-h-10 w-full rounded-lg border border-line bg-raised px-2.5 text-body text-ink';

export type AloneInput = { name: string; company: string; phone: string; trade: Trade };

/** One agent, this computer, a customer file. */
export function AloneForm({ onAlone }: { onAlone: (input: AloneInput) => Promise<void> }) {
  const { t } = useTranslation();
  const [input, setInput] = useState<AloneInput>({ name: '', company: '', phone: '', trade: 'retail' });
  const patch = (next: Partial<AloneInput>) => setInput({ ...input, ...next });
  const ready = input.name.trim() !== '' && input.company.trim() !== '';
  const [broken, setBroken] = useState<string | null>(null);
  const begin = () => onAlone(input).catch((error: unknown) => setBroken(error instanceof Error ? error.message : String(error)));
  return (
    <details className="panel-card mt-3 rounded-[10px] border border-line bg-surface p-3.5">
      <summary className="min-h-8 cursor-pointer content-center text-body font-bold">{t('welcome.alone')}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void begin();
        }}
      >
        <p className="m-0 mt-0.5 text-fact text-muted">{t('welcome.aloneExplain')}</p>
        <label className="mt-3 block text-label text-muted">
          {t('welcome.name')}
          <input name="name" required value={input.name} onChange={(event) => patch({ name: event.target.value })} className={INPUT} />
        </label>
        <label className="mt-2 block text-label text-muted">
          {t('welcome.company')}
          <input name="company" required value={input.company} onChange={(event) => patch({ company: event.target.value })} className={INPUT} />
        </label>
        <label className="mt-2 block text-label text-muted">
          {t('welcome.companyPhone')}
          <input name="phone" inputMode="tel" value={input.phone} onChange={(event) => patch({ phone: event.target.value })} className={`tabular ${INPUT}`} />
        </label>
        <fieldset className="m-0 mt-2 border-0 p-0">
          <legend className="p-0 text-label text-muted">{t('welcome.trade')}</legend>
          {trades.map((trade) => (
            <label key={trade} className="mr-4 inline-flex min-h-8 items-center gap-2 text-body">
              <input type="radio" name="trade" checked={input.trade === trade} onChange={() => patch({ trade })} className="size-4" />
              {t(`welcome.${trade}`)}
            </label>
          ))}
        </fieldset>
        {broken === null ? null : (
          <p role="alert" className="m-0 mt-2 text-fact font-semibold text-bad">
            {t('welcome.broken', { where: broken })}
          </p>
        )}
        <Button type="submit" className="mt-3 min-h-10 w-full" isDisabled={!ready}>
          {t('welcome.begin')}
        </Button>
      </form>
    </details>
  );
}

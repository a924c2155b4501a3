import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Place } from '../../../lib/contract/place.ts';
import { type LedgerEntry, type LedgerReply, type LedgerState, ledgerStateSchema } from '../../../lib/contract/plan.ts';
import { formatDay, formatMoment } from '../../../lib/i18n/format.ts';
import { wordReason } from '../../../lib/i18n/reason.ts';
import { addDays, localDateAt } from '../../../lib/plan/zone.ts';
import { Button } from '../../ui/button.tsx';
import { failureOf } from '../api.ts';
import { useWorkspace } from '../context.ts';
import { EmptyNote, FailureNote } from '../failure-note.tsx';
import { useLedger } from './plan-api.ts';
import { DayChart } from './preview-pane.tsx';

type Shown = { state: LedgerState | null; late: boolean };
const DATE = 'tabular min-h-9 rounded-lg border border-line bg-raised px-2 text-body text-ink';
/** Meaning is a word and a colour, never colour alone. */
const TONE: { [S in LedgerState]: string } = {
  done: 'text-good',
  due: 'text-ink',
  blocked: 'text-bad',
  excluded: 'text-muted',
  missed: 'text-bad',
  coming: 'text-muted',
};

/** Every service and date that asks for a call between two days: done, due, blocked, excluded, missed or to come; and what is due a day. */
export function Coverage({ place }: { place: Place }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const today = localDateAt(format().now, place.timeZone);
  const [days, setDays] = useState({ from: addDays(today, -7), to: addDays(today, 7) });
  const [shown, setShown] = useState<Shown>({ state: null, late: false });
  const isRange = days.from !== '' && days.to !== '' && days.from <= days.to;
  const ledger = useLedger(isRange ? { placeId: place.id, ...days, ...shown } : null);
  const first = ledger.data?.pages[0];
  const entries = ledger.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-4 py-3">
      <p className="m-0 max-w-prose text-fact text-muted">{t('rules.coverage.explain')}</p>
      <div className="mt-3 flex flex-wrap items-end gap-3">
        {(['from', 'to'] as const).map((end) => (
          <label key={end} className="text-label text-muted">
            <span className="block">{t(`rules.coverage.${end}`)}</span>
            <input
              type="date"
              value={days[end]}
              aria-invalid={!isRange}
              onChange={(event) => setDays({ ...days, [end]: event.target.value })}
              className={`mt-1 ${DATE}`}
            />
          </label>
        ))}
        {isRange ? null : (
          <p role="alert" className="m-0 self-center text-fact font-semibold text-bad">
            {t('rules.coverage.reversed')}
          </p>
        )}
      </div>
      {ledger.error ? <FailureNote failure={failureOf(ledger.error)} onRetry={() => void ledger.refetch()} /> : null}
      {isRange && !first && !ledger.error ? <p className="m-0 mt-3 text-fact text-muted">{t('rules.counting')}</p> : null}
      {first ? (
        <>
          <Guarantees first={first} />
          <section className="mt-3 max-w-3xl">
            <h2 className="m-0 text-fact font-semibold">{t('rules.coverage.forecast')}</h2>
            <DayChart days={first.perDay} label={t('rules.coverage.forecastExplain')} capacity={first.capacity} />
            {first.capacity === null ? <p className="m-0 mt-1 text-label text-muted">{t('rules.coverage.noCapacity')}</p> : null}
          </section>
          <States first={first} shown={shown} onShow={setShown} />
          {entries.length === 0 ? (
            <EmptyNote title={t('rules.coverage.none')}>{t('rules.coverage.noneAdvice')}</EmptyNote>
          ) : (
            <Entries entries={entries} place={place} />
          )}
          {ledger.hasNextPage ? (
            <Button className="mt-2" isDisabled={ledger.isFetchingNextPage} onPress={() => void ledger.fetchNextPage()}>
              {t('rules.coverage.more')}
            </Button>
          ) : null}
        </>
      ) : null}
    </div>
  );
}

const sumOf = (totals: LedgerReply['totals'], states: readonly LedgerState[], of: 'count' | 'late' = 'count') =>
  (totals ?? []).filter(({ state }) => states.includes(state)).reduce((sum, one) => sum + one[of], 0);

/** Two of the three guarantees, for these days: everybody called, and in time. What is excluded or to come asks for no call yet. */
function Guarantees({ first }: { first: LedgerReply }) {
  const { t } = useTranslation();
  const asked = sumOf(first.totals, ['done', 'due', 'blocked', 'missed']);
  const done = sumOf(first.totals, ['done']);
  const inTime = done - sumOf(first.totals, ['done'], 'late');
  const risk = sumOf(first.totals, ['blocked', 'missed']) + sumOf(first.totals, ['due'], 'late');
  return (
    <p className="tabular m-0 mt-3 text-body">
      <span className="font-semibold">{t('rules.coverage.called', { done, asked })}</span> · {t('rules.coverage.inTime', { inTime, done })}
      {risk > 0 ? <span className="font-semibold text-bad"> · {t('rules.coverage.risk', { count: risk })}</span> : null}
      {first.lookedAt < first.customers ? <span className="text-fair"> · {t('rules.partial', first)}</span> : null}
    </p>
  );
}

function States({ first, shown, onShow }: { first: LedgerReply; shown: Shown; onShow: (next: Shown) => void }) {
  const { t } = useTranslation();
  const late = sumOf(first.totals, ['due', 'done'], 'late');
  const chips: { words: string; to: Shown }[] = [
    { words: t('rules.coverage.all', { count: sumOf(first.totals, ledgerStateSchema.options) }), to: { state: null, late: false } },
    ...ledgerStateSchema.options.map((state) => ({
      words: `${t(`rules.coverage.state.${state}`)} ${sumOf(first.totals, [state])}`,
      to: { state, late: false },
    })),
    { words: `${t('rules.coverage.late')} ${late}`, to: { state: null, late: true } },
  ];
  return (
    <div role="group" aria-label={t('rules.coverage.show')} className="mt-3 flex flex-wrap gap-1.5">
      {chips.map(({ words, to }) => {
        const isOn = shown.state === to.state && shown.late === to.late;
        return (
          <button
            key={words}
            type="button"
            aria-pressed={isOn}
            onClick={() => onShow(to)}
            className={`tabular min-h-8 cursor-pointer rounded-full border px-3 text-fact ${isOn ? 'border-accent bg-accent-soft font-semibold text-accent' : 'border-line bg-raised text-ink hover:bg-accent-soft'}`}
          >
            {words}
          </button>
        );
      })}
    </div>
  );
}

const CELL = 'border-b border-line px-2 py-1.5 align-top text-fact';

function Entries({ entries, place }: { entries: readonly LedgerEntry[]; place: Place }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const context = { ...format(), zone: place.timeZone };
  const columns = ['customer', 'about', 'lastDay', 'becomes'] as const;
  return (
    <table aria-label={t('rules.coverage.title')} className="mt-3 w-full border-collapse">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col" className="border-b border-line px-2 py-1.5 text-left text-label font-normal whitespace-nowrap text-muted">
              {t(`rules.coverage.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id}>
            <td className={`${CELL} max-w-56 font-semibold`}>
              <div className="truncate" title={entry.name}>
                {[entry.name, entry.company].filter(Boolean).join(' · ')}
              </div>
            </td>
            <td className={CELL}>{wordReason(t, entry.about, context)}</td>
            <td className={`${CELL} tabular whitespace-nowrap`}>{formatDay(entry.dueBy, context)}</td>
            <td className={CELL}>
              <span className={`font-semibold ${entry.late ? 'text-bad' : TONE[entry.state]}`}>
                {t(`rules.coverage.state.${entry.state}`)}
                {entry.late ? ` · ${t('rules.coverage.late')}` : ''}
              </span>
              {entry.why.length > 0 ? <span className="text-muted"> · {entry.why.map((reason) => wordReason(t, reason, context)).join(' · ')}</span> : null}
              {entry.why.length === 0 && entry.nextAt !== null && entry.nextAt > context.now ? (
                <span className="text-muted"> · {formatMoment(entry.nextAt, context)}</span>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

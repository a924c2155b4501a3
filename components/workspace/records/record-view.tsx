import { useTranslation } from 'react-i18next';
import { formatDay, formatDuration, formatTime } from '../../../lib/i18n/format.ts';
import { formatPhone } from '../../../lib/phone/phone.ts';
import { satisfactionTone, ToneIcon } from '../../ui/tone.tsx';
import { useWorkspace } from '../context.ts';
import { formatWeekday } from '../format-weekday.ts';
import { CallPath } from './call-path.tsx';
import { Findings } from './findings.tsx';
import { Messages } from './messages.tsx';
import { RecordFacts } from './record-facts.tsx';
import { type RecordEntry, useScript } from './use-records.ts';
import { useText } from './use-text.ts';

/** One record, read-only: who, when, the call as it went, what came of it, and with which versions. */
export function RecordView({ entry }: { entry: RecordEntry }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const { record, customer, agentName } = entry;
  const script = useScript(record.walk);
  const text = useText();
  const context = format();
  const name = customer?.person.name || record.content.party?.name || t('workspace.records.unknown');
  const result = record.satisfaction ? t(`satisfaction.${record.satisfaction}`) : t(`outcome.${record.outcome}`);
  const title = script ? `${text(script.title)} v${record.walk.version}` : `${record.walk.scriptId} v${record.walk.version}`;
  const when = `${formatWeekday(record.startedAt, { ...context, now: record.startedAt })} ${formatDay(record.startedAt, context)}`;
  const from = formatTime(record.startedAt, context);
  const to = formatTime(record.endedAt, context);
  const line = [t('workspace.record.when', { day: when, from, to }), agentName, title].filter(Boolean);
  return (
    <article aria-label={name} className="flex h-full flex-col">
      <header className="border-b border-line bg-surface px-5 pt-3.5 pb-3">
        <h2 className="m-0 flex flex-wrap items-center gap-2 text-name font-semibold">
          {name}
          <span className={`inline-flex items-center gap-1 ${record.satisfaction ? satisfactionTone[record.satisfaction].text : 'text-muted'}`}>
            {record.satisfaction ? <ToneIcon tone={satisfactionTone[record.satisfaction].tone} /> : null}
            {result}
          </span>
          {record.demo ? <span className="chip rounded-[4px] bg-fair-soft px-1.5 text-label font-normal text-fair">{t('workspace.record.demo')}</span> : null}
        </h2>
        <p className="tabular m-0 mt-1 text-fact text-muted">{line.join(' · ')}</p>
        {customer ? (
          <p className="tabular m-0 text-fact text-muted">
            {[customer.class, customer.person.company, customer.person.phones[0] ? formatPhone(customer.person.phones[0]) : null].filter(Boolean).join(' · ')}
          </p>
        ) : null}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard */}
      <div tabIndex={0} data-scroll="" className="min-h-0 flex-1 overflow-y-auto px-5 py-4 -outline-offset-2">
        <h3 className="m-0 mb-2 text-label font-bold text-muted">{t('workspace.record.asItWent')}</h3>
        <CallPath record={record} script={script} />
        <Findings findings={record.content.findings} />
        <RecordFacts record={record} script={script ?? null} />
        <Messages record={record} />
        <Versions record={record} />
      </div>
    </article>
  );
}

function Versions({ record }: { record: RecordEntry['record'] }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const made = [`${record.walk.scriptId} v${record.walk.version}`, ...record.phraseLists.map(({ id, version }) => `${id} v${version}`)];
  const context = format();
  return (
    <p className="tabular m-0 mt-4 text-label text-muted">
      {t('workspace.record.versions', { list: made.join(', ') })} · {t('workspace.record.revision', { n: record.revision })} ·{' '}
      {t('workspace.record.saved', { at: `${formatDay(record.savedAt, context)} ${formatTime(record.savedAt, context)}` })}
      {record.answeredAt === null ? '' : ` · ${t('workspace.record.rang', { time: formatDuration(record.answeredAt - record.startedAt) })}`}
    </p>
  );
}

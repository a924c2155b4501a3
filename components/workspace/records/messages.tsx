import { useTranslation } from 'react-i18next';
import type { Record as CallRecord } from '../../../lib/contract/record.ts';
import { formatTime } from '../../../lib/i18n/format.ts';
import { Marked } from '../../review/call-path.tsx';
import { useWorkspace } from '../context.ts';

/** SMS and mails that went out with the call. */
export function Messages({ record }: { record: CallRecord }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const { messages, findings } = record.content;
  if (messages.length === 0) return null;
  return (
    <section aria-labelledby="record-messages" className="mt-4">
      <h3 id="record-messages" className="m-0 mb-1 text-label font-bold text-muted">
        {t('workspace.record.messages')}
      </h3>
      {messages.map((message) => (
        <div key={`${message.at}${message.channel}`} className="panel-card mt-1 rounded-lg border border-line bg-surface px-2.5 py-1.5 text-fact">
          <p className="tabular m-0 text-label text-muted">
            {t(`workspace.record.channel.${message.channel}`)} · {formatTime(message.at, format())}
          </p>
          {message.subject ? <p className="m-0 font-semibold">{message.subject}</p> : null}
          <p className="m-0 whitespace-pre-wrap">
            <Marked text={message.text} findings={findings.filter(({ where }) => where === message.channel)} />
          </p>
        </div>
      ))}
    </section>
  );
}

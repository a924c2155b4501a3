import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../lib/contract/call.ts';
import type { MessageTemplate } from '../../../lib/contract/script.ts';
import type { Guard } from '../../../lib/guard/guard.ts';
import { Button } from '../../ui/button.tsx';
import { useFill } from '../call/line.tsx';
import { usePanel } from '../context.ts';
import type { CallActions, CallView } from '../hooks/use-call.ts';
import { GuardedText } from './guarded-text.tsx';
import { usePendingText } from './pending-text.ts';
import { useHeeded } from './voice-field.tsx';

type Props = { view: CallView; actions: CallActions; guard: Guard | null; stepId: string | null };
type Channel = 'sms' | 'mail';

/** SMS and mail for the occasion (C11): filled in, checked as our own words, handed to the machine's own program, kept in the record. */
export function Composer({ view, actions, guard, stepId }: Props) {
  const { t, i18n } = useTranslation();
  const { draft } = view.call;
  const fill = useFill(view);
  const words = (text: { [language: string]: string } | undefined) =>
    text
      ? fill(text)
          .parts.map((part) => part.text)
          .join('')
      : null;
  // One at a time: another template must not take away what is being written. Cancel does.
  const writing = draft.composing !== null && draft.composing.text.trim() !== '';
  const begin = (channel: Channel, template: MessageTemplate | null) =>
    void actions.edit((current) => ({
      ...current,
      composing: {
        channel,
        templateId: template?.id ?? null,
        subject: channel === 'mail' ? (words(template?.subject) ?? '') : null,
        text: words(template?.text) ?? '',
      },
    }));
  // For the agent, so in the interface's language; the message itself is in the customer's.
  const title = ({ title: text }: MessageTemplate) => text[i18n.language] ?? Object.values(text)[0];
  return (
    <details className="rounded-lg border border-line bg-surface px-2.5 py-1.5" open={draft.composing !== null || undefined}>
      <summary className="min-h-8 cursor-pointer content-center text-fact text-muted">
        {t('message.title')}
        {draft.messages.length > 0 ? ` · ${t('message.sent', { count: draft.messages.length })}` : ''}
      </summary>
      <div className="grid gap-2 pt-1 pb-1">
        <div className="flex flex-wrap gap-1.5">
          {view.script.messages.map((template) => (
            <Button key={template.id} isDisabled={writing} className="min-h-8 text-fact" onPress={() => begin(template.channel, template)}>
              {t(`message.${template.channel}`)} · {title(template)}
            </Button>
          ))}
          <Button kind="quiet" isDisabled={writing} className="min-h-8 text-fact" onPress={() => begin('sms', null)}>
            {t('message.blank')}
          </Button>
        </div>
        {draft.composing ? <Writing view={view} actions={actions} guard={guard} stepId={stepId} composing={draft.composing} /> : null}
      </div>
    </details>
  );
}

function Writing({ view, actions, guard, stepId, composing }: Props & { composing: NonNullable<Draft['composing']> }) {
  const { t } = useTranslation();
  const { clock } = usePanel();
  const id = useId();
  const heeded = useHeeded(actions, stepId);
  const person = view.file?.customer.person;
  const { channel } = composing;
  const { text, setText } = usePendingText(composing.text, (next) =>
    actions.edit((draft) => (draft.composing ? { ...draft, composing: { ...draft.composing, text: next } } : draft)),
  );
  const phone = person?.phones[0];
  const to = channel === 'sms' ? (phone?.e164 ?? phone?.original ?? '') : (person?.email ?? '');
  const href =
    channel === 'sms'
      ? `sms:${to}?body=${encodeURIComponent(text)}`
      : `mailto:${to}?subject=${encodeURIComponent(composing.subject ?? '')}&body=${encodeURIComponent(text)}`;
  const sent = () =>
    void actions.edit((draft) => ({
      ...draft,
      composing: null,
      messages: [...draft.messages, { channel, templateId: composing.templateId, subject: composing.subject, text, at: clock.now() }],
    }));
  const open = () => {
    const link = document.createElement('a');
    link.href = href;
    link.click();
  };
  return (
    <div className="grid gap-2">
      <span className="text-fact text-muted" id={`${id}-label`}>
        {t(`message.${channel}`)} {to ? `→ ${to}` : t('message.noAddress')}
      </span>
      <GuardedText
        label={t(`message.${channel}`)}
        text={text}
        onChange={setText}
        guard={guard}
        rows={3}
        onHeeded={(found, how) => heeded(channel, found, how)}
      />
      <div className="flex flex-wrap gap-2">
        <Button isDisabled={to === '' || text.trim() === ''} onPress={open}>
          {t('message.open')}
        </Button>
        <Button onPress={() => void navigator.clipboard.writeText(text).catch(() => undefined)} isDisabled={text === ''}>
          {t('message.copy')}
        </Button>
        <Button kind="primary" isDisabled={text.trim() === ''} onPress={sent}>
          {t('message.isSent')}
        </Button>
        <Button kind="quiet" onPress={() => void actions.edit((draft) => ({ ...draft, composing: null }))}>
          {t('common.cancel')}
        </Button>
      </div>
    </div>
  );
}

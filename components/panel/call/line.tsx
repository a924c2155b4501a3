import { MessageCircleMore } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { bus } from '../../../lib/bus.ts';
import { spokenLanguage } from '../../../lib/call/said.ts';
import { walkContext } from '../../../lib/call/steps.ts';
import type { Text } from '../../../lib/contract/basics.ts';
import type { Step } from '../../../lib/contract/script.ts';
import { type Filled, fillLine } from '../../../lib/script/fill.ts';
import { lineOf } from '../../../lib/script/walk.ts';
import { usePanel } from '../context.ts';
import type { CallView } from '../hooks/use-call.ts';

/** Fills any text of the script for this call: in the customer's language, with this call's facts. */
export function useFill(view: CallView): (text: Text) => Filled {
  const { agent, place, format } = usePanel();
  const { call, file } = view;
  const { nextStep } = call.draft;
  const customer = file?.customer ?? null;
  const service = file?.services.find(({ id }) => id === call.serviceId) ?? null;
  const language = spokenLanguage(customer, place);
  return (text) =>
    fillLine(text, {
      language,
      facts: { customer, service, agent, place, appointmentAt: nextStep?.kind === 'appointment' ? nextStep.at : null },
      now: format().now,
      zone: customer?.timeZone ?? place.timeZone,
    });
}

/** The line to say: the largest thing on the panel. Filled-in words are in the accent colour. */
export function Line({ view, step }: { view: CallView; step: Step }) {
  const { t, i18n } = useTranslation();
  const fill = useFill(view);
  const line = fill(lineOf(step, walkContext(view.call)));
  const text = line.parts.map((part) => part.text).join('');
  useEffect(() => {
    bus.emit('say', text);
  }, [text]);
  const hint = step.hint?.[i18n.language] ?? Object.values(step.hint ?? {})[0];
  return (
    <div className="min-h-[92px]">
      <p lang={line.language} className="m-0 text-say font-semibold">
        {line.parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one line never move
          <span key={index} className={part.filled ? 'text-accent' : undefined}>
            {part.text}
          </span>
        ))}
      </p>
      {line.fellBack ? (
        <p className="m-0 mt-1 text-label font-semibold text-fair">
          {t('call.fellBack', { language: t(`language.${view.file?.customer.language ?? ''}`, { defaultValue: view.file?.customer.language ?? '' }) })}
        </p>
      ) : null}
      {hint ? (
        <p className="m-0 mt-1.5 flex items-start gap-1.5 text-fact text-muted">
          <MessageCircleMore size={15} aria-hidden="true" className="mt-0.5 shrink-0" />
          {hint}
        </p>
      ) : null}
      {step.remind?.map((remind) => {
        const words = remind[i18n.language] ?? Object.values(remind)[0];
        return (
          <p key={words} className="m-0 mt-1 text-label text-muted">
            · {words}
          </p>
        );
      })}
    </div>
  );
}

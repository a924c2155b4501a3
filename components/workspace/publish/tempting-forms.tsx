import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Tempting } from '../../../lib/contract/script.ts';
import { Button } from '../../ui/button.tsx';
import { Choose, Labelled, NotesAt, Section, TextFields } from './fields.tsx';
import { nameOf } from './names.ts';
import { Remove } from './remove.tsx';
import type { StepPart } from './script-form.ts';
import { useInUse } from './use-content.ts';

/** What tempts at this step, under which phrase it counts, and what to say instead. */
export function TemptingForms({ form, step, change }: StepPart) {
  const { t, i18n } = useTranslation();
  const lists = useInUse()?.phraseLists ?? [];
  const named = new Map(lists.toReversed().flatMap((list) => list.phrases.map((phrase) => [phrase.id, phrase] as const)));
  const phrases = [...named.values()].map((phrase) => ({
    value: phrase.id,
    label: `${t(`category.${phrase.category}`)} · ${nameOf({ [i18n.language]: phrase.instead[0] ?? '' }, i18n.language)}`,
  }));
  const all = step.tempting ?? [];
  const put = (index: number, next: Tempting, field?: string) => change((one) => ({ ...one, tempting: one.tempting?.with(index, next) }), field);
  return (
    <Section
      title={t('publish.tempting.title')}
      action={
        <Button
          className="text-label"
          onPress={() => change((one) => ({ ...one, tempting: [...(one.tempting ?? []), { phraseId: phrases[0]?.value ?? '', avoid: {}, instead: {} }] }))}
        >
          <Plus size={14} aria-hidden="true" />
          {t('publish.add')}
        </Button>
      }
    >
      {all.map((tempting, index) => {
        const where = `${form.at}.steps.${step.id}.tempting.${index}`;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: its phrase can be changed, its place cannot
          <div key={index} data-where={where} className="mt-2 rounded-lg border border-line p-3">
            <div className="flex items-end gap-2">
              <div className="min-w-0 flex-1">
                <Labelled label={t('publish.tempting.phrase')} where={where}>
                  <Choose
                    label={t('publish.tempting.phrase')}
                    value={tempting.phraseId}
                    options={phrases}
                    onChange={(phraseId) => put(index, { ...tempting, phraseId })}
                  />
                </Labelled>
              </div>
              <Remove label={t('publish.tempting.remove')} onPress={() => change((one) => ({ ...one, tempting: one.tempting?.toSpliced(index, 1) }))} />
            </div>
            <TextFields
              label={t('publish.tempting.avoid')}
              text={tempting.avoid}
              languages={form.script.languages}
              where={`${where}.avoid`}
              onChange={(avoid, field) => put(index, { ...tempting, avoid }, field)}
            />
            <TextFields
              label={t('publish.tempting.instead')}
              text={tempting.instead}
              languages={form.script.languages}
              where={`${where}.instead`}
              onChange={(instead, field) => put(index, { ...tempting, instead }, field)}
            />
          </div>
        );
      })}
      <NotesAt where={`${form.at}.steps.${step.id}.tempting`} />
    </Section>
  );
}

import type { TFunction } from 'i18next';
import type { FieldValue } from '../../lib/contract/divergence.ts';
import type { Answer, Record as CallRecord } from '../../lib/contract/record.ts';
import { type FormatContext, formatMoment } from '../../lib/i18n/format.ts';
import { formatPhone } from '../../lib/phone/phone.ts';
import type { DifferingPart } from '../../lib/record/differences.ts';

/** What a field holds, as a person reads it. */
export function wordValue(t: TFunction, value: FieldValue): string {
  switch (value.field) {
    case 'phone':
      return [formatPhone(value.value), value.value.extension].filter(Boolean).join(' · ');
    case 'preferredHours':
      return value.value.original || [value.value.from, value.value.to].filter(Boolean).join(' – ');
    case 'language':
      return t(`language.${value.value}`, { defaultValue: value.value });
  }
}

/** The name of a part in which two revisions differ. */
export function namePart(t: TFunction, part: DifferingPart): string {
  switch (part.kind) {
    case 'field':
      return t(`field.${part.field}`);
    case 'answer':
      return part.id;
    case 'messages':
      return t('versions.messagesName');
    case 'findings':
      return t('versions.findingsName');
  }
}

/** What a revision says in that part. */
export function wordPart(t: TFunction, record: CallRecord, part: DifferingPart, context: FormatContext): string {
  const { content } = record;
  switch (part.kind) {
    case 'answer':
      return content.answers[part.id] || t('versions.nothing');
    case 'messages':
      return t('versions.messages', { count: content.messages.length });
    case 'findings':
      return t('versions.findings', { count: content.findings.length });
    case 'field':
      return wordField(t, record, part.field, context) || t('versions.nothing');
  }
}

function wordField(t: TFunction, record: CallRecord, field: Extract<DifferingPart, { kind: 'field' }>['field'], context: FormatContext): string {
  const { content } = record;
  switch (field) {
    case 'outcome':
      return t(`outcome.${record.outcome}`);
    case 'satisfaction':
      return record.satisfaction ? t(`satisfaction.${record.satisfaction}`) : '';
    case 'complaint':
      if (!content.complaint) return '';
      return content.complaint.kind === 'none' ? t('complaint.none') : [content.complaint.department, content.complaint.about].filter(Boolean).join(' · ');
    case 'nextStep': {
      const step = content.nextStep;
      if (!step || step.kind === 'none') return step ? t('nextStep.none') : '';
      return [step.kind === 'refer' ? step.department : t(`nextStep.${step.kind}`), formatMoment(step.at, context), step.note].filter(Boolean).join(' · ');
    }
    case 'correction': {
      const { phone, preferredHours, language, optOut } = content.correction;
      const parts = [phone ? formatPhone(phone) : null, preferredHours?.original, language && t(`language.${language}`, { defaultValue: language })];
      return [...parts, optOut === null ? null : [t('versions.optOut'), optOut].filter(Boolean).join(': ')].filter(Boolean).join(' · ');
    }
    default:
      return wordAnswer(t, content[field]);
  }
}

function wordAnswer(t: TFunction, answer: Answer | null): string {
  if (!answer) return '';
  return answer.kind === 'none' ? t('versions.none') : answer.text;
}

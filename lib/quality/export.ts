import type { Instant, Text } from '../contract/basics.ts';
import type { Finding } from '../contract/phrases.ts';
import type { Answer, Record as RecordOfCall } from '../contract/record.ts';
import type { Script } from '../contract/script.ts';
import type { RecordSearchReply } from '../contract/search.ts';
import { formatNumber, formatPhone } from '../phone/phone.ts';

type Listed = RecordSearchReply['records'][number];
/** A record with what is shown beside it. */
export type ExportEntry = Pick<Listed, 'record' | 'customer' | 'agentName'> & Partial<Pick<Listed, 'apart' | 'review'>>;

/** How the one who reads the file says it. */
export type ExportWords = {
  t: (key: string, params?: { [name: string]: string | number }) => string;
  text: (text: Text) => string;
  /** On the clock of the reader's place, in an order that sorts: `2026-11-22 19:05`. */
  moment: (at: Instant) => string;
  /** Names of places by id. */
  places: ReadonlyMap<string, string>;
  /** Where numbers are written without a country code. */
  region: string;
  /** In the very version of the record; null when nobody knows it here. */
  script: (walk: RecordOfCall['walk']) => Script | null;
};

type Column = { key: string; width: number; cell: (entry: ExportEntry, words: ExportWords) => string };

const column = (key: string, width: number, cell: Column['cell']): Column => ({ key, width, cell });

/** What stands in an export, from left to right; `key` is also its heading's (quality.export.column). Widths in characters. */
export const COLUMNS: readonly Column[] = [
  column('startedAt', 17, ({ record }, { moment }) => moment(record.startedAt)),
  column('endedAt', 17, ({ record }, { moment }) => moment(record.endedAt)),
  column('talkTime', 10, ({ record }) => (record.answeredAt === null ? '' : clockOf(record.endedAt - record.answeredAt))),
  column('place', 16, ({ record }, { places }) => places.get(record.placeId) ?? record.placeId),
  column('agent', 12, ({ agentName }) => agentName),
  column('customer', 16, ({ record, customer }, { t }) =>
    record.erased ? t('workspace.records.erased') : customer?.person.name || record.content.party?.name || '',
  ),
  column('company', 18, ({ customer }) => customer?.person.company ?? ''),
  column('number', 14, ({ customer }) => customer?.person.number ?? ''),
  column('class', 10, ({ customer }) => customer?.class ?? ''),
  column('phone', 20, ({ customer }, { region }) => (customer?.person.phones ?? []).map((phone) => formatPhone(phone, region)).join(' / ')),
  column('from', 18, ({ record }, { region }) => formatNumber(record.content.from ?? '', region)),
  column('to', 18, ({ record }, { region }) => formatNumber(record.content.to ?? '', region)),
  column('direction', 10, ({ record }, { t }) => t(`workspace.record.${record.direction}`)),
  column('script', 18, ({ record }, { text, script }) => {
    const known = script(record.walk);
    return known ? text(known.title) : record.walk.scriptId;
  }),
  column('scriptVersion', 8, ({ record }) => String(record.walk.version)),
  column('outcome', 14, ({ record }, { t }) => t(`outcome.${record.outcome}`)),
  column('satisfaction', 14, ({ record }, { t }) => (record.satisfaction ? t(`satisfaction.${record.satisfaction}`) : '')),
  column('said', 48, ({ record }, { t }) => answer(record.content.said, t)),
  column('answered', 48, ({ record }, { t }) => answer(record.content.answered, t)),
  column('needs', 28, ({ record }, { t }) => answer(record.content.needs, t)),
  column('suggestions', 28, ({ record }, { t }) => answer(record.content.suggestions, t)),
  column('complaint', 28, ({ record: { content } }, { t }) =>
    content.complaint === null ? '' : content.complaint.kind === 'none' ? t('workspace.record.none') : content.complaint.about || t('complaint.complaint'),
  ),
  column('department', 14, ({ record: { content } }) => (content.complaint?.kind === 'complaint' ? content.complaint.department : '')),
  column('nextStep', 18, ({ record: { content } }, { t }) =>
    content.nextStep === null ? '' : content.nextStep.kind === 'refer' ? content.nextStep.department : t(`nextStep.${content.nextStep.kind}`),
  ),
  column('nextStepAt', 17, ({ record: { content } }, { moment }) => (content.nextStep && content.nextStep.kind !== 'none' ? moment(content.nextStep.at) : '')),
  column('nextStepNote', 28, ({ record: { content } }) => (content.nextStep && content.nextStep.kind !== 'none' ? content.nextStep.note : '')),
  column('correction', 24, correction),
  column('answers', 32, formAnswers),
  column('messages', 32, ({ record }, { t, moment }) =>
    record.content.messages
      .map(({ channel, at, subject, text }) => [`${t(`workspace.record.channel.${channel}`)} ${moment(at)}`, subject, text].filter(Boolean).join('\n'))
      .join('\n\n'),
  ),
  column('notHeeded', 28, ({ record }, words) => findings(record, words, false)),
  column('heeded', 28, ({ record }, words) => findings(record, words, true)),
  column('review', 14, ({ review }, { t }) => t(`review.state.${review?.state ?? 'none'}`)),
  column('reviewNotes', 40, ({ review }, { t, moment }) =>
    (review?.entries ?? []).map(({ kind, name, at, text }) => `${moment(at)} ${name}, ${t(`review.kind.${kind}`)}${text === '' ? '' : `: ${text}`}`).join('\n'),
  ),
  column('revision', 8, ({ record }) => String(record.revision)),
  column('revisedWhy', 24, ({ record }) => record.revised?.why ?? ''),
  column('apart', 8, ({ apart }, { t }) => t(apart ? 'quality.export.yes' : 'quality.export.no')),
  column('demo', 8, ({ record }, { t }) => t(record.demo ? 'quality.export.yes' : 'quality.export.no')),
  column('savedAt', 17, ({ record }, { moment }) => moment(record.savedAt)),
  column('recordId', 38, ({ record }) => record.id),
  column('customerId', 38, ({ record }) => record.customerId ?? ''),
];

/** A record as a line of cells, in the order of `COLUMNS`. */
export function cellsOf(entry: ExportEntry, words: ExportWords): string[] {
  return COLUMNS.map(({ cell }) => cell(entry, words));
}

/** `0:02:14`: with hours, or a spreadsheet takes the minutes for them. */
function clockOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function answer(given: Answer | null, t: ExportWords['t']): string {
  return given === null ? '' : given.kind === 'none' ? t('workspace.record.none') : given.text;
}

function correction({ record }: ExportEntry, { t, region }: ExportWords): string {
  const { phone, preferredHours, language, optOut } = record.content.correction;
  const parts = [
    phone ? formatPhone(phone, region) : '',
    preferredHours?.original ?? '',
    language ? t(`language.${language}`, { defaultValue: language }) : '',
    optOut === null ? '' : t('workspace.record.optOut', { reason: optOut }),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function formAnswers({ record }: ExportEntry, { text, script }: ExportWords): string {
  const answers = Object.entries(record.content.answers);
  const fields = answers.length === 0 ? [] : (script(record.walk)?.fields ?? []);
  return answers
    .map(([id, value]) => {
      const field = fields.find((one) => one.id === id);
      const option = field?.options?.find((one) => one.id === value);
      return `${field ? text(field.label) : id}: ${option ? text(option.label) : value}`;
    })
    .join('\n');
}

/** Heeded: the agent took the better sentence or wrote another. */
const isHeeded = ({ heeded }: Finding) => heeded === 'replaced' || heeded === 'changed';

function findings(record: RecordOfCall, { t }: ExportWords, heeded: boolean): string {
  return record.content.findings
    .filter((finding) => isHeeded(finding) === heeded)
    .map((finding) => `${t(`category.${finding.category}`)}${finding.quote === '' ? '' : `: ${finding.quote}`} (${t(`finding.${finding.heeded}`)})`)
    .join('\n');
}

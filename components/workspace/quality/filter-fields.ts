import type { TFunction } from 'i18next';
import { findingSchema, phraseCategorySchema } from '../../../lib/contract/phrases.ts';
import { nextStepSchema, outcomeSchema, satisfactionSchema } from '../../../lib/contract/record.ts';
import { reviewStateSchema } from '../../../lib/contract/review.ts';
import type { RecordOptionsReply } from '../../../lib/contract/search.ts';
import type { Chosen } from '../../../lib/quality/address.ts';

type Filter = Chosen['filter'];

export type Option = { value: string; label: string; group?: string };
export type ManyField = { kind: 'many'; key: string; options: Option[]; chosen: string[]; choose: (values: string[]) => Filter };
export type YesNoField = { kind: 'yes-no'; key: string; chosen: boolean | undefined; choose: (value: boolean | undefined) => Filter };
export type TalkField = {
  kind: 'talk';
  key: 'talk';
  chosen: { from: number | undefined; to: number | undefined };
  choose: (from?: number, to?: number) => Filter;
};
export type FilterField = ManyField | YesNoField | TalkField;

type Input = { filter: Filter; options: RecordOptionsReply; t: TFunction; text: (text: { [language: string]: string }) => string };
type ManyKey = { [K in keyof Filter]-?: NonNullable<Filter[K]> extends readonly (string | number)[] ? K : never }[keyof Filter];
type YesNoKey = { [K in keyof Filter]-?: NonNullable<Filter[K]> extends boolean ? K : never }[keyof Filter];

/** Everything a record can be filtered by other than its period, in the order of the menu. */
export function filterFields(input: Input): FilterField[] {
  const { filter, options, t, text } = input;
  const words = (values: readonly string[], prefix: string) => values.map((value) => ({ value, label: t(`${prefix}.${value}`) }));
  const many = (key: ManyKey, all: Option[]): ManyField => ({
    kind: 'many',
    key,
    options: all,
    chosen: (filter[key] ?? []).map(String),
    choose: (values) => without(filter, key, values.length === 0 ? undefined : key === 'tries' ? values.map(Number) : values),
  });
  const yesNo = (key: YesNoKey): YesNoField => ({ kind: 'yes-no', key, chosen: filter[key], choose: (value) => without(filter, key, value) });
  const purposes = [...new Set(options.scripts.map(({ purpose }) => purpose))];
  const fields: FilterField[] = [
    many('satisfactions', [...words(satisfactionSchema.options, 'satisfaction'), { value: 'none', label: t('quality.filter.notAsked') }]),
    many('outcomes', words(outcomeSchema.options, 'outcome')),
    many(
      'agents',
      options.agents.map(({ id, name }) => ({ value: id, label: name })),
    ),
    many(
      'places',
      options.places.map(({ id, name }) => ({ value: id, label: name })),
    ),
    scripts(input),
    many(
      'purposes',
      purposes.map((purpose) => ({
        value: purpose,
        label: options.scripts
          .filter((one) => one.purpose === purpose)
          .map(({ title }) => text(title))
          .join(' / '),
      })),
    ),
    yesNo('complaint'),
    many(
      'departments',
      options.departments.map((name) => ({ value: name, label: name })),
    ),
    many(
      'nextSteps',
      words(
        nextStepSchema.options.map((option) => option.shape.kind.value),
        'nextStep',
      ),
    ),
    many('heeded', words(findingSchema.shape.heeded.options, 'finding')),
    many('categories', words(phraseCategorySchema.options, 'category')),
    many(
      'phrases',
      options.phrases.map(({ id, category, example }) => ({ value: id, label: text(example), group: t(`category.${category}`) })),
    ),
    yesNo('late'),
    many(
      'tries',
      ['0', '1', '2', '3', '4', '5'].map((value) => ({ value, label: t('quality.filter.tries', { count: Number(value), more: value === '5' ? '+' : '' }) })),
    ),
    {
      kind: 'talk',
      key: 'talk',
      chosen: { from: filter.talkFrom, to: filter.talkTo },
      choose: (from, to) => without(without(filter, 'talkFrom', from), 'talkTo', to),
    },
    many('directions', words(['out', 'in'], 'workspace.record')),
    many('channels', words(['phone', 'sms', 'mail'], 'quality.channel')),
    many('reviews', words([...reviewStateSchema.options, 'none'], 'review.state')),
    yesNo('revised'),
    yesNo('apart'),
    yesNo('demo'),
  ];
  return fields.filter((field) => field.kind !== 'many' || field.options.length > 0);
}

function scripts({ filter, options, text }: Input): ManyField {
  const all = options.scripts.flatMap(({ id, title, versions }): Option[] => [
    { value: id, label: text(title) },
    ...(versions.length > 1 ? versions.map((version) => ({ value: `${id}@${version}`, label: `${text(title)} v${version}` })) : []),
  ]);
  return {
    kind: 'many',
    key: 'scripts',
    options: all,
    chosen: (filter.scripts ?? []).map(({ id, version }) => (version === undefined ? id : `${id}@${version}`)),
    choose: (values) => without(filter, 'scripts', values.length === 0 ? undefined : values.map(scriptOf)),
  };
}

function scriptOf(value: string): { id: string; version?: number } {
  const [id = '', version] = value.split('@');
  return version === undefined ? { id } : { id, version: Number(version) };
}

/** The filter with this field, or without it where it says nothing. */
function without(filter: Filter, key: keyof Filter, value: unknown): Filter {
  const { [key]: _was, ...rest } = filter;
  return (value === undefined ? rest : { ...rest, [key]: value }) as Filter;
}

export function isSet(field: FilterField): boolean {
  if (field.kind === 'talk') return field.chosen.from !== undefined || field.chosen.to !== undefined;
  return field.kind === 'many' ? field.chosen.length > 0 : field.chosen !== undefined;
}

export function cleared(field: FilterField): Filter {
  return field.kind === 'many' ? field.choose([]) : field.kind === 'yes-no' ? field.choose(undefined) : field.choose();
}

/** What a chip says of it. */
export function saysOf(field: FilterField, t: TFunction): string {
  if (field.kind === 'yes-no') return field.chosen === undefined ? '' : t(`quality.filter.is.${field.key}.${field.chosen ? 'yes' : 'no'}`);
  if (field.kind === 'talk') return talkWords(field.chosen.from, field.chosen.to, t);
  const labels = field.chosen.map((value) => field.options.find((option) => option.value === value)?.label ?? value);
  return labels.length > 2 ? t('quality.filter.andMore', { first: labels[0], rest: labels.length - 1 }) : labels.join(t('list.comma'));
}

function talkWords(from: number | undefined, to: number | undefined, t: TFunction): string {
  const words = (seconds: number) => (seconds < 60 ? t('quality.seconds', { n: seconds }) : t('quality.minutes', { n: seconds / 60 }));
  if (from !== undefined && to !== undefined) return t('quality.filter.between', { from: words(from), to: words(to) });
  return from !== undefined ? t('quality.filter.atLeast', { from: words(from) }) : to !== undefined ? t('quality.filter.under', { to: words(to) }) : '';
}

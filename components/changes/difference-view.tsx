import { ArrowRight, Minus, Pencil, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Text } from '../../lib/contract/basics.ts';
import type { Change, ChangedThing } from '../../lib/script/difference.ts';
import type { WordPart } from '../../lib/script/word-difference.ts';

const stateIcon = { added: Plus, removed: Minus, changed: Pencil } as const;

/** What is different, thing by thing, in words. What went is struck through, what came is underlined: never by colour alone. */
export function DifferenceView({ things }: { things: readonly ChangedThing[] }) {
  const { t } = useTranslation();
  if (things.length === 0) return <p className="m-0 text-body text-muted">{t('changes.nothing')}</p>;
  return (
    <ul className="m-0 grid list-none gap-3 p-0">
      {things.map((thing) => (
        <Thing key={`${thing.area} ${thing.id}`} thing={thing} />
      ))}
    </ul>
  );
}

function useName(): (text: Text | null) => string {
  const { t, i18n } = useTranslation();
  return (text) => text?.[i18n.language] || Object.values(text ?? {}).find((words) => words !== '') || t('changes.unnamed');
}

function Thing({ thing }: { thing: ChangedThing }) {
  const { t } = useTranslation();
  const nameOf = useName();
  const Icon = stateIcon[thing.state];
  const name = thing.area === 'branch' ? t(`branch.${thing.id}`) : thing.area === 'script' ? '' : nameOf(thing.name);
  return (
    <li>
      <p className="m-0 flex items-center gap-1.5 text-fact font-bold">
        <Icon size={14} aria-hidden="true" className="shrink-0 text-muted" />
        <span>
          {t(`changes.area.${thing.area}`)}
          {name ? ` · ${name}` : ''}
        </span>
        {thing.state === 'changed' ? null : <span className="font-normal text-muted">{t(`changes.${thing.state}`)}</span>}
      </p>
      {thing.changes.length > 0 ? (
        <ul className="m-0 mt-1 grid list-none gap-1 border-l-2 border-line p-0 pl-2.5 text-fact">
          {thing.changes.map((change, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a difference never moves
            <li key={index}>
              <OneChange change={change} />
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}

function OneChange({ change }: { change: Change }) {
  const { t } = useTranslation();
  const nameOf = useName();
  switch (change.kind) {
    case 'words':
      return (
        <>
          <span className="text-muted">
            {t(`changes.part.${change.part}`)} ({t(`language.${change.language}`, { defaultValue: change.language })}):{' '}
          </span>
          <Words parts={change.words} language={change.language} />
        </>
      );
    case 'added':
    case 'removed':
      return (
        <>
          <span className="text-muted">{t(`changes.part.${change.part}`)}: </span>
          <Words parts={[{ op: change.kind, text: nameOf(change.text) }]} />
        </>
      );
    case 'leads':
      return (
        <span className="inline-flex flex-wrap items-center gap-1">
          {change.label ? (
            <span className="text-muted">{t('changes.leads', { label: nameOf(change.label) })}</span>
          ) : (
            <span className="text-muted">{t('changes.branchLeads')}</span>
          )}
          <Words parts={[{ op: 'removed', text: change.from ? nameOf(change.from) : t('changes.back') }]} />
          <ArrowRight size={13} aria-hidden="true" />
          <Words parts={[{ op: 'added', text: change.to ? nameOf(change.to) : t('changes.back') }]} />
        </span>
      );
    case 'fact':
      return (
        <span>
          {t(`changes.fact.${change.fact}`)}
          {change.label ? ` · ${nameOf(change.label)}` : ''}
        </span>
      );
  }
}

function Words({ parts, language }: { parts: readonly WordPart[]; language?: string }) {
  return (
    <span lang={language}>
      {parts.map(({ op, text }, index) =>
        op === 'added' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence never move
          <ins key={index} className="rounded-[3px] bg-good-soft px-0.5 text-good underline decoration-1 underline-offset-2">
            {text}
          </ins>
        ) : op === 'removed' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence never move
          <del key={index} className="rounded-[3px] bg-bad-soft px-0.5 text-bad line-through decoration-1">
            {text}
          </del>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence never move
          <span key={index}>{text}</span>
        ),
      )}
    </span>
  );
}

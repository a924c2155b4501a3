import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatLocalDate, formatTime } from '../../../lib/i18n/format.ts';
import { formatPhone } from '../../../lib/phone/phone.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { usePanel } from '../context.ts';
import { useBegin } from '../hooks/use-begin.ts';
import { type FindState, type Hit, useFind } from '../hooks/use-find.ts';
import { useTakeCustomer } from '../hooks/use-take-customer.ts';

/** Find anybody, or begin a call with somebody unknown (C13). Arrows choose, Enter dials, Ctrl+Enter takes their call. */
export function FindDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const begin = useBegin();
  const take = useTakeCustomer();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const found = useFind(query);
  const input = useRef<HTMLInputElement>(null);
  const hits = found.hits;
  const hit = hits[Math.min(chosen, hits.length - 1)];
  useEffect(() => input.current?.focus(), []);

  const call = async (direction: 'out' | 'in', one: Hit | undefined) => {
    // What is listed while it searches was found for other words.
    if (!one || found.searching) return;
    const taken = await take(one.customer.id);
    if (!taken.ok) return setProblem(t(taken.kind === 'held' && !one.heldBy ? 'find.heldNow' : `find.${taken.kind}`, { name: one.heldBy?.name }));
    // They may call us; we do not call them (P11).
    if (direction === 'out' && taken.file.customer.optOut) return setProblem(t('find.opted-out'));
    const begun = await begin({ direction, file: taken.file, task: taken.task, service: taken.file.services[0] ?? null });
    if (begun.ok) onClose();
    else setProblem(t(`find.${begun.kind}`));
  };
  const unknown = async () => {
    const begun = await begin({ direction: 'in', file: null, task: null, service: null });
    if (begun.ok) onClose();
    else setProblem(t(`find.${begun.kind}`));
  };
  const move = (by: number) => setChosen((now) => Math.max(0, Math.min(hits.length - 1, now + by)));
  useKeys({ 'Ctrl+Enter': () => void call('in', hit), 'Alt+KeyU': () => void unknown() }, { inDialog: true });
  return (
    <Dialog title={t('find.title')} onClose={onClose}>
      <input
        ref={input}
        type="search"
        role="combobox"
        aria-expanded={hits.length > 0}
        aria-controls="find-hits"
        aria-activedescendant={hit ? `hit-${hit.customer.id}` : undefined}
        aria-label={t('find.label')}
        placeholder={t('find.label')}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setChosen(0);
          setProblem(null);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.code === 'ArrowDown' || event.code === 'ArrowUp') {
            event.preventDefault();
            move(event.code === 'ArrowDown' ? 1 : -1);
          } else if (event.code === 'Enter' && !event.ctrlKey && !event.metaKey) void call('out', hit);
        }}
        className="min-h-10 w-full rounded-lg border border-line bg-raised px-2.5 text-body text-ink"
      />
      <FindWords state={found} query={query} />
      {problem ? (
        <p role="alert" className="m-0 mt-2 text-fact font-semibold text-bad">
          {problem}
        </p>
      ) : null}
      <div id="find-hits" role="listbox" aria-label={t('find.hits')} className="mt-2">
        {hits.map((one, index) => (
          <HitRow key={one.customer.id} hit={one} chosen={index === chosen} onChoose={() => setChosen(index)} />
        ))}
      </div>
      {hit ? (
        <div className="mt-2 grid grid-cols-2 gap-2">
          <Button kind="primary" keyLabel="↵" onPress={() => void call('out', hit)}>
            {t('find.call')}
          </Button>
          <Button keyLabel="Ctrl ↵" onPress={() => void call('in', hit)}>
            {t('find.incoming')}
          </Button>
        </div>
      ) : null}
      <Button kind="quiet" className="mt-3" shortcut="Alt+U" keyLabel="Alt U" onPress={() => void unknown()}>
        {t('find.unknown')}
      </Button>
    </Dialog>
  );
}

function FindWords({ state, query }: { state: FindState; query: string }) {
  const { t } = useTranslation();
  const words = state.searching
    ? t('find.searching')
    : state.offline
      ? t('find.offline')
      : query.trim() !== '' && state.hits.length === 0
        ? t('find.none')
        : state.more
          ? t('find.more')
          : '';
  return (
    <p role="status" className="m-0 mt-1 min-h-5 text-label text-muted">
      {words}
    </p>
  );
}

function HitRow({ hit, chosen, onChoose }: { hit: Hit; chosen: boolean; onChoose: () => void }) {
  const { t } = useTranslation();
  const { format } = usePanel();
  const { person } = hit.customer;
  const phone = person.phones[0];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the arrows and Enter of the search field move and choose
    // biome-ignore lint/a11y/useFocusableInteractive: the search field keeps the focus and points here by aria-activedescendant
    <div
      id={`hit-${hit.customer.id}`}
      role="option"
      aria-selected={chosen}
      onClick={onChoose}
      className={`cursor-pointer rounded-lg border px-2.5 py-1.5 text-fact ${chosen ? 'border-accent bg-accent-soft' : 'border-transparent'}`}
    >
      <div className="flex justify-between gap-2">
        <span className="min-w-0 truncate font-semibold">{person.name || t('ready.noName')}</span>
        <span className="tabular shrink-0 text-muted">{phone ? formatPhone(phone) : ''}</span>
      </div>
      <div className="truncate text-label text-muted">
        {[
          person.number,
          hit.lastService
            ? `${[hit.lastService.item, hit.lastService.kind].filter(Boolean).join(' ')} · ${formatLocalDate(hit.lastService.endedOn, format())}`
            : null,
        ]
          .filter(Boolean)
          .join(' · ')}
        {hit.customer.optOut ? ` · ${t('find.optedOut')}` : ''}
      </div>
      {hit.heldBy ? (
        <div className="text-label text-fair">{t('find.heldUntil', { name: hit.heldBy.name, until: formatTime(hit.heldBy.until, format()) })}</div>
      ) : null}
    </div>
  );
}

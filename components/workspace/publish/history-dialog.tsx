import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Content, ContentKind, History, Publication } from '../../../lib/contract/publishing.ts';
import { formatMoment } from '../../../lib/i18n/format.ts';
import { differenceOf } from '../../../lib/script/difference.ts';
import { DifferenceView } from '../../changes/difference-view.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { failureOf, unwrap } from '../api.ts';
import { useWorkspace } from '../context.ts';
import { FailureNote } from '../failure-note.tsx';
import { AREA } from './fields.tsx';
import { useContentApi, useForget, useHistory, versionOf } from './use-content.ts';

type Props = { kind: ContentKind; id: string; inUse: Content; onClose: () => void; onDone: () => void };

/** Every version: who, when, why, what was different, and the way back to it. */
export function HistoryDialog({ kind, id, inUse, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const history = useHistory(kind, id);
  const planned = history.data?.others.filter(({ state }) => state === 'scheduled') ?? [];
  return (
    <Dialog title={t('publish.history.title')} onClose={onClose} wide>
      {history.failure ? <FailureNote failure={history.failure} onRetry={history.refresh} /> : null}
      {history.data === undefined && !history.failure ? <p className="m-0 text-muted">{t('common.loading')}</p> : null}
      {planned.map((one) => (
        <Planned key={one.id} publication={one} onDone={onDone} />
      ))}
      <ol className="m-0 list-none p-0">
        {history.data?.versions.map((version, index) => (
          <Version
            key={version.version}
            kind={kind}
            id={id}
            one={version}
            before={history.data?.versions[index + 1]?.version ?? null}
            inUse={inUse.body.version === version.version}
            onDone={onDone}
          />
        ))}
      </ol>
    </Dialog>
  );
}

function Planned({ publication, onDone }: { publication: Publication; onDone: () => void }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const api = useContentApi();
  const forget = useForget();
  const done = () => {
    forget();
    onDone();
  };
  const back = useMutation({ mutationFn: () => unwrap(api.withdraw(publication.id)), onSuccess: done });
  return (
    <div className="panel-card mb-3 rounded-lg bg-accent-soft p-3 text-fact">
      <p className="m-0 font-semibold text-accent">{t('publish.planned', { at: formatMoment(publication.dueAt ?? 0, format()) })}</p>
      <p className="m-0">
        {publication.byName}: {publication.why}
      </p>
      <Button className="mt-2" isDisabled={back.isPending} onPress={() => back.mutate()}>
        {t('publish.history.withdraw')}
      </Button>
      {back.error ? <Failed error={back.error} /> : null}
    </div>
  );
}

type VersionProps = { kind: ContentKind; id: string; one: History['versions'][number]; before: number | null; inUse: boolean; onDone: () => void };

function Version({ kind, id, one, before, inUse, onDone }: VersionProps) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const [shows, setShows] = useState<'difference' | 'back' | null>(null);
  const { publication } = one;
  return (
    <li className="border-b border-line py-2.5 last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="tabular text-body font-bold">{t('publish.version', { version: one.version })}</span>
        {inUse ? <span className="chip rounded bg-good-soft px-1.5 py-0.5 text-label font-semibold text-good">{t('publish.list.inUse')}</span> : null}
        <span className="text-fact text-muted">
          {publication ? `${formatMoment(publication.publishedAt ?? publication.madeAt, format())} · ${publication.byName}` : t('publish.shipped')}
          {one.placeName ? ` · ${t('publish.history.forPlace', { place: one.placeName })}` : ''}
        </span>
        <span className="ml-auto flex gap-1.5">
          {before === null ? null : (
            <Button tight aria-expanded={shows === 'difference'} onPress={() => setShows(shows === 'difference' ? null : 'difference')} className="text-label">
              {t('publish.history.difference')}
            </Button>
          )}
          {inUse ? null : (
            <Button tight aria-expanded={shows === 'back'} onPress={() => setShows(shows === 'back' ? null : 'back')} className="text-label">
              {t('publish.history.back')}
            </Button>
          )}
        </span>
      </div>
      {publication ? (
        <p className="m-0 mt-0.5 text-fact">
          {publication.restores === null ? '' : `${t('publish.history.restores', { version: publication.restores })} `}
          {publication.why}
        </p>
      ) : null}
      {shows === 'difference' && before !== null ? <Difference kind={kind} id={id} version={one.version} before={before} /> : null}
      {shows === 'back' ? <GoBack kind={kind} id={id} version={one.version} onDone={onDone} /> : null}
    </li>
  );
}

function Difference({ kind, id, version, before }: { kind: ContentKind; id: string; version: number; before: number }) {
  const { t } = useTranslation();
  const api = useContentApi();
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ['difference', kind, id, before, version],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const [a, b] = await Promise.all([versionOf(client, api, { kind, id, version: before }), versionOf(client, api, { kind, id, version })]);
      return differenceOf(a, b);
    },
  });
  return (
    <div className="mt-2 rounded-lg border border-line p-3">
      {query.data ? <DifferenceView things={query.data} /> : query.error ? <Failed error={query.error} /> : t('common.loading')}
    </div>
  );
}

function GoBack({ kind, id, version, onDone }: { kind: ContentKind; id: string; version: number; onDone: () => void }) {
  const { t } = useTranslation();
  const api = useContentApi();
  const forget = useForget();
  const done = () => {
    forget();
    onDone();
  };
  const [why, setWhy] = useState('');
  const roll = useMutation({ mutationFn: () => unwrap(api.rollBack({ kind, id, version, why: why.trim() })), onSuccess: done });
  return (
    <div className="mt-2 rounded-lg border border-line p-3">
      <label className="block text-label text-muted">
        {t('publish.history.why', { version })}
        <textarea rows={1} maxLength={500} value={why} onChange={(event) => setWhy(event.target.value)} className={`mt-1 ${AREA}`} />
      </label>
      <Button kind="primary" className="mt-2" isDisabled={why.trim() === '' || roll.isPending} onPress={() => roll.mutate()}>
        {t('publish.history.rollBack', { version })}
      </Button>
      {roll.data ? (
        <p role="status" className="m-0 mt-1 text-fact font-semibold text-good">
          {t('publish.dialog.isPublished', { version: roll.data.publication.version ?? 0 })}
        </p>
      ) : null}
      {roll.error ? <Failed error={roll.error} /> : null}
    </div>
  );
}

function Failed({ error }: { error: unknown }) {
  const { t } = useTranslation();
  return (
    <p role="alert" className="m-0 mt-1 text-fact font-semibold text-bad">
      {t('publish.dialog.failed', { why: t(`error.${failureOf(error).kind}`) })}
    </p>
  );
}

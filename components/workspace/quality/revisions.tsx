import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Record as CallRecord } from '../../../lib/contract/record.ts';
import { formatMoment } from '../../../lib/i18n/format.ts';
import { differencesOf } from '../../../lib/record/differences.ts';
import { namePart, wordPart } from '../../versions/version-words.ts';
import { unwrap, type WorkspaceApi } from '../api.ts';
import { mayOpen, useWorkspace } from '../context.ts';
import { pathTo } from '../use-route.ts';
import { createQualityApi } from './api.ts';

/** All revisions side by side: only what differs between any two of them, and what changed from the one it was made from is marked by a word and a line. */
export function Revisions({ record }: { record: CallRecord }) {
  const { t } = useTranslation();
  const { api, format, session } = useWorkspace();
  const query = useQuery({
    queryKey: ['record', record.id, record.revision],
    enabled: api !== null && record.revision > 1,
    queryFn: () => unwrap(createQualityApi((api as WorkspaceApi).request).record(record.id)),
  });
  if (record.revision < 2 || !query.data) return null;
  const { revisions, heads, names } = query.data;
  const parts = differencesOf(revisions);
  const context = format();
  return (
    <section aria-labelledby="record-revisions" className="mt-4">
      <h3 id="record-revisions" className="m-0 mb-1 text-label font-bold text-muted">
        {t('quality.revisions')}
      </h3>
      {heads.length > 1 ? (
        <p className="m-0 mb-2 rounded-lg bg-fair-soft px-2.5 py-1.5 text-fact">
          {t('quality.madeApart', { list: heads.join(t('list.comma')) })}{' '}
          {mayOpen(session).versions ? (
            <a href={pathTo.versions} className="font-semibold text-accent">
              {t('versions.title')}
            </a>
          ) : null}
        </p>
      ) : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard */}
      <div tabIndex={0} className="overflow-x-auto">
        <table aria-labelledby="record-revisions" className="w-full border-collapse text-left text-fact">
          <thead>
            <tr>
              <th scope="col" className={`align-top text-label ${ROW_HEADING}`}>
                {t('quality.revisionOf')}
              </th>
              {revisions.map(({ revision, revised, agentId, savedAt }) => (
                <th key={revision} scope="col" className="tabular min-w-32 border-b border-line px-2 py-1 align-top font-bold">
                  {revision}
                  <span className="block text-label font-normal text-muted">
                    {names[revised?.by ?? agentId] ?? ''} · {formatMoment(revised?.at ?? savedAt, context)}
                  </span>
                  {revised?.why ? <span className="block text-label font-normal whitespace-pre-wrap">{revised.why}</span> : null}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => {
              const name = namePart(t, part);
              return (
                <tr key={name}>
                  <th scope="row" className={`align-top ${ROW_HEADING}`}>
                    {name}
                  </th>
                  {revisions.map((one, index) => {
                    const words = wordPart(t, one, part, context);
                    const before = basis(revisions, index);
                    const changed = before !== undefined && wordPart(t, before, part, context) !== words;
                    return (
                      <td
                        key={one.revision}
                        className={`border-b border-line px-2 py-1 align-top whitespace-pre-wrap ${changed ? 'border-l-4 border-l-accent bg-accent-soft' : ''}`}
                      >
                        {changed ? <span className="block text-key font-bold text-accent">{t('quality.changed')}</span> : null}
                        {words}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** It stays in sight while the revisions are scrolled, and is not broken into letters by them. */
const ROW_HEADING = 'sticky left-0 max-w-28 min-w-18 border-b border-line bg-bg py-1 pr-2 font-normal [overflow-wrap:normal] text-muted';

/** What a revision was made from: the newest of those that it is based on. */
function basis(revisions: readonly CallRecord[], index: number): CallRecord | undefined {
  const newest = Math.max(...(revisions[index]?.revised?.basedOn ?? []));
  return revisions.find(({ revision }) => revision === newest);
}

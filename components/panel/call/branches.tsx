import { ShieldAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Script } from '../../../lib/contract/script.ts';
import type { Position } from '../../../lib/script/walk.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { ALWAYS_SHOWN, branchKeys } from './branch-keys.ts';

const CHIP = 'inline-flex min-h-8 cursor-pointer items-center gap-1 rounded-full border px-2 text-fact';

/** What can happen at any moment of a call, by fixed keys. Abusive is always first. M shows the rarer ones; their keys work all the same. */
export function Branches({ script, at, onTake }: { script: Script; at: Position; onTake: (id: string) => void }) {
  const { t } = useTranslation();
  const [more, setMore] = useState(false);
  const offered = branchKeys.filter(({ id }) => script.branches.some((branch) => branch.id === id));
  const take = (id: string) => {
    setMore(false);
    onTake(id);
  };
  useKeys({ ...Object.fromEntries(offered.map(({ id, key }) => [`Key${key}`, () => take(id)])), KeyM: () => setMore(!more) });
  const shown = more ? offered : offered.slice(0, ALWAYS_SHOWN);
  return (
    <div role="group" aria-label={t('branch.title')} className="mt-2.5 flex flex-wrap gap-1">
      {shown.map(({ id, key }) => (
        <button
          key={id}
          type="button"
          onClick={() => take(id)}
          aria-keyshortcuts={key}
          aria-pressed={at.inBranch === id}
          className={`${CHIP} ${id === 'abusive' ? 'border-abuse text-abuse' : 'border-line text-ink'} ${at.inBranch === id ? (id === 'abusive' ? 'bg-abuse-soft font-semibold' : 'bg-accent-soft font-semibold') : 'bg-raised'} hover:bg-accent-soft`}
        >
          {id === 'abusive' ? <ShieldAlert size={14} aria-hidden="true" /> : null}
          {t(`branch.${id}`)}{' '}
          <span aria-hidden="true" className="font-mono text-key text-muted">
            {key}
          </span>
        </button>
      ))}
      {offered.length > ALWAYS_SHOWN ? (
        <button
          type="button"
          onClick={() => setMore(!more)}
          aria-expanded={more}
          title={t(more ? 'branch.fewer' : 'branch.more')}
          aria-keyshortcuts="M"
          className={`${CHIP} border-line bg-raised text-muted hover:bg-accent-soft`}
        >
          <span className="sr-only">{t(more ? 'branch.fewer' : 'branch.more')}</span>
          <span aria-hidden="true">{more ? '«' : '…'}</span>
          <span aria-hidden="true" className="font-mono text-key">
            M
          </span>
        </button>
      ) : null}
    </div>
  );
}

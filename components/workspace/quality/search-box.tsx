import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Key } from '../../ui/key.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { INPUT } from '../styles.ts';

/** Long enough for a word to be typed on, short enough not to be noticed. */
const PAUSE = 250;

/** Words to look for. They are the customer's business: they stand in no address and are forgotten with the page. */
export function SearchBox({ onSearch }: { onSearch: (words: string) => void }) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const box = useRef<HTMLInputElement>(null);
  const search = useRef(onSearch);
  search.current = onSearch;
  useEffect(() => {
    const timer = setTimeout(() => search.current(words.trim()), PAUSE);
    return () => clearTimeout(timer);
  }, [words]);
  useKeys({ Slash: () => box.current?.focus() });
  return (
    <div className="relative min-w-0 flex-1">
      <Search size={15} aria-hidden="true" className="pointer-events-none absolute top-2.5 left-2.5 text-faint" />
      <input
        ref={box}
        type="search"
        aria-label={t('quality.search')}
        aria-keyshortcuts="/"
        placeholder={t('quality.searchHint')}
        value={words}
        maxLength={100}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter') onSearch(words.trim());
          // Once to take the words off, once more to go back to the list.
          if (event.key === 'Escape') words === '' ? box.current?.blur() : setWords('');
        }}
        className={`pr-8 pl-8 ${INPUT}`}
      />
      <span className="pointer-events-none absolute top-2.5 right-2">{words === '' ? <Key>/</Key> : null}</span>
    </div>
  );
}

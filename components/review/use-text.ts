import { useTranslation } from 'react-i18next';
import type { Text } from '../../lib/contract/basics.ts';

/** A text of the script in the reader's language, or in the first it has. */
export function useText(): (text: Text) => string {
  const { i18n } = useTranslation();
  return (text) => text[i18n.language] ?? Object.values(text)[0] ?? '';
}

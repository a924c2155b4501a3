import { Frown, Meh, ShieldAlert, Smile } from 'lucide-react';
import type { Satisfaction } from '../../lib/contract/record.ts';
import type { Choice } from '../../lib/contract/script.ts';

/** Meaning is icon + word + colour, never colour alone. */
export function ToneIcon({ tone, size = 17 }: { tone: Choice['tone'] | 'abuse'; size?: number }) {
  switch (tone) {
    case 'good':
      return <Smile size={size} aria-hidden="true" className="shrink-0 text-good" />;
    case 'fair':
      return <Meh size={size} aria-hidden="true" className="shrink-0 text-fair" />;
    case 'bad':
      return <Frown size={size} aria-hidden="true" className="shrink-0 text-bad" />;
    case 'abuse':
      return <ShieldAlert size={size} aria-hidden="true" className="shrink-0 text-abuse" />;
    case 'plain':
      return null;
  }
}

export const satisfactionTone: { [S in Satisfaction]: { tone: Choice['tone']; text: string } } = {
  satisfied: { tone: 'good', text: 'text-good' },
  fair: { tone: 'fair', text: 'text-fair' },
  dissatisfied: { tone: 'bad', text: 'text-bad' },
  'not-rated': { tone: 'plain', text: 'text-muted' },
};

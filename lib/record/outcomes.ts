import type { Outcome, Satisfaction } from '../contract/record.ts';

/**
 * What an outcome asks of the record: `questions` all of the form; `questions-if-rated` the same once the family has given an
 * answer; `appointment` another time; `nothing` but itself.
 */
export type Asks = 'questions' | 'questions-if-rated' | 'appointment' | 'nothing';

export const outcomeAsks: { readonly [O in Outcome]: Asks } = {
  reached: 'questions',
  family: 'questions-if-rated',
  'not-now': 'appointment',
  'no-answer': 'nothing',
  busy: 'nothing',
  voicemail: 'nothing',
  unreachable: 'nothing',
  'wrong-number': 'nothing',
  refused: 'nothing',
  'broken-off': 'nothing',
  abroad: 'nothing',
};

/** True when the questions of the call were answered, by the customer or by the family: the call is made. */
export function questionsAnswered(outcome: Outcome, satisfaction: Satisfaction | null): boolean {
  const asks = outcomeAsks[outcome];
  return asks === 'questions' || (asks === 'questions-if-rated' && satisfaction !== null);
}

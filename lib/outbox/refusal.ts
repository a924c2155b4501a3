/** What an agent calls the part of a change that the endpoint names by its path. */
export const refusedParts = [
  'outcome',
  'satisfaction',
  'said',
  'answered',
  'needs',
  'suggestions',
  'complaint',
  'nextStep',
  'correction',
  'messages',
  'answers',
  'party',
  'phone',
  'customer',
  'task',
  'service',
  'place',
  'agent',
  'number',
  'time',
  'other',
] as const;
export type RefusedPart = (typeof refusedParts)[number];

/** Pieces of a path by the part they belong to; the last piece that is known counts, as the closest one. */
const partOf: { [piece: string]: RefusedPart } = {
  outcome: 'outcome',
  satisfaction: 'satisfaction',
  said: 'said',
  answered: 'answered',
  needs: 'needs',
  suggestions: 'suggestions',
  complaint: 'complaint',
  nextStep: 'nextStep',
  correction: 'correction',
  messages: 'messages',
  answers: 'answers',
  party: 'party',
  phone: 'phone',
  phones: 'phone',
  customer: 'customer',
  customerId: 'customer',
  task: 'task',
  taskId: 'task',
  serviceId: 'service',
  placeId: 'place',
  agentId: 'agent',
  id: 'number',
  revision: 'number',
  basedOn: 'number',
  at: 'time',
  startedAt: 'time',
  answeredAt: 'time',
  endedAt: 'time',
  savedAt: 'time',
  until: 'time',
  to: 'time',
};

/** `mutations.3.record.content.nextStep.at` → `nextStep`; null where the endpoint named nothing. */
export function partRefused(path: string | null): RefusedPart | null {
  if (path === null) return null;
  const pieces = path.split('.').filter((piece) => piece !== 'mutations' && !/^\d+$/.test(piece));
  // Inside the record's content its own fields have the say: the time of a next step is the next step.
  const content = pieces.indexOf('content');
  const known = content >= 0 ? pieces[content + 1] : pieces.findLast((piece) => partOf[piece] !== undefined);
  return partOf[known ?? ''] ?? 'other';
}

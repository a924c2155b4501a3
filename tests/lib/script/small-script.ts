import type { Choice, Script, Step } from '../../../lib/contract/script.ts';
import type { WalkContext } from '../../../lib/script/walk.ts';

const text = (words: string) => ({ 'zh-CN': `${words}（中）`, en: words });

export function choice(id: string, to: string, more: Partial<Choice> = {}): Choice {
  return { id, label: text(id), tone: 'plain', to, ...more };
}

export function step(id: string, choices: Choice[], more: Partial<Step> = {}): Step {
  return { id, title: text(id), line: text(`Line of ${id}.`), choices, ending: choices.length === 0, ...more };
}

/** A small script without a fault: greeting → asking → two closings, with the four branches every script needs. */
export function smallScript(): Script {
  return {
    id: 'small',
    version: 3,
    purpose: 'after-repair',
    title: text('Small'),
    languages: ['zh-CN', 'en'],
    start: 'greet',
    steps: [
      step('greet', [choice('self', 'ask', { when: 'outgoing', sets: { outcome: 'reached' } }), choice('caller', 'ask', { when: 'incoming' })], {
        line: text('{now.greeting}, am I speaking to {customer.full}?'),
        variants: [{ when: 'incoming', line: text('How may I help you?') }],
      }),
      step(
        'ask',
        [
          choice('good', 'bye', { tone: 'good', sets: { satisfaction: 'satisfied', none: ['said', 'needs'] } }),
          choice('bad', 'sorry', { tone: 'bad', sets: { satisfaction: 'dissatisfied', nextStep: 'refer' } }),
        ],
        { fields: ['said', 'pain'], tempting: [{ phraseId: 'blame-use', avoid: text('Your fault'), instead: text('We will look at it') }] },
      ),
      step('sorry', [choice('heard', 'bye')], { hint: text('Slowly'), remind: [text('Listen')] }),
      step('bye', []),
      step('abuse', [choice('calmer', '@back'), choice('goes-on', 'abuse-bye', { sets: { nextStep: 'refer' } })]),
      step('abuse-bye', []),
      step('complaint', [choice('heard', '@back', { sets: { answers: { pain: 'mild' } } })]),
      step('later', [choice('agreed', 'bye', { sets: { outcome: 'not-now', nextStep: 'appointment' } }), choice('now', 'ask')]),
      step('other', [choice('comes', 'greet'), choice('away', 'bye')]),
    ],
    branches: [
      { id: 'abusive', to: 'abuse' },
      { id: 'complaint', to: 'complaint', sets: { complaint: true } },
      { id: 'not-now', to: 'later' },
      { id: 'not-the-person', to: 'other' },
    ],
    fields: [
      {
        id: 'pain',
        label: text('Pain'),
        kind: 'choice',
        voice: 'customer',
        required: true,
        options: [
          { id: 'none', label: text('None') },
          { id: 'mild', label: text('Mild') },
        ],
      },
    ],
    messages: [{ id: 'thanks', channel: 'sms', title: text('Thanks'), text: text('{customer.full}, thank you.') }],
  };
}

export const outgoing: WalkContext = { direction: 'out', knownCustomer: true, hasService: true };
export const incoming: WalkContext = { direction: 'in', knownCustomer: false, hasService: false };

/** The step of this id, to be changed in a test. */
export function stepOf(script: Script, id: string): Step {
  const found = script.steps.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no step ${id}`);
  return found;
}

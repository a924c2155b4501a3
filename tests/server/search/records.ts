import fc from 'fast-check';
import type { Record as RecordOfCall } from '../../../lib/contract/record.ts';
import type { RecordFilter } from '../../../lib/contract/search.ts';
import { aRecord, HOUR, MINUTE, START } from '../support.ts';

const sayings = ['袖口又脱线了', '脱线头和线了', '跑了两趟店', 'Sleeve came loose again', 'waited forty minutes', '价格 too high', '线', ''];
const outcomes = ['reached', 'no-answer', 'busy', 'not-now'] as const;
const satisfactions = ['satisfied', 'fair', 'dissatisfied', null] as const;
const people = [
  { agentId: 'ann', placeId: 'store' },
  { agentId: 'ben', placeId: 'store' },
  { agentId: 'oli', placeId: 'other-store' },
];

/** Records of all kinds, days apart or in the same millisecond. */
export const someRecord = (n: number): fc.Arbitrary<RecordOfCall> =>
  fc
    .record({
      who: fc.constantFrom(...people),
      at: fc.oneof(
        fc.integer({ min: 0, max: 200 }).map((hours) => START - hours * HOUR),
        fc.constant(START - 5),
        fc.integer({ min: START - 300 * HOUR, max: START }),
      ),
      outcome: fc.constantFrom(...outcomes),
      satisfaction: fc.constantFrom(...satisfactions),
      said: fc.constantFrom(...sayings),
      talked: fc.constantFrom(null, 10_000, 45_000, 4 * MINUTE, 2 * HOUR),
      direction: fc.constantFrom('out', 'in'),
      department: fc.constantFrom(null, 'Repairs', 'Store'),
      heeded: fc.constantFrom(null, 'kept', 'slipped', 'replaced'),
      demo: fc.boolean(),
    })
    .map(({ who, at, outcome, satisfaction, said, talked, direction, department, heeded, demo }) =>
      aRecord({
        id: `record-${n}`,
        ...who,
        startedAt: at,
        answeredAt: talked === null ? null : at + 5000,
        endedAt: at + 5000 + (talked ?? 0),
        savedAt: at + 10_000,
        outcome,
        satisfaction,
        direction: direction as 'in',
        demo,
        walk: { scriptId: n % 3 === 0 ? 'retail-return' : 'retail-repair', version: 1 + (n % 2), choices: [] },
        content: {
          said: said === '' ? { kind: 'none' } : { kind: 'text', text: said },
          complaint: department === null ? { kind: 'none' } : { kind: 'complaint', about: said, department },
          findings:
            heeded === null
              ? []
              : [
                  {
                    phraseId: 'vague',
                    listId: 'list',
                    listVersion: 1,
                    category: 'vague',
                    severity: 'warn',
                    where: 'answered',
                    quote: '',
                    start: 0,
                    end: 0,
                    stepId: null,
                    at,
                    heeded: heeded as 'kept',
                  },
                ],
        },
      }),
    );

const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined, freq: 5 });

export const someFilter: fc.Arbitrary<RecordFilter> = fc
  .record({
    from: maybe(fc.integer({ min: START - 250 * HOUR, max: START })),
    to: maybe(
      fc.oneof(
        fc.integer({ min: 0, max: 200 }).map((hours) => START - hours * HOUR),
        fc.integer({ min: START - 250 * HOUR, max: START + HOUR }),
      ),
    ),
    agents: maybe(fc.subarray(['ann', 'ben', 'oli'], { minLength: 1 })),
    places: maybe(fc.subarray(['store', 'other-store'], { minLength: 1 })),
    outcomes: maybe(fc.subarray([...outcomes], { minLength: 1 })),
    satisfactions: maybe(fc.subarray(['satisfied' as const, 'dissatisfied' as const, 'none' as const], { minLength: 1 })),
    scripts: maybe(fc.constantFrom([{ id: 'retail-return' }], [{ id: 'retail-repair', version: 1 }])),
    departments: maybe(fc.constantFrom(['Repairs'])),
    heeded: maybe(fc.constantFrom(['kept' as const, 'slipped' as const])),
    talkFrom: maybe(fc.constantFrom(0 as const, 60 as const)),
    talkTo: maybe(fc.constantFrom(300 as const, 30 as const)),
    demo: maybe(fc.boolean()),
    complaint: maybe(fc.boolean()),
    directions: maybe(fc.constantFrom(['in' as const])),
  })
  .map((filter) => JSON.parse(JSON.stringify(filter)) as RecordFilter);

export const someWords = fc.constantFrom(null, null, null, '线', '脱线', '脱线了', 'sle', '线 two', 'forty waited', '价格too', '…', 'nowhere');

import type { Id } from '../lib/contract/basics.ts';
import type { Customer } from '../lib/contract/customer.ts';
import type { Place } from '../lib/contract/place.ts';
import type { PlanPreview, PlanPreviewReply, PlanPreviewRequest } from '../lib/contract/plan.ts';
import { checkRules, type RuleProblem } from '../lib/plan/check-rules.ts';
import { addToPreview, startPreview } from '../lib/plan/preview.ts';
import { AHEAD_DAYS } from '../lib/plan/touches.ts';
import { addDays, localDateAt } from '../lib/plan/zone.ts';
import type { Deps, Session } from './context.ts';
import { ApiError } from './errors.ts';
import { filesOf } from './planning.ts';
import { inUseAt } from './publishing/content.ts';
import type { Tx } from './store/port.ts';

const PAGE = 300;
/** After so long it answers with what it has counted so far. */
const ENOUGH_MS = 12_000;
/** Words that are suggested. */
const WORDS = 100;

/** What these rules would give, without anything being written. Between two pages others are served. @throws ApiError */
export async function previewPlan(deps: Deps, session: Session, { placeId, rules, ruleId }: PlanPreviewRequest): Promise<PlanPreviewReply> {
  const place = session.scope.includes(placeId) ? session.places.get(placeId) : undefined;
  if (!place) throw new ApiError('not-found', 'No such place within reach.', 'placeId');
  const places = new Map(session.places).set(placeId, { ...place, rules });
  const now = deps.clock.now();
  const { problems, classes } = await deps.store.read((tx) => problemsOf(tx, places, placeId, localDateAt(now, place.timeZone)));
  const isWrong = problems.some((problem) => problem.severity === 'wrong' && (ruleId === null || problem.ruleId === ruleId));
  const words = new Map<string, number>();
  const preview = await count(deps, { places, place, ruleId: isWrong ? '' : ruleId, now, words });
  const kinds = [...words].sort((a, b) => b[1] - a[1]).map(([kind]) => kind);
  return { problems, preview: isWrong ? null : preview, classes: classes.slice(0, WORDS), kinds: kinds.slice(0, WORDS) };
}

type Counting = { places: ReadonlyMap<Id, Place>; place: Place; ruleId: Id | null; now: number; words: Map<string, number> };

async function count({ store }: Deps, { places, place, ruleId, now, words }: Counting): Promise<PlanPreview> {
  const dayOf = (at: number) => localDateAt(at, place.timeZone);
  const counted = startPreview();
  const began = performance.now();
  const customers = await store.read((tx) => tx.customers.count([place.id]));
  for (let after: Id | null = null; performance.now() - began < ENOUGH_MS; ) {
    const files = await store.read(async (tx) => {
      const page: Customer[] = await tx.customers.page({ placeIds: [place.id], after, limit: PAGE });
      return filesOf(tx, page, places);
    });
    for (const file of files) {
      addToPreview(counted, file, { places, placeId: place.id, ruleId, now, dayOf });
      for (const { kind } of file.services) words.set(kind, (words.get(kind) ?? 0) + 1);
    }
    after = files.at(-1)?.customer.id ?? after;
    if (files.length < PAGE) break;
  }
  const today = dayOf(now);
  const perDay = Array.from({ length: AHEAD_DAYS + 1 }, (_, n) => addDays(today, n)).map((day) => ({ day, calls: counted.dues.get(day) ?? 0 }));
  const perRule = [...counted.perRule].map(([id, calls]) => ({ ruleId: id, calls }));
  return { calls: counted.calls, customers, lookedAt: counted.lookedAt, perDay, perRule, first: counted.first };
}

/** What is wrong in the rules of a place, as `places` has them, with the scripts in use there and the classes of its customers. */
export async function problemsOf(tx: Tx, places: ReadonlyMap<Id, Place>, placeId: Id, today: string): Promise<{ problems: RuleProblem[]; classes: string[] }> {
  const { scripts } = await inUseAt(tx, [placeId, ...above(places, placeId)]);
  const classes = await tx.customers.classes([placeId]);
  const known = { scripts: new Map(scripts.map(({ id, purpose }) => [id, purpose])), classes, today };
  return { problems: checkRules(places.get(placeId)?.rules ?? [], known), classes };
}

function above(places: ReadonlyMap<Id, Place>, placeId: Id): Id[] {
  const parentId = places.get(placeId)?.parentId ?? null;
  return parentId === null ? [] : [parentId, ...above(places, parentId)];
}

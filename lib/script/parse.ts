import type { z } from 'zod';
import { BACK, type Branch, type Pack, packSchema, type Script, type Step } from '../contract/script.ts';

/** What is wrong with a pack or script, and where: `scripts.retail-repair.steps.ask.choices.2`. The message is English and shows no customer data. */
export type Problem = { kind: string; where: string; message: string; params: Record<string, string | number> };

export type ParsedPack = { ok: true; scripts: Script[]; pack: Pack } | { ok: false; problems: Problem[] };

/** A pack as read from a file to complete scripts. What is broken is named by ids where there are ids. Nothing comes back half. */
export function parsePack(json: unknown): ParsedPack {
  const parsed = packSchema.safeParse(json);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.map((issue) => schemaProblem(issue, json)) };
  const pack = parsed.data;
  const problems = repeats(
    pack.scripts.map((script) => script.id),
    'scripts',
  );
  for (const script of pack.scripts) problems.push(...repeats(idsOf(script.steps), `scripts.${script.id}.steps`));
  problems.push(...repeats(idsOf(pack.shared.steps), 'shared.steps'));
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, pack, scripts: pack.scripts.map((script) => merge(pack, script)) };
}

function schemaProblem(issue: z.core.$ZodIssue, json: unknown): Problem {
  const where = namedPath(issue.path, json);
  return { kind: 'schema', where, message: `${where || 'pack'}: ${issue.message}`, params: { code: issue.code, said: issue.message } };
}

/** Array positions become the id that stands there, so that a person finds the place; choices keep counting from 0. */
function namedPath(path: readonly PropertyKey[], json: unknown): string {
  const names: string[] = [];
  let here: unknown = json;
  for (const key of path) {
    here = typeof here === 'object' && here !== null ? (here as Record<PropertyKey, unknown>)[key] : undefined;
    const id = typeof key === 'number' && names.at(-1) !== 'choices' ? idIn(here) : null;
    names.push(id ?? String(key));
  }
  return names.join('.');
}

function idIn(value: unknown): string | null {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
  return typeof id === 'string' && id !== '' ? id : null;
}

function idsOf(things: readonly { id: string }[]): string[] {
  return things.map((thing) => thing.id);
}

/** One problem for every id that stands there more than once. */
export function repeats(ids: readonly string[], where: string): Problem[] {
  const twice = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  return [...twice].map((id) => ({
    kind: 'duplicate-id',
    where: `${where}.${id}`,
    message: `${where}.${id}: this id is used more than once`,
    params: { id },
  }));
}

/** The script's own things win over shared ones of the same id. */
function over<T extends { id: string }>(own: readonly T[] | undefined, shared: readonly T[]): T[] {
  const mine = own ?? [];
  const ids = new Set(idsOf(mine));
  return [...mine, ...shared.filter((thing) => !ids.has(thing.id))];
}

function merge(pack: Pack, own: Pack['scripts'][number]): Script {
  const branches = over(own.branches, pack.shared.branches);
  const all = over(own.steps, pack.shared.steps);
  const reached = reachable(all, own.start, branches);
  const ownIds = new Set(idsOf(own.steps));
  const steps = all.filter((step) => ownIds.has(step.id) || reached.has(step.id));
  const { id, purpose, title, start } = own;
  return {
    id,
    version: pack.version,
    purpose,
    title,
    languages: pack.languages,
    start,
    steps,
    branches,
    fields: usedFields(own.fields ?? [], pack.shared.fields, steps),
    messages: over(own.messages, pack.shared.messages),
  };
}

/** A shared field belongs to a script when one of its steps asks for it. */
function usedFields(own: Script['fields'], shared: Script['fields'], steps: readonly Step[]): Script['fields'] {
  const asked = new Set(steps.flatMap((step) => [...(step.fields ?? []), ...step.choices.flatMap((choice) => Object.keys(choice.sets?.answers ?? {}))]));
  return over(
    own,
    shared.filter((field) => asked.has(field.id)),
  );
}

/** Every step that answers or any-time branches can lead to. */
export function reachable(steps: readonly Step[], start: string, branches: readonly Branch[]): Set<string> {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const seen = new Set<string>();
  const open = [start, ...branches.map((branch) => branch.to)];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const step = byId.get(id);
    if (step === undefined || seen.has(id)) continue;
    seen.add(id);
    for (const choice of step.choices) if (choice.to !== BACK) open.push(choice.to);
  }
  return seen;
}

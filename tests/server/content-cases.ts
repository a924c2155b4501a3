import { smallScript } from '../lib/script/small-script.ts';
import { aPhraseList } from '../support/phrase-list.ts';
import type { Bench } from './support.ts';

/** The routes of publishing in the matrix of who may ask what. */
const leads = ['lead', 'admin'];
const thing = { kind: 'script', id: 'small' };
const why = 'So that it is clearer';
const content = { kind: 'script', body: smallScript() };

export const contentCases: { method: 'POST'; path: string; body: unknown; roles: string[] }[] = [
  { method: 'POST', path: '/v1/content/list', body: { kind: 'script' }, roles: leads },
  { method: 'POST', path: '/v1/content/history', body: thing, roles: leads },
  { method: 'POST', path: '/v1/content/version', body: { ...thing, version: 1 }, roles: ['agent', 'lead', 'qa', 'admin'] },
  { method: 'POST', path: '/v1/content/draft', body: thing, roles: leads },
  { method: 'POST', path: '/v1/content/save-draft', body: { content, rev: 1, basedOn: 1 }, roles: leads },
  { method: 'POST', path: '/v1/content/drop-draft', body: { ...thing, rev: 1 }, roles: leads },
  { method: 'POST', path: '/v1/content/check', body: { content }, roles: leads },
  { method: 'POST', path: '/v1/content/publish', body: { ...thing, rev: 1, why, at: null }, roles: leads },
  { method: 'POST', path: '/v1/content/rollback', body: { ...thing, version: 1, why }, roles: leads },
  { method: 'POST', path: '/v1/content/withdraw', body: (agentId: string | null) => ({ publicationId: `planned-of-${agentId}` }), roles: leads },
];

/** A script with two versions, a draft of each lead's place, and something planned for each. */
export async function withContent(b: Bench): Promise<Bench> {
  await b.store.write(async (tx) => {
    await tx.content.putPhraseList(aPhraseList(), null);
    await tx.content.putScript({ ...smallScript(), version: 1 }, null);
    await tx.content.putScript({ ...smallScript(), version: 2 }, null);
    const draft = { content: { kind: 'script' as const, body: smallScript() }, rev: 1, basedOn: 2, savedAt: b.clock.time };
    for (const [agentId, placeId] of [
      ['lee', 'store'],
      ['ada', null],
    ] as const) {
      await tx.publishing.putDraft({ kind: 'script', id: 'small', placeId }, { ...draft, byId: agentId });
      await tx.publishing.addPublication(
        {
          id: `planned-of-${agentId}`,
          kind: 'script',
          contentId: 'small',
          version: null,
          placeId,
          state: 'scheduled',
          why,
          byId: agentId,
          madeAt: b.clock.time,
          dueAt: b.clock.time + 60_000,
          publishedAt: null,
          basedOn: 2,
          restores: null,
        },
        draft.content,
      );
    }
  });
  return b;
}

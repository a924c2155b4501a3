import { smallScript } from '../../../lib/script/small-script.ts';
import { aPhraseList } from '../../../support/phrase-list.ts';
import type { Bench } from '../../support.ts';
import { type Case, everyone, leads, type Thing } from '../case.ts';

const small = { kind: 'script', id: 'small' } as const;
const why = 'So that it is clearer';

/** A script for all with two versions, one that only `store` has, a draft of each place, and something planned for each. */
async function withContent(b: Bench): Promise<void> {
  await b.store.write(async (tx) => {
    await tx.content.putPhraseList(aPhraseList(), null);
    for (const version of [1, 2]) await tx.content.putScript({ ...smallScript(), version }, null);
    for (const version of [1, 2]) await tx.content.putScript({ ...smallScript(), id: 'only-store', version }, 'store');
    for (const [byId, placeId] of [
      ['lee', 'store'],
      ['olga', 'other-store'],
      ['ada', null],
    ] as const) {
      for (const id of placeId === 'other-store' ? ['small'] : ['small', 'only-store']) {
        const content = { kind: 'script' as const, body: { ...smallScript(), id } };
        await tx.publishing.putDraft({ kind: 'script', id, placeId }, { content, rev: 1, basedOn: 2, savedAt: b.clock.time, byId });
      }
      const times = { madeAt: b.clock.time, dueAt: b.clock.time + 60_000, publishedAt: null };
      await tx.publishing.addPublication(
        {
          id: `planned-of-${byId}`,
          kind: 'script',
          contentId: 'small',
          version: null,
          placeId,
          state: 'scheduled',
          why,
          byId,
          basedOn: 2,
          restores: null,
          ...times,
        },
        { kind: 'script', body: smallScript() },
      );
    }
  });
}

const script: Pick<Thing, 'what' | 'own'> = { what: 'script', own: () => 'only-store' };
const contentOf = (id: string) => ({ kind: 'script', body: { ...smallScript(), id } });

const routes: readonly Omit<Case, 'prepare'>[] = [
  { route: 'POST /v1/content/list', roles: leads, audit: null, ask: () => ({ body: { kind: 'script' } }) },
  {
    route: 'POST /v1/content/history',
    roles: leads,
    audit: null,
    ask: () => ({ body: small }),
    things: [{ ...script, ask: ({ id }) => ({ body: { ...small, id } }) }],
  },
  {
    route: 'POST /v1/content/version',
    roles: everyone,
    audit: null,
    ask: () => ({ body: { ...small, version: 1 } }),
    things: [{ ...script, ask: ({ id }) => ({ body: { ...small, id, version: 1 } }) }],
  },
  {
    route: 'POST /v1/content/draft',
    roles: leads,
    audit: null,
    ask: () => ({ body: small }),
    things: [{ ...script, ask: ({ id }) => ({ body: { ...small, id } }) }],
  },
  {
    route: 'POST /v1/content/save-draft',
    roles: leads,
    audit: 'draft.save',
    ask: () => ({ body: { content: contentOf('small'), rev: 1, basedOn: 1 } }),
    things: [{ ...script, ask: ({ id }) => ({ body: { content: contentOf(id), rev: 1, basedOn: 1 } }) }],
  },
  {
    route: 'POST /v1/content/drop-draft',
    roles: leads,
    audit: 'draft.drop',
    ask: () => ({ body: { ...small, rev: 1 } }),
    things: [{ ...script, ask: ({ id }) => ({ body: { ...small, id, rev: 1 } }) }],
  },
  { route: 'POST /v1/content/check', roles: leads, audit: null, ask: () => ({ body: { content: contentOf('small') } }) },
  {
    route: 'POST /v1/content/publish',
    roles: leads,
    audit: 'content.publish',
    ask: () => ({ body: { ...small, rev: 1, why, at: null } }),
    things: [{ ...script, ask: ({ id }) => ({ body: { ...small, id, rev: 1, why, at: null } }) }],
  },
  {
    route: 'POST /v1/content/rollback',
    roles: leads,
    audit: 'content.roll-back',
    ask: () => ({ body: { ...small, version: 1, why } }),
    things: [{ ...script, ask: ({ id }) => ({ body: { ...small, id, version: 1, why } }) }],
  },
  {
    route: 'POST /v1/content/withdraw',
    roles: leads,
    audit: 'content.withdraw',
    ask: ({ who }) => ({ body: { publicationId: `planned-of-${who}` } }),
    things: [{ what: 'publication', own: () => 'planned-of-lee', ask: ({ id }) => ({ body: { publicationId: id } }) }],
  },
];

export const cases: readonly Case[] = routes.map((route) => ({ ...route, prepare: withContent }));

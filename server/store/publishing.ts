import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Id } from '../../lib/contract/basics.ts';
import type { Content, ContentKind } from '../../lib/contract/publishing.ts';
import type { DraftKey, DraftRow, PublicationRow, PublishingTable, VersionRow } from './publishing-port.ts';
import { type Db, parse, takeSeqs } from './rows.ts';
import type { Tables } from './tables.ts';

export type PublishingTables = {
  /** `place_key`: the place, or '' for everybody's, as a key cannot be null. */
  drafts: {
    kind: ContentKind;
    id: string;
    place_key: string;
    rev: number;
    based_on: number | null;
    agent_id: string;
    saved_at: number;
    personal: string;
  };
  publications: {
    id: string;
    kind: ContentKind;
    content_id: string;
    version: number | null;
    place_id: string | null;
    state: PublicationRow['state'];
    agent_id: string;
    made_at: number;
    due_at: number | null;
    published_at: number | null;
    based_on: number | null;
    restores: number | null;
    /** JSON of `why`, and of `planned`: the words until they are published. */
    personal: string;
  };
};

type Personal = Pick<PublicationRow, 'why'> & { planned: DraftRow['content'] | null };

const tableOf = { script: 'scripts', 'phrase-list': 'phrase_lists' } as const;

export function publishingTable(db: Db): PublishingTable {
  return { ...draftTable(db), ...publicationTable(db), ...versionTable(db) };
}

function draftTable(db: Db): Pick<PublishingTable, 'draft' | 'draftsOf' | 'putDraft' | 'dropDraft'> {
  const keyOf = ({ kind, id, placeId }: DraftKey) => ({ kind, id, place_key: placeId ?? '' });
  return {
    async draft(key) {
      const { kind, id, place_key } = keyOf(key);
      const row = await db.selectFrom('drafts').selectAll().where('kind', '=', kind).where('id', '=', id).where('place_key', '=', place_key).executeTakeFirst();
      return row ? draftOf(row) : null;
    },
    async draftsOf(kind, placeId) {
      const rows = await db
        .selectFrom('drafts')
        .selectAll()
        .where('kind', '=', kind)
        .where('place_key', '=', placeId ?? '')
        .execute();
      return rows.map(draftOf);
    },
    async putDraft(key, { content, rev, basedOn, savedAt, byId }) {
      const row = { rev, based_on: basedOn, agent_id: byId, saved_at: savedAt, personal: JSON.stringify(content) };
      await db
        .insertInto('drafts')
        .values({ ...keyOf(key), ...row })
        .onConflict((conflict) => conflict.columns(['kind', 'id', 'place_key']).doUpdateSet(row))
        .execute();
    },
    async dropDraft(key) {
      const { kind, id, place_key } = keyOf(key);
      await db.deleteFrom('drafts').where('kind', '=', kind).where('id', '=', id).where('place_key', '=', place_key).execute();
    },
  };
}

function draftOf(row: PublishingTables['drafts']): DraftRow {
  const basedOn = row.based_on === null ? null : Number(row.based_on);
  return { content: parse<DraftRow['content']>(row.personal), rev: Number(row.rev), basedOn, savedAt: Number(row.saved_at), byId: row.agent_id };
}

function publicationTable(db: Db): Pick<PublishingTable, 'publications' | 'publication' | 'addPublication' | 'planned' | 'due' | 'settle' | 'number'> {
  const one = (id: Id) => db.selectFrom('publications').selectAll().where('id', '=', id).executeTakeFirst();
  return {
    async publications(kind, contentId) {
      const all = db.selectFrom('publications').selectAll().where('kind', '=', kind).orderBy('made_at', 'desc').orderBy('id', 'desc');
      const rows = await (contentId === undefined ? all : all.where('content_id', '=', contentId)).execute();
      return rows.map(publicationOf);
    },
    async publication(id) {
      const row = await one(id);
      return row ? publicationOf(row) : null;
    },
    async addPublication(row, planned) {
      const personal: Personal = { why: row.why, planned };
      await db
        .insertInto('publications')
        .values({
          id: row.id,
          kind: row.kind,
          content_id: row.contentId,
          version: row.version,
          place_id: row.placeId,
          state: row.state,
          agent_id: row.byId,
          made_at: row.madeAt,
          due_at: row.dueAt,
          published_at: row.publishedAt,
          based_on: row.basedOn,
          restores: row.restores,
          personal: JSON.stringify(personal),
        })
        .execute();
    },
    async planned(id) {
      const row = await one(id);
      return row ? parse<Personal>(row.personal).planned : null;
    },
    async due(now) {
      const rows = await db
        .selectFrom('publications')
        .selectAll()
        .where('state', '=', 'scheduled')
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .orderBy('id')
        .execute();
      return rows.map(publicationOf);
    },
    async settle(id, { state, publishedAt }) {
      const row = await one(id);
      if (!row) return false;
      const personal: Personal = { ...parse<Personal>(row.personal), planned: null };
      const settled = await db
        .updateTable('publications')
        .set({ state, published_at: publishedAt, personal: JSON.stringify(personal) })
        .where('id', '=', id)
        .where('state', '=', 'scheduled')
        .returning('id')
        .execute();
      return settled.length === 1;
    },
    async number(id, version) {
      await db.updateTable('publications').set({ version }).where('id', '=', id).execute();
    },
  };
}

const orNull = (value: number | null) => (value === null ? null : Number(value));

function publicationOf(row: PublishingTables['publications']): PublicationRow {
  return {
    id: row.id,
    kind: row.kind,
    contentId: row.content_id,
    version: orNull(row.version),
    placeId: row.place_id,
    state: row.state,
    why: parse<Personal>(row.personal).why,
    byId: row.agent_id,
    madeAt: Number(row.made_at),
    dueAt: orNull(row.due_at),
    publishedAt: orNull(row.published_at),
    basedOn: orNull(row.based_on),
    restores: orNull(row.restores),
  };
}

type Body = Pick<Tables, 'scripts'>['scripts'];

function versionTable(db: Db): Pick<PublishingTable, 'versions' | 'newest' | 'version' | 'addVersion'> {
  // The two tables are alike; Kysely's types know one at a time.
  const from = (kind: ContentKind) => db.selectFrom(tableOf[kind] as 'scripts');
  // A list without a place in it is no SQL on PostgreSQL: before the first place there is only what is everybody's.
  const reaches =
    (placeIds: readonly Id[]) =>
    (e: ExpressionBuilder<Tables, 'scripts'>): Expression<SqlBool> =>
      placeIds.length === 0 ? e('place_id', 'is', null) : e.or([e('place_id', 'is', null), e('place_id', 'in', placeIds)]);
  const rowOf = (row: Pick<Body, 'id' | 'version' | 'place_id'>): VersionRow => ({ id: row.id, version: Number(row.version), placeId: row.place_id });
  return {
    async versions(kind, id, placeIds) {
      const rows = await from(kind).select(['id', 'version', 'place_id']).where('id', '=', id).where(reaches(placeIds)).orderBy('version', 'desc').execute();
      return rows.map(rowOf);
    },
    async newest(kind, placeIds) {
      const tops = await from(kind)
        .select((e) => ['id', e.fn.max('version').as('version')])
        .where(reaches(placeIds))
        .groupBy('id')
        .orderBy('id')
        .execute();
      const found: (VersionRow & { content: Content })[] = [];
      for (const top of tops) {
        const row = await from(kind).selectAll().where('id', '=', top.id).where('version', '=', Number(top.version)).executeTakeFirstOrThrow();
        found.push({ ...rowOf(row), content: contentOf(kind, row.body) });
      }
      return found;
    },
    async version(kind, id, version, placeIds) {
      const row = await from(kind).select('body').where('id', '=', id).where('version', '=', version).where(reaches(placeIds)).executeTakeFirst();
      return row ? contentOf(kind, row.body) : null;
    },
    async addVersion(content, placeId) {
      const { id } = content.body;
      // The sequence first: whoever else publishes waits here until this is committed, so that both count the same versions.
      const seq = await takeSeqs(db, 1);
      const top = await from(content.kind)
        .select((e) => e.fn.max('version').as('version'))
        .where('id', '=', id)
        .executeTakeFirst();
      const version = Number(top?.version ?? 0) + 1;
      const row = { id, version, place_id: placeId, seq, body: JSON.stringify({ ...content.body, version }) };
      await db
        .insertInto(tableOf[content.kind] as 'scripts')
        .values(row)
        .execute();
      return version;
    },
  };
}

function contentOf(kind: ContentKind, body: string): Content {
  return { kind, body: parse<unknown>(body) } as Content;
}

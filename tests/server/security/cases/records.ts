import type { Answer } from '../../support.ts';
import { type Case, everyone, readers } from '../case.ts';

const search = (filter: object) => ({ body: { filter, words: null, cursor: null, limit: 100 } });
const exporting = (filter: object) => ({ body: { ...search(filter).body, exportId: 'export-1' } });
const hasRecords = ({ body }: Answer) => (body as { records: unknown[] }).records.length > 0;

export const cases: readonly Case[] = [
  { route: 'GET /v1/records', roles: everyone, audit: 'records.list', auditOf: readers, ask: () => ({ path: '/v1/records?limit=200' }) },
  {
    route: 'GET /v1/records/{id}',
    roles: everyone,
    audit: null,
    ask: () => ({ path: '/v1/records/record-of-ann' }),
    things: [{ what: 'record', own: ({ recordId }) => recordId, notFor: ['ben'], ask: ({ id }) => ({ path: `/v1/records/${id}` }) }],
  },
  { route: 'POST /v1/records/options', roles: everyone, audit: null, ask: () => ({ body: {} }) },
  {
    route: 'POST /v1/records/search',
    roles: everyone,
    audit: 'records.search',
    auditOf: readers,
    ask: () => search({}),
    // A filter by what is not within reach finds what one by an unknown id finds.
    things: [
      { what: 'customer', own: ({ customerId }) => customerId, ask: ({ id }) => search({ customerId: id }), isRead: true, done: hasRecords },
      { what: 'place', own: () => 'store', ask: ({ id }) => search({ places: [id] }), isRead: true, done: hasRecords },
      { what: 'agent', own: () => 'ann', ask: ({ id }) => search({ agents: [id] }), notFor: ['ben'], isRead: true, done: hasRecords },
    ],
  },
  {
    route: 'POST /v1/records/export',
    roles: everyone,
    // An agent takes their own away, which is written down as well.
    audit: 'records.export',
    ask: () => exporting({}),
    things: [
      { what: 'customer', own: ({ customerId }) => customerId, ask: ({ id }) => exporting({ customerId: id }), isRead: true, done: hasRecords },
      { what: 'place', own: () => 'store', ask: ({ id }) => exporting({ places: [id] }), isRead: true, done: hasRecords },
      { what: 'agent', own: () => 'ann', ask: ({ id }) => exporting({ agents: [id] }), notFor: ['ben'], isRead: true, done: hasRecords },
    ],
  },
];

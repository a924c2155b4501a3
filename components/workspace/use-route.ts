import { useSyncExternalStore } from 'react';
import type { ContentKind } from '../../lib/contract/publishing.ts';

type TeamPart = 'people' | 'customers' | 'now' | 'places' | 'directory';

/** Where in the workspace, as it stands in the address: pages and record ids, never anything about a customer. */
export type Route =
  | { page: 'records'; id: string | null }
  | { page: 'customers'; id: string | null }
  | { page: 'import' }
  | { page: 'team'; part: TeamPart }
  | { page: 'plan'; part: 'rules' | 'coverage' }
  | { page: 'campaigns'; id: string | null }
  | { page: 'versions' }
  | { page: 'scripts' | 'phrases'; id: string | null };

export function useRoute(): Route {
  return routeOf(useSyncExternalStore(subscribe, () => location.hash));
}

export function routeOf(hash: string): Route {
  const [page, id] = (hash.replace(/^#\/?/, '').split('?')[0] ?? '').split('/');
  if (page === 'team') return { page: 'team', part: id === 'now' || id === 'places' || id === 'customers' || id === 'directory' ? id : 'people' };
  if (page === 'plan') return { page: 'plan', part: id === 'coverage' ? 'coverage' : 'rules' };
  if (page === 'versions') return { page: 'versions' };
  const known = id && /^[A-Za-z0-9_.:-]{1,64}$/.test(id) ? id : null;
  if (page === 'customers') return known === 'import' ? { page: 'import' } : { page: 'customers', id: known };
  return { page: page === 'scripts' || page === 'phrases' || page === 'campaigns' ? page : 'records', id: known };
}

export const pathTo = {
  records: '#/records',
  record: (id: string) => `#/records/${id}`,
  customers: '#/customers',
  customer: (id: string) => `#/customers/${id}`,
  import: '#/customers/import',
  team: (part: TeamPart) => `#/team/${part}`,
  contents: (kind: ContentKind) => (kind === 'script' ? '#/scripts' : '#/phrases'),
  content: (kind: ContentKind, id: string) => `${kind === 'script' ? '#/scripts' : '#/phrases'}/${id}`,
  plan: (part: 'rules' | 'coverage') => `#/plan/${part}`,
  campaigns: '#/campaigns',
  campaign: (id: string) => `#/campaigns/${id}`,
  versions: '#/versions',
};

/** The record in the list that is shown: what was chosen to see stays in the address. */
export function recordPath(id: string): string {
  const chosen = chosenText(location.hash);
  return `${pathTo.record(id)}${chosen === '' ? '' : `?${chosen}`}`;
}

/** Without a step in the history: moving through a list is no journey to walk back. */
export function showRecord(id: string): void {
  replace(recordPath(id));
}

export function chosenText(hash: string): string {
  const at = hash.indexOf('?');
  return at < 0 ? '' : hash.slice(at + 1);
}

/** Chooses what the list of records shows; which record is open does not count for it. */
export function showChosen(text: string): void {
  replace(text === '' ? pathTo.records : `${pathTo.records}?${text}`);
}

function replace(hash: string): void {
  history.replaceState(null, '', hash);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

export function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

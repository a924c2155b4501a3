import { Search, UserPlus } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../../lib/contract/people.ts';
import { formatMoment } from '../../../lib/i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { type CodeReply, failureOf } from '../api.ts';
import { useWorkspace } from '../context.ts';
import { EmptyNote, FailureNote } from '../failure-note.tsx';
import { INPUT } from '../styles.ts';
import { type Column, VirtualTable } from '../virtual-table.tsx';
import { CodeDialog } from './code-dialog.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { PersonDialog } from './person-dialog.tsx';
import { usePeople, usePlaces, useRefreshTeam, useTeamApi } from './team-api.ts';

/** Everybody of one's places; who left stands at the end. */
export function PeopleList() {
  const { t } = useTranslation();
  const people = usePeople();
  const places = usePlaces();
  const [text, setText] = useState('');
  const query = useDeferredValue(text.trim().toLowerCase());
  const [open, setOpen] = useState<string | null>(null);
  const [inviting, setInviting] = useState(false);
  const [code, setCode] = useState<CodeReply | null>(null);
  const [gone, setGone] = useState<Person | null>(null);
  useKeys({ Slash: () => document.getElementById('people-search')?.focus(), KeyN: () => setInviting(true) });
  const failure = people.error ?? places.error;
  const found = useFound(people.data, query);
  const openPerson = people.data?.find(({ agent }) => agent.id === open) ?? null;
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <label className="relative w-72">
          <span className="sr-only">{t('team.search')}</span>
          <Search size={15} aria-hidden="true" className="absolute top-1/2 left-2.5 -translate-y-1/2 text-muted" />
          <input
            id="people-search"
            type="search"
            value={text}
            placeholder={t('team.search')}
            onChange={(event) => setText(event.target.value)}
            className={`${INPUT} pl-8`}
          />
        </label>
        <Button kind="primary" className="ml-auto" shortcut="n" keyLabel="N" onPress={() => setInviting(true)} isDisabled={!places.data}>
          <UserPlus size={16} aria-hidden="true" />
          {t('team.invite')}
        </Button>
      </div>
      {gone ? <Undo person={gone} onDone={() => setGone(null)} /> : null}
      {failure ? <FailureNote failure={failureOf(failure)} onRetry={() => void Promise.all([people.refetch(), places.refetch()])} /> : null}
      {failure ? null : !found || !places.data ? (
        <p className="m-4 text-muted">{t('common.loading')}</p>
      ) : found.length === 0 ? (
        <EmptyNote title={t('team.nobody')}>{t('team.nobodyAdvice')}</EmptyNote>
      ) : (
        <PeopleTable people={found} placeName={(id) => places.data.find(({ place }) => place.id === id)?.place.name ?? ''} onOpen={setOpen} />
      )}
      {inviting && places.data ? (
        <InviteDialog
          places={places.data}
          onClose={() => setInviting(false)}
          onMade={(made) => {
            setInviting(false);
            setCode(made);
          }}
        />
      ) : null}
      {openPerson && places.data ? (
        <PersonDialog
          key={openPerson.agent.id}
          person={openPerson}
          places={places.data}
          onClose={() => setOpen(null)}
          onCode={(made) => {
            setOpen(null);
            setCode(made);
          }}
          onGone={(person) => {
            setOpen(null);
            setGone(person);
          }}
        />
      ) : null}
      {code ? <CodeDialog made={code} onClose={() => setCode(null)} /> : null}
    </>
  );
}

function useFound(people: Person[] | undefined, query: string): Person[] | undefined {
  const { format } = useWorkspace();
  const { compare } = new Intl.Collator(format().language);
  return people
    ?.filter(({ agent, login }) => `${agent.name} ${login ?? ''}`.toLowerCase().includes(query))
    .toSorted((a, b) => Number(a.deactivatedAt !== null) - Number(b.deactivatedAt !== null) || compare(a.agent.name, b.agent.name));
}

function PeopleTable({ people, placeName, onOpen }: { people: Person[]; placeName: (id: string) => string; onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const languagesOf = ({ languages }: Person['agent']) => languages.map((language) => t(`language.${language}`)).join(t('list.comma'));
  const columns: Column[] = [
    { key: 'name', title: t('team.name'), width: 'w-[24%]' },
    { key: 'role', title: t('team.role'), width: 'w-[11%]' },
    { key: 'place', title: t('team.place'), width: 'w-[20%]' },
    { key: 'languages', title: t('team.languagesShort'), width: 'w-[18%]' },
    { key: 'state', title: t('team.state'), width: 'w-[27%]' },
  ];
  return (
    <VirtualTable
      label={t('team.part.people')}
      columns={columns}
      count={people.length}
      paged={{ total: people.length, more: false, loadingMore: false, failure: null, loadMore: () => {} }}
      row={(index) => {
        const person = people[index];
        if (!person) return null;
        const { agent, login, deactivatedAt } = person;
        return {
          key: agent.id,
          cells: [
            <button
              key="name"
              type="button"
              onClick={() => onOpen(agent.id)}
              title={agent.name}
              className="block min-h-6 w-full cursor-pointer truncate border-0 bg-transparent p-0 text-left text-fact font-semibold text-ink hover:text-accent hover:underline"
            >
              {agent.name}
              {login ? <span className="font-normal text-muted"> · {login}</span> : null}
            </button>,
            t(`workspace.role.${agent.role}`),
            placeName(agent.placeId),
            <span key="languages" title={languagesOf(agent)}>
              {languagesOf(agent)}
            </span>,
            <span key="state" className={deactivatedAt === null ? 'text-muted' : 'text-fair'}>
              {stateOf(person, t, (at) => formatMoment(at, format()))}
            </span>,
          ],
        };
      }}
    />
  );
}

function stateOf({ deactivatedAt, seenAt, codeUntil }: Person, t: ReturnType<typeof useTranslation>['t'], moment: (at: number) => string): string {
  if (deactivatedAt !== null) return t('team.left', { at: moment(deactivatedAt) });
  if (seenAt !== null) return t('team.seen', { at: moment(seenAt) });
  return codeUntil === null ? t('team.never') : t('team.invited', { at: moment(codeUntil) });
}

/** One word is enough to take it back. */
function Undo({ person, onDone }: { person: Person; onDone: () => void }) {
  const { t } = useTranslation();
  const api = useTeamApi();
  const refresh = useRefreshTeam();
  const undo = async () => {
    await api.savePerson(person.agent.id, { active: true });
    await refresh();
    onDone();
  };
  return (
    <div role="status" className="flex items-center gap-3 border-b border-line bg-fair-soft px-4 py-1.5 text-fact">
      <span className="min-w-0 flex-1 truncate">{t('team.deactivated', { name: person.agent.name })}</span>
      <Button onPress={() => void undo()}>{t('team.undo')}</Button>
      <Button kind="quiet" onPress={onDone}>
        {t('common.close')}
      </Button>
    </div>
  );
}

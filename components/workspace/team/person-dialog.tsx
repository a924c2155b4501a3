import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person, PersonSet } from '../../../lib/contract/people.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { type CodeReply, failureOf, unwrap } from '../api.ts';
import { useWorkspace } from '../context.ts';
import { Devices } from './devices.tsx';
import { type Fields, PersonFields, Refused, type Tree } from './person-fields.tsx';
import { useRefreshTeam, useTeamApi } from './team-api.ts';

type PersonDialogProps = { person: Person; places: Tree; onClose: () => void; onCode: (made: CodeReply) => void; onGone: (person: Person) => void };

/** One person: what is known of them, their devices, a new code, and whether they still work here. */
export function PersonDialog({ person, places, onClose, onCode, onGone }: PersonDialogProps) {
  const { t } = useTranslation();
  const { session } = useWorkspace();
  const api = useTeamApi();
  const refresh = useRefreshTeam();
  const form = useId();
  const { agent, login, deactivatedAt } = person;
  const { id, ...known } = agent;
  const [fields, setFields] = useState<Fields>({ ...known, login: login ?? '' });
  const saved = useMutation({
    mutationFn: (set: PersonSet) => unwrap(api.savePerson(id, set)),
    onSuccess: refresh,
  });
  const coded = useMutation({ mutationFn: () => unwrap(api.newCode(id)), onSuccess: onCode });
  const isSelf = id === session.agent.id;
  const mayChange = agent.role !== 'admin' || session.agent.role === 'admin';
  const set = changes(person, fields);
  const isChanged = Object.keys(set).length > 0;
  const busy = saved.isPending || coded.isPending;
  const save = () => saved.mutate(set, { onSuccess: onClose });
  const activate = (active: boolean) => saved.mutate({ active }, { onSuccess: () => (active ? undefined : onGone(person)) });
  const failure = saved.error ?? coded.error;
  return (
    <Dialog
      title={agent.name}
      onClose={onClose}
      footer={
        mayChange ? (
          <>
            {isSelf ? null : deactivatedAt === null ? (
              <Button kind="danger" className="mr-auto" isDisabled={busy} onPress={() => activate(false)}>
                {t('team.deactivate')}
              </Button>
            ) : (
              <Button className="mr-auto" isDisabled={busy} onPress={() => activate(true)}>
                {t('team.activate')}
              </Button>
            )}
            <Button isDisabled={busy || deactivatedAt !== null} onPress={() => coded.mutate()}>
              {t('team.newCode')}
            </Button>
            <Button kind="primary" type="submit" form={form} isDisabled={busy || !isChanged} keyLabel="↵">
              {t('team.save')}
            </Button>
          </>
        ) : undefined
      }
    >
      {mayChange ? (
        <form
          id={form}
          onSubmit={(event) => {
            event.preventDefault();
            if (isChanged) save();
          }}
        >
          <PersonFields value={fields} onChange={setFields} places={places} self={isSelf} />
          <Refused failure={failure ? failureOf(failure) : null} />
        </form>
      ) : (
        <p className="m-0 text-fact text-muted">{t('team.adminOnly')}</p>
      )}
      {mayChange ? <Devices agentId={id} /> : null}
    </Dialog>
  );
}

function changes({ agent, login }: Person, fields: Fields): PersonSet {
  const name = fields.name.trim();
  const nextLogin = fields.login.trim();
  return {
    ...(name !== '' && name !== agent.name ? { name } : {}),
    ...(nextLogin !== '' && nextLogin !== login ? { login: nextLogin } : {}),
    ...(fields.role !== agent.role ? { role: fields.role } : {}),
    ...(fields.placeId !== agent.placeId ? { placeId: fields.placeId } : {}),
    ...((fields.callsPerDay ?? 0) !== (agent.callsPerDay ?? 0) ? { callsPerDay: fields.callsPerDay ?? 0 } : {}),
    ...(fields.languages.join() !== agent.languages.join() ? { languages: fields.languages } : {}),
    ...((fields.products ?? []).join() !== (agent.products ?? []).join() ? { products: fields.products ?? [] } : {}),
    ...((fields.seniority ?? 'experienced') !== (agent.seniority ?? 'experienced') ? { seniority: fields.seniority ?? 'experienced' } : {}),
    ...(JSON.stringify(fields.absences ?? []) !== JSON.stringify(agent.absences ?? []) ? { absences: fields.absences ?? [] } : {}),
  };
}

import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { type CodeReply, failureOf, unwrap } from '../api.ts';
import { useWorkspace } from '../context.ts';
import { type Fields, PersonFields, Refused, type Tree } from './person-fields.tsx';
import { useRefreshTeam, useTeamApi } from './team-api.ts';

/** A new person: who they are, then the code they sign in with once. */
export function InviteDialog({ places, onClose, onMade }: { places: Tree; onClose: () => void; onMade: (made: CodeReply) => void }) {
  const { t } = useTranslation();
  const { session, format } = useWorkspace();
  const api = useTeamApi();
  const refresh = useRefreshTeam();
  const id = useId();
  // Stays the same when it is sent again: the first answer may have been lost on its way.
  const [personId] = useState(() => crypto.randomUUID());
  const [fields, setFields] = useState<Fields>({ name: '', login: '', role: 'agent', placeId: session.place.id, languages: [format().language] });
  const invited = useMutation({
    mutationFn: () => {
      const { login, ...agent } = fields;
      return unwrap(api.invite(personId, { ...agent, name: agent.name.trim() }, login.trim()));
    },
    onSuccess: (made) => {
      void refresh();
      onMade(made);
    },
  });
  const ready = fields.name.trim() !== '' && fields.login.trim() !== '';
  return (
    <Dialog
      title={t('team.invite')}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" type="submit" form={id} isDisabled={!ready || invited.isPending} keyLabel="↵">
            {t('team.make')}
          </Button>
        </>
      }
    >
      <form
        id={id}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) invited.mutate();
        }}
      >
        <p className="m-0 mb-3 text-fact text-muted">{t('team.explain')}</p>
        <PersonFields value={fields} onChange={setFields} places={places} />
        <Refused failure={invited.error ? failureOf(invited.error) : null} />
      </form>
    </Dialog>
  );
}

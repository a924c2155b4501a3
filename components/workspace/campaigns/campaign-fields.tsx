import { useTranslation } from 'react-i18next';
import { nextStepSchema, outcomeSchema, satisfactionSchema } from '../../../lib/contract/record.ts';
import { namesIn } from '../names-in.ts';
import { NamesField, SelectField, TextField } from '../plan/form-fields.tsx';
import type { ScriptChoice } from '../plan/use-scripts.ts';
import type { Tree } from '../team/person-fields.tsx';
import { usePeople } from '../team/team-api.ts';
import { type CampaignDraft, NAMED } from './campaign-draft.ts';
import { AreaField, Boxes, type Editing, Means, Section } from './fields.tsx';
import { KeptFilter } from './kept-filter.tsx';

/** Words that customers and services of the place have. */
type Known = { classes: readonly string[]; kinds: readonly string[] };
type CampaignFieldsProps = Editing & { scripts: readonly ScriptChoice[]; places: Tree; isNew: boolean; isStarted: boolean; known: Known };

/** All that a campaign has (P15), in the order in which it is thought of. */
export function CampaignFields({ isNew, isStarted, scripts, places, known, ...editing }: CampaignFieldsProps) {
  return (
    <>
      <About {...editing} isNew={isNew} isStarted={isStarted} scripts={scripts} places={places} />
      <Customers {...editing} known={known} />
      <Staff {...editing} />
      <Goals {...editing} />
      <Means {...editing} />
    </>
  );
}

/** What can still be written once it has ended. */
export function LaterFields(editing: Editing) {
  const { t } = useTranslation();
  const { draft, onChange } = editing;
  return (
    <>
      <AreaField label={t('campaigns.editor.lesson')} value={draft.lesson} onChange={(lesson) => onChange({ lesson })} />
      <Means {...editing} isOver />
    </>
  );
}

function About({ draft, onChange, scripts, places, isNew, isStarted }: Omit<CampaignFieldsProps, 'known'>) {
  const { t } = useTranslation();
  return (
    <Section title={t('campaigns.editor.about')}>
      <div className="grid grid-cols-2 gap-x-3">
        <TextField label={t('campaigns.editor.name')} value={draft.name} onChange={(name) => onChange({ name })} />
        {isNew && places.length > 1 ? (
          <SelectField
            label={t('campaigns.editor.place')}
            value={draft.placeId}
            onChange={(placeId) => onChange({ placeId })}
            options={places.map(({ place, depth }) => ({ value: place.id, label: `${'\u2003'.repeat(depth)}${place.name}` }))}
          />
        ) : null}
      </div>
      <AreaField label={t('campaigns.editor.aim')} value={draft.aim} onChange={(aim) => onChange({ aim })} />
      <AreaField label={t('campaigns.editor.content')} value={draft.content} onChange={(content) => onChange({ content })} />
      <div className="grid grid-cols-2 gap-x-3">
        <TextField
          label={t('campaigns.editor.from')}
          type="date"
          value={draft.from}
          onChange={(from) => onChange({ from })}
          {...(isStarted ? { hint: t('campaigns.editor.fixed'), isFixed: true } : {})}
        />
        <TextField
          label={t('campaigns.editor.to')}
          type="date"
          value={draft.to}
          onChange={(to) => onChange({ to })}
          problems={draft.from !== '' && draft.to !== '' && draft.to < draft.from ? [t('rules.problem.period-reversed')] : []}
        />
      </div>
      <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,1fr)] gap-x-3">
        <SelectField
          label={t('campaigns.editor.script')}
          value={draft.scriptId}
          onChange={(scriptId) => onChange({ scriptId, purpose: scripts.find(({ id }) => id === scriptId)?.purpose ?? '' })}
          options={[{ value: '', label: t('campaigns.editor.chooseScript') }, ...scripts.map(({ id, title }) => ({ value: id, label: title }))]}
        />
        <SelectField
          label={t('campaigns.editor.priority')}
          value={draft.priority}
          onChange={(priority) => onChange({ priority })}
          options={Array.from({ length: 10 }, (_, n) => ({
            value: String(n),
            label: n === 0 ? t('rules.editor.first', { n }) : n === 9 ? t('rules.editor.last', { n }) : String(n),
          }))}
        />
      </div>
    </Section>
  );
}

function Customers({ draft, onChange, known }: Editing & { known: Known }) {
  const { t } = useTranslation();
  const isReversed = draft.lastFrom !== '' && draft.lastTo !== '' && draft.lastTo < draft.lastFrom;
  return (
    <Section title={t('campaigns.editor.customers')} hint={t('campaigns.editor.customersHint')}>
      <KeptFilter onChoose={onChange} />
      <div className="grid grid-cols-2 items-start gap-x-3">
        {NAMED.map((what) => (
          <NamesField
            key={what}
            label={t(`campaigns.editor.covers.${what}`)}
            value={draft.covers[what]}
            names={namesIn(draft.covers[what])}
            known={what === 'classes' || what === 'kinds' ? known[what] : []}
            onChange={(value) => onChange({ covers: { ...draft.covers, [what]: value } })}
          />
        ))}
        <TextField label={t('campaigns.editor.lastFrom')} type="date" value={draft.lastFrom} onChange={(lastFrom) => onChange({ lastFrom })} />
        <TextField
          label={t('campaigns.editor.lastTo')}
          type="date"
          value={draft.lastTo}
          onChange={(lastTo) => onChange({ lastTo })}
          problems={isReversed ? [t('rules.problem.period-reversed')] : []}
        />
      </div>
    </Section>
  );
}

function Staff({ draft, onChange }: Editing) {
  const { t } = useTranslation();
  const { data } = usePeople();
  const people = (data ?? []).filter(({ deactivatedAt }) => deactivatedAt === null).map(({ agent }) => agent);
  const known = new Set(people.map(({ id }) => id));
  const named = (ids: readonly string[]) => ids.filter((id) => id !== '' && !known.has(id)).map((id) => ({ id, name: id }));
  const callers = people.filter(({ role }) => role === 'agent' || role === 'lead');
  return (
    <Section title={t('campaigns.editor.staff')} hint={t('campaigns.editor.agentsHint')}>
      {data && callers.length === 0 ? <p className="m-0 text-fact text-muted">{t('campaigns.editor.agentsNone')}</p> : null}
      <Boxes
        label={t('campaigns.editor.agents')}
        options={[...callers, ...named(draft.agents)].map(({ id, name }) => ({ value: id, label: name }))}
        chosen={draft.agents}
        onChange={(agents) => onChange({ agents })}
      />
      <SelectField
        label={t('campaigns.editor.supervisor')}
        value={draft.supervisorId}
        onChange={(supervisorId) => onChange({ supervisorId })}
        options={[
          { value: '', label: t('campaigns.editor.nobody') },
          ...[...people, ...named([draft.supervisorId])].map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      {(['supervision', 'training', 'materials'] as const).map((what) => (
        <AreaField key={what} label={t(`campaigns.editor.${what}`)} value={draft[what]} onChange={(value) => onChange({ [what]: value })} />
      ))}
    </Section>
  );
}

const ways = ['satisfaction', 'next-step', 'outcome'] as const satisfies readonly CampaignDraft['convertedBy'][];
const usual = { satisfaction: ['satisfied'], 'next-step': ['appointment'], outcome: ['reached'] };

function Goals({ draft, onChange }: Editing) {
  const { t } = useTranslation();
  const names = { satisfaction: t('field.satisfaction'), 'next-step': t('field.nextStep'), outcome: t('field.outcome') };
  const target = (next: Partial<CampaignDraft['target']>) => onChange({ target: { ...draft.target, ...next } });
  return (
    <Section title={t('campaigns.editor.goals')}>
      <div className="grid grid-cols-3 gap-x-3">
        <TextField label={t('campaigns.editor.targetCalls')} numeric value={draft.target.calls} onChange={(calls) => target({ calls })} />
        <TextField label={t('campaigns.editor.targetReached')} numeric value={draft.target.reached} onChange={(reached) => target({ reached })} />
        <TextField label={t('campaigns.editor.targetConverted')} numeric value={draft.target.converted} onChange={(converted) => target({ converted })} />
      </div>
      <SelectField
        label={t('campaigns.editor.convertedBy')}
        value={draft.convertedBy}
        onChange={(by) => {
          const convertedBy = ways.find((way) => way === by) ?? 'satisfaction';
          onChange({ convertedBy, convertedValues: usual[convertedBy] });
        }}
        options={ways.map((value) => ({ value, label: names[value] }))}
      />
      <Boxes
        label={t('campaigns.editor.converted')}
        options={useConvertedWords()(draft.convertedBy)}
        chosen={draft.convertedValues}
        onChange={(convertedValues) => onChange({ convertedValues })}
      />
    </Section>
  );
}

/** What can be chosen of each, in the words of the record. */
export function useConvertedWords() {
  const { t } = useTranslation();
  return (by: CampaignDraft['convertedBy']) => {
    if (by === 'satisfaction') return satisfactionSchema.options.map((value) => ({ value, label: t(`satisfaction.${value}`) }));
    if (by === 'outcome') return outcomeSchema.options.map((value) => ({ value, label: t(`outcome.${value}`) }));
    return nextStepSchema.options.map(({ shape }) => ({ value: shape.kind.value, label: t(`nextStep.${shape.kind.value}`) }));
  };
}

import type { Agent } from '../contract/agent.ts';
import type { Customer, Service } from '../contract/customer.ts';
import type { PhraseList } from '../contract/phrases.ts';
import type { Place } from '../contract/place.ts';
import type { Script } from '../contract/script.ts';
import type { Task } from '../contract/task.ts';
import type { CallsideDb } from './database.ts';

/** The preview's own database: nothing in it is anybody's, and nothing reads it but the preview. The background, which sends, never opens it. */
export const PREVIEW_DB = 'callside-preview';

const DAY = 86_400_000;

/** The person the draft is tried on, in either language of the interface. Invented. */
const samples = {
  'zh-CN': {
    name: '王佳琪',
    family: '王',
    given: '佳琪',
    salutation: '女士',
    phone: '138 0000 0001',
    e164: '+8613800000001',
    item: '羊毛外套',
    kind: '返修',
    by: '李师傅',
  },
  en: {
    name: 'Jane Miller',
    family: 'Miller',
    given: 'Jane',
    salutation: 'Ms',
    phone: '07700 900123',
    e164: '+447700900123',
    item: 'wool coat',
    kind: 'repair',
    by: 'Tom',
  },
} as const;

/** The place as it is, open all day: a draft is not tried at calling hours only. */
export function previewPlace(place: Place): Place {
  const always = { from: '01-01', to: '12-31', weekdays: [1, 2, 3, 4, 5, 6, 7], windows: [{ from: '00:00', to: '24:00' }] };
  return { ...place, hours: { seasons: [always], closed: [] } };
}

export type PreviewInput = { script: Script; phraseLists: readonly PhraseList[]; agent: Agent; place: Place; language: keyof typeof samples; now: number };

/** Empties the preview and puts one customer into it whose call has this script. */
export function fillPreview(db: CallsideDb, input: PreviewInput): Promise<void> {
  const { customer, service, task } = sampleFile(input);
  return db.transaction('rw', db.tables, async () => {
    for (const table of db.tables) await table.clear();
    await db.scripts.put(input.script);
    await db.phraseLists.bulkPut([...input.phraseLists]);
    await db.customers.put(customer);
    await db.services.put(service);
    await db.tasks.put(task);
  });
}

function sampleFile({ script, place, language, now }: PreviewInput): { customer: Customer; service: Service; task: Task } {
  const sample = samples[language];
  const { name, family, given, salutation } = sample;
  const nothing = { company: null, jobTitle: null, number: null, email: null, birthday: null, age: null, note: null, more: {} };
  const phone = { original: sample.phone, e164: sample.e164, label: 'main', extension: null, doubtful: false } as const;
  return {
    customer: {
      id: 'preview-customer',
      placeId: place.id,
      person: { name, family, given, sex: 'female', salutation, phones: [phone], ...nothing },
      class: null,
      language,
      timeZone: place.timeZone,
      preferredHours: null,
      optOut: null,
      phoneHashes: [],
      createdAt: now,
      updatedAt: now,
    },
    service: {
      id: 'preview-service',
      customerId: 'preview-customer',
      placeId: place.id,
      kind: sample.kind,
      item: sample.item,
      endedOn: new Date(now - 2 * DAY).toISOString().slice(0, 10),
      by: sample.by,
      where: null,
      nextDate: null,
      history: false,
      detail: {},
      importId: null,
      createdAt: now,
    },
    task: {
      id: 'preview-task',
      customerId: 'preview-customer',
      serviceId: 'preview-service',
      placeId: place.id,
      purpose: script.purpose,
      scriptId: script.id,
      cause: { kind: 'rule', ruleId: 'preview', serviceId: 'preview-service' },
      agentId: null,
      notBefore: now - DAY,
      dueBy: now + DAY,
      priority: 1,
      state: 'open',
      closedBecause: null,
      attempts: 0,
      lastOutcome: null,
      skips: [],
      claim: null,
      createdAt: now,
      updatedAt: now,
    },
  };
}

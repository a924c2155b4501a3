import type { Customer, Person, Service } from '../contract/customer.ts';
import type { Mutation } from '../contract/mutation.ts';
import type { RecordContent, Record as RecordOfCall } from '../contract/record.ts';
import type { Task } from '../contract/task.ts';

/** Where the contract wants a word and none may stay. */
const BLANK = '–';

const nobody: Person = {
  name: '',
  family: null,
  given: null,
  sex: null,
  salutation: null,
  company: null,
  jobTitle: null,
  number: null,
  phones: [],
  email: null,
  birthday: null,
  age: null,
  note: null,
  more: {},
};

/** What stays of a customer who was erased: an id, a place and times. */
export function blankCustomer({ id, placeId, createdAt, updatedAt }: Pick<Customer, 'id' | 'placeId' | 'createdAt' | 'updatedAt'>): Customer {
  return {
    id,
    placeId,
    person: nobody,
    class: null,
    language: null,
    timeZone: null,
    preferredHours: null,
    // Nobody is to call a number that comes to stand here by any other way.
    optOut: { at: updatedAt, reason: '' },
    phoneHashes: [],
    createdAt,
    updatedAt,
  };
}

export function blankService(service: Service): Service {
  return { ...service, kind: '', item: null, by: null, where: null, nextDate: null, detail: {} };
}

/** A task that is over, without a word in it. */
export function blankTask(task: Task): Task {
  const cause: Task['cause'] = task.cause.kind === 'appointment' ? { ...task.cause, note: '' } : task.cause;
  const over: Task = task.state === 'open' ? { ...task, state: 'closed', closedBecause: 'opted-out' } : task;
  return { ...over, cause, skips: task.skips.map((skip) => ({ ...skip, reason: '' })), claim: null };
}

/** The fact of a call: who made it, when, how long and how it ended. Not a word that was said, nor which way the talk went. */
export function blankRecord(record: RecordOfCall): RecordOfCall {
  return {
    ...record,
    walk: { ...record.walk, choices: [] },
    content: blankContent(record.content),
    ...(record.revised ? { revised: { ...record.revised, why: BLANK } } : {}),
    erased: true,
  };
}

function blankContent({ nextStep, complaint }: RecordContent): RecordContent {
  return {
    party: null,
    from: null,
    to: null,
    said: null,
    answered: null,
    needs: null,
    suggestions: null,
    complaint: complaint && (complaint.kind === 'none' ? complaint : { kind: 'complaint', about: '', department: complaint.department }),
    nextStep: nextStep && (nextStep.kind === 'none' ? nextStep : { ...nextStep, note: '' }),
    correction: { phone: null, preferredHours: null, language: null, optOut: null },
    answers: {},
    messages: [],
    findings: [],
  };
}

/** A change that has not gone out, once the person it is about was erased: what happened stays, what was said goes. Null: nothing of it is left to tell. */
export function blankMutation(mutation: Mutation): Mutation | null {
  switch (mutation.kind) {
    case 'record.save':
      return { ...mutation, record: blankRecord(mutation.record) };
    case 'record.revise':
      return { ...mutation, why: BLANK, content: blankContent(mutation.content) };
    case 'task.skip':
      return { ...mutation, reason: BLANK };
    case 'review.answer':
      return { ...mutation, text: BLANK };
    case 'task.appoint':
      return { ...mutation, note: '' };
    case 'customer.add':
    case 'service.add':
    case 'task.add':
    case 'customer.set':
    case 'divergence.settle':
      return null;
  }
}

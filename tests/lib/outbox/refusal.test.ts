import { describe, expect, it } from 'vitest';
import { partRefused } from '../../../lib/outbox/refusal.ts';

describe('what the endpoint refused, as an agent calls it', () => {
  it.each([
    [null, null],
    ['mutations.0.record.outcome', 'outcome'],
    ['mutations.3.record.content.nextStep.at', 'nextStep'],
    ['mutations.3.record.content.said.text', 'said'],
    ['mutations.12.record.content.messages.0.text', 'messages'],
    ['mutations.0.record.content.correction.phone', 'correction'],
    ['mutations.0.record.customerId', 'customer'],
    ['mutations.0.record.taskId', 'task'],
    ['mutations.0.taskId', 'task'],
    ['mutations.0.customerId', 'customer'],
    ['mutations.0.customer.placeId', 'place'],
    ['mutations.0.customer.person.phones.0.e164', 'phone'],
    ['mutations.0.record.agentId', 'agent'],
    ['mutations.0.id', 'number'],
    ['mutations.0.record.revision', 'number'],
    ['mutations.0.record.savedAt', 'time'],
    ['mutations.0.until', 'time'],
    ['mutations.0.record.content.somethingNew', 'other'],
    ['mutations.0', 'other'],
    ['a field of another server', 'other'],
  ])('%s is %s', (path, part) => {
    expect(partRefused(path)).toBe(part);
  });
});

import { describe, expect, test } from 'vitest';
import { contactSchema } from '../../../../shared/domain/contact/contact.ts';
import { engagementIdSchema, importIdOf } from '../../../../shared/domain/values/ids.ts';
import { buildContact, buildTask } from '../../../../shared/domain/intake/build-task.ts';
import { taskSchema } from '../../../../shared/domain/task/task.ts';
import { DAY, later } from '../../../../shared/domain/values/time.ts';
import { aPerson } from '../../../support/builders/contact.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aNumber } from '../../../support/builders/identity.ts';
import { noon, quietFrom, quietUntil } from '../../../support/builders/instants.ts';
import { aTaskPolicy } from '../../../support/builders/task-policy.ts';
import { digest } from '../../../support/builders/digest.ts';
import { anIntakeRow } from '../../../support/builders/intake-row.ts';

const importId = importIdOf(digest, engagementIdSchema.parse('spring-renewals'), 'content');
const policy = aTaskPolicy();

function plan(rows = [anIntakeRow()], by = policy, now = noon, file = importId) {
  const contacts = rows.map((row) => buildContact(row, 'contactid', digest));
  const chain = { key: 'contact C-1', rows };
  return buildTask(chain, contacts, file, by, digest, now);
}

test('a row becomes the same contact in every file and engagement', () => {
  const contact = buildContact(anIntakeRow(), 'contactid', digest);
  expect(contactSchema.parse(contact)).toEqual(contact);
  expect(contact.person.identifiedBy).toEqual({ attribute: 'contactid', value: 'C-1' });
  expect(buildContact(anIntakeRow({ line: 9, account: 'X' }), 'contactid', digest).id).toBe(
    contact.id,
  );
  expect(buildContact(anIntakeRow(), 'customernumber', digest).id).not.toBe(contact.id);
  expect(buildContact(anIntakeRow({ identifier: 'C-2' }), 'contactid', digest).id).not.toBe(
    contact.id,
  );
});

test('a chain becomes a task that is ready in its window and expires with its lifetime', () => {
  const { next, effects } = plan([
    anIntakeRow({ line: 4, priority: '7', inputAttributes: { Plan: 'gold' } }),
  ]);
  expect(taskSchema.parse(next)).toEqual(next);
  expect(next).toMatchObject({
    status: 'ready',
    openKey: 'contact C-1',
    source: { kind: 'file', importId, line: 4 },
    chain: [{ inputAttributes: { Plan: 'gold' }, zone: 'America/New_York' }],
    attempt: 1,
    deliveries: 0,
    priority: '7',
    expiresAt: later(noon, 7 * DAY),
  });
  expect(effects).toEqual([]);
});

test('a task that is created at night waits for the morning', () => {
  expect(plan(undefined, policy, quietFrom)).toMatchObject({
    next: { status: 'waiting', because: 'outsideWindow', deadlineAt: quietUntil },
    effects: [{ kind: 'wake', at: quietUntil }],
  });
});

test('a chain has the same task id in the same file, and another one in the same shard for another file', () => {
  const other = importIdOf(digest, engagementIdSchema.parse('spring-renewals'), 'other content');
  const [first, again, later1] = [
    plan().next,
    plan().next,
    plan(undefined, policy, noon, other).next,
  ];
  expect(again.id).toBe(first.id);
  expect(later1.id).not.toBe(first.id);
  expect(later1.shard).toBe(first.shard);
});

test('a task has the numbers that the engagement uses, in the order of the engagement', () => {
  const phoneTypes = (['business', 'mobile'] as const).map((type) => ({ type, quietHours: [] }));
  const { identifiedBy: _, ...person } = aPerson({
    phones: [
      { type: 'mobile', number: aNumber(1) },
      { type: 'home', number: aNumber(2) },
      { type: 'business', number: aNumber(3) },
    ],
  });
  const { next } = plan(
    [anIntakeRow({ person })],
    aTaskPolicy({ engagement: aVoiceEngagement({ phoneTypes }) }),
  );
  expect(next.chain[0]?.numbers).toEqual([
    { type: 'business', number: aNumber(3), triedIn: 0, standing: 'usable' },
    { type: 'mobile', number: aNumber(1), triedIn: 0, standing: 'usable' },
  ]);
});

test('the members of a chain have the order of their rows', () => {
  const rows = ['a', 'b', 'c'].map((identifier, index) =>
    anIntakeRow({ identifier, line: index + 2 }),
  );
  const { next } = plan(rows);
  const ids = rows.map((row) => buildContact(row, 'contactid', digest).id);
  expect(next.chain.map(({ contactId }) => contactId)).toEqual(ids);
});

describe('a number that occurs twice', () => {
  const phoneTypes = (['mobile', 'business'] as const).map((type) => ({ type, quietHours: [] }));
  const both = aTaskPolicy({ engagement: aVoiceEngagement({ phoneTypes }) });
  const row = (identifier: string, ...numbers: [mobile: number, business: number]) => {
    const [mobile, business] = numbers.map((n) => aNumber(n));
    const phones = [
      { type: 'business' as const, number: business! },
      { type: 'mobile' as const, number: mobile! },
    ];
    const { identifiedBy: _, ...person } = aPerson({ phones });
    return anIntakeRow({ identifier, person });
  };
  const numbers = (rows: ReturnType<typeof row>[]) =>
    plan(rows, both).next.chain.map((member) =>
      member.numbers.map(({ type, number }) => `${type} ${number}`),
    );

  test('as mobile and as business number is used once, with the first type', () => {
    expect(numbers([row('a', 1, 1)])).toEqual([[`mobile ${aNumber(1)}`]]);
  });
  test('in two contacts of an account is used once, for the first of them', () => {
    expect(numbers([row('a', 1, 9), row('b', 2, 9), row('c', 9, 1)])).toEqual([
      [`mobile ${aNumber(1)}`, `business ${aNumber(9)}`],
      [`mobile ${aNumber(2)}`],
      [],
    ]);
  });
});

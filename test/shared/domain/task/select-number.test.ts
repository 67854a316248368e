import { describe, expect, test } from 'vitest';
import {
  selectNumber,
  memberAt,
  changeNumber,
} from '../../../../shared/domain/task/select-number.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aNumber } from '../../../support/builders/identity.ts';
import { at, noon, quietFrom, quietUntil } from '../../../support/builders/instants.ts';
import { aChainMember, aChainNumber, aTask, taskExpiry } from '../../../support/builders/task.ts';
import { aTaskPolicy } from '../../../support/builders/task-policy.ts';

type Members = Parameters<typeof aChainMember>[0][];
const taskOf = (...members: Members) =>
  aTask({ status: 'ready', attempt: 2, chain: members.map((member) => aChainMember(member)) });

const { dialingWindows } = aTaskPolicy({
  engagement: aVoiceEngagement({ missingTimeZone: 'hold' }),
});
const usable = aChainNumber();
const place = (member: number, number: number) => ({ kind: 'now', place: { member, number } });

describe('the next number', () => {
  test.each([
    {
      name: 'the first that may be dialed',
      members: [{ numbers: [usable, usable] }],
      choice: place(0, 0),
    },
    {
      name: 'no number that was dialed in this attempt',
      members: [{ numbers: [aChainNumber({ triedIn: 2 }), aChainNumber({ triedIn: 1 })] }],
      choice: place(0, 1),
    },
    {
      name: 'no number that is spent or invalid',
      members: [
        {
          numbers: [
            aChainNumber({ standing: 'spent' }),
            aChainNumber({ standing: 'invalid' }),
            usable,
          ],
        },
      ],
      choice: place(0, 2),
    },
    {
      name: 'no number of an unused type',
      members: [{ numbers: [aChainNumber({ type: 'home' }), usable] }],
      choice: place(0, 1),
    },
    {
      name: 'one of the next member if no number is left of the first',
      members: [{ numbers: [aChainNumber({ triedIn: 2 })] }, { numbers: [usable] }],
      choice: place(1, 0),
    },
    {
      name: 'one of a later member if it is night for the first',
      members: [{ zone: 'Asia/Kolkata', numbers: [usable] }, { numbers: [usable] }],
      choice: place(1, 0),
    },
    {
      name: 'one with a known time zone rather than one without',
      members: [{ zone: null, numbers: [usable] }, { numbers: [usable] }],
      choice: place(1, 0),
    },
    {
      name: 'later rather than without a zone if one number waits for its window',
      members: [
        { zone: null, numbers: [usable] },
        { zone: 'Asia/Kolkata', numbers: [usable] },
      ],
      choice: { kind: 'later', at: at('2026-03-11T02:30Z') },
    },
    {
      name: 'unknown without a time zone',
      members: [{ zone: null, numbers: [usable] }],
      choice: { kind: 'zoneUnknown' },
    },
    {
      name: 'none, the attempt is over',
      members: [{ numbers: [aChainNumber({ triedIn: 2 })] }, { numbers: [] }],
      choice: { kind: 'attemptOver' },
    },
  ])('is $name', ({ members, choice }) => {
    expect(selectNumber(taskOf(...members), dialingWindows, noon)).toEqual(choice);
  });

  test('waits for the soonest opening of several', () => {
    const task = taskOf({ numbers: [usable] }, { zone: 'Europe/London', numbers: [usable] });
    const opens = at('2026-03-11T08:00Z');
    expect(selectNumber(task, dialingWindows, quietFrom)).toEqual({ kind: 'later', at: opens });
  });

  test('has no opening if the window opens only after the expiry of the task', () => {
    const task = aTask({ status: 'ready', expiresAt: quietUntil });
    expect(selectNumber(task, dialingWindows, quietFrom)).toEqual({ kind: 'noOpening' });
    expect(selectNumber(aTask({ status: 'ready' }), dialingWindows, taskExpiry)).toEqual({
      kind: 'noOpening',
    });
  });
});

describe('a place of the chain', () => {
  const task = taskOf({ numbers: [usable] }, { contactId: 'contact-2', numbers: [usable, usable] });

  test('names a member and a number', () => {
    const { member, number } = memberAt(task, { member: 1, number: 1 });
    expect([member.contactId, number.number]).toEqual(['contact-2', aNumber()]);
  });

  test('throws if it does not exist', () => {
    expect(() => memberAt(task, { member: 0, number: 1 })).toThrow(RangeError);
    expect(() => memberAt(task, { member: 2, number: 0 })).toThrow(RangeError);
  });

  test('is changed in a copy of the task', () => {
    const before = structuredClone(task);
    const after = changeNumber(task, { member: 1, number: 0 }, { standing: 'spent' });
    const standings = after.chain.map(({ numbers }) => numbers.map(({ standing }) => standing));
    expect(standings).toEqual([['usable'], ['spent', 'usable']]);
    expect(task).toEqual(before);
  });
});

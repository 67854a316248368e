// Ranks are compared as text by the store; what counts is the order that they give.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CallOrder } from '../../../../shared/domain/engagement/identity.ts';
import { rankOf } from '../../../../shared/domain/task/rank.ts';
import { HOUR, instantOf, later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aTaskId } from '../../../support/builders/identity.ts';
import { noon } from '../../../support/builders/instants.ts';
import { aTask, taskExpiry } from '../../../support/builders/task.ts';

type Changes = Partial<Parameters<typeof aTask<'ready'>>[0]>;
const taskOf = (changes: Changes) => aTask({ ...changes, status: 'ready' });

function ordered(callOrder: CallOrder, tasks: Record<string, Changes>) {
  const engagement = aVoiceEngagement({ callOrder });
  const ranks = Object.entries(tasks).map(([name, changes]) => ({
    name,
    rank: rankOf(taskOf(changes), engagement),
  }));
  return ranks.sort((a, b) => (a.rank < b.rank ? -1 : 1)).map(({ name }) => name);
}

const age = (minutes: number) => ({ createdAt: later(noon, -minutes * MINUTE) });
const priority = (value: string | null, minutes = 0) => ({ priority: value, ...age(minutes) });

describe('call order', () => {
  test('earliest scheduled date selects the task that expires first, and of equal ones the older', () => {
    const soon = { expiresAt: later(noon, HOUR) };
    const found = ordered('earliestScheduledDate', {
      late: { expiresAt: taskExpiry, ...age(99) },
      soonNew: { ...soon, ...age(1) },
      soonOld: { ...soon, ...age(5) },
    });
    expect(found).toEqual(['soonOld', 'soonNew', 'late']);
  });

  test('first in first out and last in first out are opposites', () => {
    const tasks = { middle: age(5), young: age(1), old: age(60 * 24 * 365) };
    expect(ordered('firstInFirstOut', tasks)).toEqual(['old', 'middle', 'young']);
    expect(ordered('lastInFirstOut', tasks)).toEqual(['young', 'middle', 'old']);
  });

  const custom = {
    ten: priority('10'),
    none: priority(null),
    two: priority(' 2 '),
    minus: priority('-3.5'),
    zero: priority('0'),
    word: priority('soon', 5),
    empty: priority('', 9),
  };
  test('custom order sorts by number, not by text, with unusable priorities last, first in first out', () => {
    const last = ['empty', 'word', 'none'];
    expect(ordered('customAscending', custom)).toEqual(['minus', 'zero', 'two', 'ten', ...last]);
    expect(ordered('customDescending', custom)).toEqual(['ten', 'two', 'zero', 'minus', ...last]);
  });

  test('a custom priority may be a date', () => {
    const dates = {
      may: priority('2026-05-01'),
      march: priority('2026-03-01T09:00:00Z'),
      nonsense: priority('2026-99-99'),
    };
    expect(ordered('customAscending', dates)).toEqual(['march', 'may', 'nonsense']);
  });

  test('zero and minus zero are the same priority', () => {
    const tasks = { young: priority('0', 1), old: priority('-0', 5) };
    expect(ordered('customAscending', tasks)).toEqual(['old', 'young']);
    expect(ordered('customDescending', tasks)).toEqual(['old', 'young']);
  });
});

test.each([
  { priority: 'higher', order: ['retry', 'new'] },
  { priority: 'lower', order: ['new', 'retry'] },
  { priority: 'same', order: ['retry', 'new'] },
] as const)('a retry of $priority priority than new ones: $order', ({ priority, order }) => {
  const engagement = aVoiceEngagement({ callOrder: 'firstInFirstOut', reattempts: { priority } });
  const retry = rankOf(taskOf({ attempt: 2, ...age(5) }), engagement);
  const fresh = rankOf(taskOf(age(1)), engagement);
  expect(retry < fresh ? ['retry', 'new'] : ['new', 'retry']).toEqual(order);
});

test('a retry of higher priority is dialed before older new tasks', () => {
  const engagement = aVoiceEngagement({
    callOrder: 'firstInFirstOut',
    reattempts: { priority: 'higher' },
  });
  const retry = rankOf(taskOf({ attempt: 2, ...age(1) }), engagement);
  expect(retry < rankOf(taskOf(age(5)), engagement)).toBe(true);
});

test('two tasks with equal fields have different ranks', () => {
  const engagement = aVoiceEngagement();
  expect(rankOf(taskOf({ id: aTaskId(1) }), engagement)).not.toBe(
    rankOf(taskOf({ id: aTaskId(2) }), engagement),
  );
});

test('ranks sort like any two numbers and any two instants', () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  const moment = fc.integer({ min: 0, max: Date.parse('2100-01-01') });
  const task = taskOf({});
  const rank = (callOrder: CallOrder) => {
    const engagement = aVoiceEngagement({ callOrder });
    return (changes: Partial<typeof task>) => rankOf({ ...task, ...changes }, engagement);
  };
  const [up, down, last] = [
    rank('customAscending'),
    rank('customDescending'),
    rank('lastInFirstOut'),
  ];
  fc.assert(
    fc.property(number, number, moment, moment, (a, b, m, n) => {
      const [x, y] = [{ priority: `${a}` }, { priority: `${b}` }];
      expect(up(x) < up(y)).toBe(a < b);
      expect(down(x) < down(y)).toBe(a > b);
      const [old, young] = [{ createdAt: instantOf(m) }, { createdAt: instantOf(n) }];
      expect(last(old) < last(young)).toBe(m > n);
    }),
    { numRuns: 500, seed: 20260310 },
  );
});

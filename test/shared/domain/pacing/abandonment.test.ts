import { describe, expect, test } from 'vitest';
import type { CallStatus } from '../../../../shared/domain/call/call.ts';
import {
  isRateReached,
  minAnswers,
  recordReading,
  liveAnswers,
  type Reading,
  answersOf,
  answersInWindow,
} from '../../../../shared/domain/pacing/abandonment.ts';
import { noFacts } from '../../../../shared/domain/task/delivery.ts';
import { DAY, type Instant, later, MINUTE, SECOND } from '../../../../shared/domain/values/time.ts';
import { aCall } from '../../../support/builders/call.ts';
import { noon } from '../../../support/builders/instants.ts';

test.each([
  { answered: 0, abandoned: 0, percent: 3, reached: false },
  { answered: 500, abandoned: 0, percent: 0.1, reached: false },
  // Among a few, one says nothing of a rate, and two say enough.
  { answered: 1, abandoned: 1, percent: 3, reached: false },
  { answered: 2, abandoned: 2, percent: 3, reached: true },
  { answered: 33, abandoned: 1, percent: 3, reached: false },
  { answered: 34, abandoned: 1, percent: 3, reached: false },
  { answered: 34, abandoned: 2, percent: 3, reached: true },
  { answered: 20, abandoned: 1, percent: 5, reached: false },
  { answered: 20, abandoned: 2, percent: 5, reached: true },
  { answered: 50, abandoned: 1, percent: 2, reached: false },
  { answered: 51, abandoned: 1, percent: 2, reached: false },
  { answered: 66, abandoned: 2, percent: 3, reached: true },
  { answered: 67, abandoned: 2, percent: 3, reached: false },
  { answered: 100, abandoned: 2, percent: 3, reached: false },
  { answered: 100, abandoned: 3, percent: 3, reached: true },
  { answered: 1, abandoned: 1, percent: 0.5, reached: true },
  { answered: 200, abandoned: 1, percent: 0.5, reached: true },
  { answered: 201, abandoned: 1, percent: 0.5, reached: false },
  { answered: 19, abandoned: 19, percent: 100, reached: false },
  { answered: 20, abandoned: 20, percent: 100, reached: true },
])('$abandoned of $answered at $percent %: $reached', ({ reached, percent, ...answers }) => {
  expect(isRateReached(answers, percent)).toBe(reached);
});

test.each([
  { percent: 100, from: 20 },
  { percent: 5, from: 21 },
  { percent: 3, from: 34 },
  { percent: 1, from: 100 },
  { percent: 0.1, from: 100 },
])('a rate of $percent % is taken of $from people at the least', ({ percent, from }) => {
  expect(minAnswers(percent)).toBe(from);
});

test('of what the tallies count, people alone are answers', () => {
  const counts = {
    answered: 126,
    abandoned: 3,
    'voice.LiveAnswer': 70,
    'voice.CallEnded': 4,
    'voice.AnsweringMachine': 20,
    'voice.AnsweringMachineHangup': 26,
    'voice.Busy': 9,
  };
  expect(answersOf(counts)).toEqual({ answered: 74, abandoned: 3 });
  expect(answersOf({})).toEqual({ answered: 0, abandoned: 0 });
});

describe('on the line', () => {
  const none = { answered: 0, abandoned: 0 };
  const person = { answered: 1, abandoned: 0 };
  const left = { answered: 1, abandoned: 1 };
  const byStatus: Partial<Record<CallStatus, object>> = {
    bridging: person,
    talking: person,
    apologizing: left,
    ringing: none,
    screening: none,
    leavingVoicemail: none,
    ended: none,
    settled: none,
  };

  test.each(Object.entries(byStatus))('a call that is %s counts %o', (status, counted) => {
    expect(liveAnswers([aCall({ status: status as 'talking' })])).toEqual(counted);
  });

  test.each([
    ['a person who spoke', 'LiveAnswer', false, person],
    ['a person who was left waiting', 'LiveAnswer', true, left],
    ['a machine', 'AnsweringMachineHangup', false, none],
    ['nobody', 'NoAnswer', false, none],
  ] as const)('a call that we are ending, of %s', (_name, result, abandoned, counted) => {
    const call = aCall({ status: 'hangingUp', result, facts: { ...noFacts, abandoned } });
    expect(liveAnswers([call])).toEqual(counted);
  });
});

describe('a window', () => {
  const since = later(noon, -DAY);
  const reading = (minutes: number, answered: number, abandoned = 0): Reading => ({
    at: later(noon, minutes * MINUTE),
    answered,
    abandoned,
  });
  const nobody = { answered: 0, abandoned: 0 };
  const current = reading(0, 100, 5);

  interface Row {
    name: string;
    readings: Reading[];
    counted: [number, number];
    since?: Instant;
  }
  test.each<Row>([
    { name: 'begins with the first reading', readings: [reading(-10, 40, 1)], counted: [60, 4] },
    {
      name: 'begins with the last reading before it',
      readings: [reading(-60, 10), reading(-31, 40, 2), reading(-5, 90, 5)],
      counted: [60, 3],
    },
    { name: 'without any reading has nothing yet', readings: [], counted: [0, 0] },
    {
      name: 'that was longer before begins with its first reading, not with one from long before it',
      readings: [reading(-1200, 10), reading(-10, 90, 4)],
      counted: [10, 1],
    },
    {
      name: 'that was longer before has nothing yet when nothing was read within it',
      readings: [reading(-1200, 10)],
      counted: [0, 0],
    },
    {
      name: 'leaves alone what was read before it was resumed',
      readings: [reading(-60, 10), reading(-5, 90, 4)],
      counted: [10, 1],
      since: later(noon, -10 * MINUTE),
    },
  ])('$name', ({ readings, counted, since: from = since }) => {
    const [answered, abandoned] = counted;
    const found = answersInWindow(readings, current, nobody, 30, from);
    expect(found).toEqual({ answered, abandoned });
  });

  test('has those who are on the line beside what was counted', () => {
    const up = { answered: 98, abandoned: 1 };
    const found = answersInWindow([reading(-10, 98, 3)], current, up, 30, since);
    expect(found).toEqual({ answered: 100, abandoned: 3 });
  });

  test('notes a reading for every thirtieth of it', () => {
    const readings = [reading(-1, 40)];
    expect(recordReading(readings, current, 30, since)).toEqual([...readings, current]);
    expect(recordReading(readings, current, 31, since)).toBe(readings);
    expect(recordReading([], current, 30, since)).toEqual([current]);
  });

  test.each([30, 60 * 24 * 30])(
    'of %i minutes keeps few readings, and one before it',
    (minutes) => {
      let readings: readonly Reading[] = [];
      const step = (minutes * MINUTE) / 120;
      let now = noon;
      for (let n = 0; n < 500; n++, now = later(now, step)) {
        readings = recordReading(readings, { at: now, answered: n, abandoned: 0 }, minutes, noon);
      }
      expect(readings.length).toBeLessThanOrEqual(33);
      const from = later(now, -minutes * MINUTE - 2 * step);
      expect(readings[0]!.at <= from).toBe(true);
      expect(readings[0]!.at >= later(from, -(minutes * MINUTE) / 30 - 2 * SECOND)).toBe(true);
    },
  );

  test('that is resumed forgets the readings from before', () => {
    const resumed = later(noon, -MINUTE);
    expect(recordReading([reading(-5, 90)], current, 30, resumed)).toEqual([current]);
  });
});

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
  // Below the minimum of answers one abandoned call does not reach the rate; two do.
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
])(
  '$abandoned abandoned of $answered answered calls reach a rate of $percent %: $reached',
  ({ reached, percent, ...answers }) => {
    expect(isRateReached(answers, percent)).toBe(reached);
  },
);

test.each([
  { percent: 100, from: 20 },
  { percent: 5, from: 21 },
  { percent: 3, from: 34 },
  { percent: 1, from: 100 },
  { percent: 0.1, from: 100 },
])('a rate of $percent % needs at least $from answers', ({ percent, from }) => {
  expect(minAnswers(percent)).toBe(from);
});

test('answersOf counts calls that people answered, and no machines or busy numbers', () => {
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

describe('liveAnswers', () => {
  const noAnswers = { answered: 0, abandoned: 0 };
  const oneAnswered = { answered: 1, abandoned: 0 };
  const oneAbandoned = { answered: 1, abandoned: 1 };
  const byStatus: Partial<Record<CallStatus, object>> = {
    bridging: oneAnswered,
    talking: oneAnswered,
    apologizing: oneAbandoned,
    ringing: noAnswers,
    screening: noAnswers,
    leavingVoicemail: noAnswers,
    ended: noAnswers,
    settled: noAnswers,
  };

  test.each(Object.entries(byStatus))('counts a %s call as %o', (status, counted) => {
    expect(liveAnswers([aCall({ status: status as 'talking' })])).toEqual(counted);
  });

  test.each([
    ['conversation', 'LiveAnswer', false, oneAnswered],
    ['abandoned', 'LiveAnswer', true, oneAbandoned],
    ['machine', 'AnsweringMachineHangup', false, noAnswers],
    ['no answer', 'NoAnswer', false, noAnswers],
  ] as const)(
    'counts a call that hangs up by its result: %s',
    (_name, result, abandoned, counted) => {
      const call = aCall({ status: 'hangingUp', result, facts: { ...noFacts, abandoned } });
      expect(liveAnswers([call])).toEqual(counted);
    },
  );
});

describe('the window of the abandonment rate', () => {
  const since = later(noon, -DAY);
  const reading = (minutes: number, answered: number, abandoned = 0): Reading => ({
    at: later(noon, minutes * MINUTE),
    answered,
    abandoned,
  });
  const noLiveCalls = { answered: 0, abandoned: 0 };
  const current = reading(0, 100, 5);

  interface Row {
    name: string;
    readings: Reading[];
    counted: [number, number];
    since?: Instant;
  }
  test.each<Row>([
    {
      name: 'starts at the first reading if none is older than the window',
      readings: [reading(-10, 40, 1)],
      counted: [60, 4],
    },
    {
      name: 'starts at the last reading before the window',
      readings: [reading(-60, 10), reading(-31, 40, 2), reading(-5, 90, 5)],
      counted: [60, 3],
    },
    { name: 'counts nothing without a reading', readings: [], counted: [0, 0] },
    {
      name: 'starts at its first reading after it was shortened, not at a much older one',
      readings: [reading(-1200, 10), reading(-10, 90, 4)],
      counted: [10, 1],
    },
    {
      name: 'counts nothing after it was shortened if it contains no reading',
      readings: [reading(-1200, 10)],
      counted: [0, 0],
    },
    {
      name: 'ignores readings from before the engagement was resumed',
      readings: [reading(-60, 10), reading(-5, 90, 4)],
      counted: [10, 1],
      since: later(noon, -10 * MINUTE),
    },
  ])('$name', ({ readings, counted, since: from = since }) => {
    const [answered, abandoned] = counted;
    const answers = answersInWindow(readings, current, noLiveCalls, 30, from);
    expect(answers).toEqual({ answered, abandoned });
  });

  test('counts live calls in addition to the counters', () => {
    const liveCalls = { answered: 98, abandoned: 1 };
    const answers = answersInWindow([reading(-10, 98, 3)], current, liveCalls, 30, since);
    expect(answers).toEqual({ answered: 100, abandoned: 3 });
  });

  test('stores a reading for every thirtieth of its length', () => {
    const readings = [reading(-1, 40)];
    expect(recordReading(readings, current, 30, since)).toEqual([...readings, current]);
    expect(recordReading(readings, current, 31, since)).toBe(readings);
    expect(recordReading([], current, 30, since)).toEqual([current]);
  });

  test.each([30, 60 * 24 * 30])(
    'of %i minutes keeps at most 33 readings, the oldest right before it',
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

  test('drops the readings from before the engagement was resumed', () => {
    const resumed = later(noon, -MINUTE);
    expect(recordReading([reading(-5, 90)], current, 30, resumed)).toEqual([current]);
  });
});

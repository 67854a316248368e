import { expect, test } from 'vitest';
import { countedFrom, isReached } from '../../../../shared/domain/pacing/abandonment.ts';
import { HOUR, later, MINUTE } from '../../../../shared/domain/time.ts';
import { noon } from '../../../support/builders/instants.ts';

test.each([
  { answered: 0, abandoned: 0, percent: 3, reached: false },
  { answered: 500, abandoned: 0, percent: 0.1, reached: false },
  // One alone is judged among so many that it could be within the rate.
  { answered: 1, abandoned: 1, percent: 3, reached: false },
  { answered: 33, abandoned: 1, percent: 3, reached: false },
  { answered: 34, abandoned: 1, percent: 3, reached: false },
  { answered: 33, abandoned: 1, percent: 3.03, reached: false },
  { answered: 50, abandoned: 1, percent: 2, reached: true },
  { answered: 51, abandoned: 1, percent: 2, reached: false },
  { answered: 2, abandoned: 2, percent: 3, reached: true },
  { answered: 66, abandoned: 2, percent: 3, reached: true },
  { answered: 67, abandoned: 2, percent: 3, reached: false },
  { answered: 100, abandoned: 3, percent: 3, reached: true },
  { answered: 1, abandoned: 1, percent: 100, reached: true },
])('$abandoned of $answered at $percent %: $reached', ({ reached, percent, ...answers }) => {
  expect(isReached(answers, percent)).toBe(reached);
});

test('answers count within the window, and none from before it was last resumed', () => {
  expect(countedFrom(30, later(noon, -HOUR), noon)).toBe(later(noon, -30 * MINUTE));
  expect(countedFrom(30, later(noon, -MINUTE), noon)).toBe(later(noon, -MINUTE));
});

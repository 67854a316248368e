import { expect, test } from 'vitest';
import {
  coverWeek,
  type Hours,
  hoursSchema,
  weekdays,
} from '../../../../shared/domain/schedule/opening-hours.ts';

test.each(['24:01', '9:00', '12:60', ''])('hours that start at %j are refused', (from) => {
  expect(hoursSchema.safeParse({ days: ['mon'], from, to: '24:00' }).success).toBe(false);
});

const row = (days: Hours['days'], from: string, to: string): Hours => ({ days, from, to });

test.each<[string, Hours[], boolean]>([
  ['an empty list', [], false],
  ['every day from midnight to midnight', [row([...weekdays], '00:00', '24:00')], true],
  ['every day for 24 hours from the morning', [row([...weekdays], '06:00', '06:00')], true],
  [
    'day and night hours that touch',
    [row([...weekdays], '08:00', '20:00'), row([...weekdays], '20:00', '08:00')],
    true,
  ],
  ['every day except one minute', [row([...weekdays], '00:01', '24:00')], false],
  ['every day except Sunday', [row(weekdays.slice(0, 6), '00:00', '24:00')], false],
])('%s: whether it covers the week', (_, hours, covers) => {
  expect(coverWeek(hours)).toBe(covers);
});

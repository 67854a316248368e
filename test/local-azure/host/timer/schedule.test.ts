import { describe, expect, test } from 'vitest';
import { parseTimeSpan } from '../app/time-span.ts';
import { parseSchedule } from './schedule.ts';

const at = (text: string) => Date.parse(text);

describe('an NCRONTAB schedule', () => {
  test.each([
    ['*/5 * * * * *', '2026-03-01T10:00:01Z', '2026-03-01T10:00:05Z'],
    ['0 30 9 * * 1-5', '2026-03-06T10:00:00Z', '2026-03-09T09:30:00Z'],
    ['0 0 0 1 JAN *', '2026-03-01T00:00:00Z', '2027-01-01T00:00:00Z'],
    ['30 9 * * *', '2026-03-06T10:00:00Z', '2026-03-07T09:30:00Z'],
    ['0 0 0 13 * FRI', '2026-03-14T00:00:00Z', '2026-11-13T00:00:00Z'],
  ])('%s after %s is due at %s', (expression, after, due) => {
    expect(parseSchedule(expression).next(at(after))).toBe(at(due));
  });

  test('uses the time zone of WEBSITE_TIME_ZONE', () => {
    const schedule = parseSchedule('0 0 9 * * *', 'Europe/Berlin');
    expect(schedule.next(at('2026-07-01T00:00:00Z'))).toBe(at('2026-07-01T07:00:00Z'));
  });

  test.each(['0 0 9 L * *', '0 0 9 * * 7', '0 0 9 ? * MON', '* * *', '0 0 25 * * *', '@daily'])(
    'refuses %s, which only other dialects support',
    (expression) => {
      expect(() => parseSchedule(expression)).toThrow('is not an NCRONTAB expression');
    },
  );
});

describe('a TimeSpan', () => {
  test.each([
    ['00:00:30', 30_000],
    ['01:30:00', 5_400_000],
    ['1.00:00:00', 86_400_000],
    ['24:00:00', 24 * 86_400_000],
    ['00:05', 300_000],
    ['00:60:00', undefined],
    ['soon', undefined],
  ])('%s lasts %s ms', (text, ms) => {
    expect(parseTimeSpan(text)).toBe(ms);
  });

  test('as a schedule counts from the last run', () => {
    expect(parseSchedule('00:00:30').next(1000)).toBe(31_000);
  });
});

import { describe, expect, test } from 'vitest';
import { atLocalMinute, localTime } from '../../../../shared/domain/values/local-time.ts';
import { zoneSchema } from '../../../../shared/domain/values/time-zone.ts';
import { HOUR, later } from '../../../../shared/domain/values/time.ts';
import { at, noon } from '../../../support/builders/instants.ts';

const newYork = zoneSchema.parse('America/New_York');
const london = zoneSchema.parse('Europe/London');
const cairo = zoneSchema.parse('Africa/Cairo');
const kolkata = zoneSchema.parse('Asia/Kolkata');

test.each([
  { zone: newYork, local: { date: '2026-03-10', weekday: 2, minute: 12 * 60 } },
  { zone: london, local: { date: '2026-03-10', weekday: 2, minute: 16 * 60 } },
  { zone: kolkata, local: { date: '2026-03-10', weekday: 2, minute: 21 * 60 + 30 } },
])('noon in New York is $local.minute minutes past midnight in $zone', ({ zone, local }) => {
  expect(localTime(noon, zone)).toEqual(local);
});

describe('atLocalMinute', () => {
  test.each([
    { name: 'the same day', days: 0, minute: 540, instant: '2026-03-10T13:00:00Z' },
    { name: 'the day before', days: -1, minute: 0, instant: '2026-03-09T04:00:00Z' },
    { name: 'before daylight saving', days: -3, minute: 0, instant: '2026-03-07T05:00:00Z' },
    { name: 'the end of the day', days: 0, minute: 1440, instant: '2026-03-11T04:00:00Z' },
  ])('returns the instant of a minute of the day: $name', ({ days, minute, instant }) => {
    expect(atLocalMinute(noon, newYork, days, minute)).toBe(at(instant));
  });

  test.each([
    { zone: newYork, day: '2026-03-08T05:00Z', minute: 150, instant: '2026-03-08T07:00Z' },
    { zone: london, day: '2026-03-29T00:00Z', minute: 90, instant: '2026-03-29T01:00Z' },
    { zone: newYork, day: '2026-03-08T05:00Z', minute: 120, instant: '2026-03-08T07:00Z' },
    { zone: london, day: '2026-03-29T00:00Z', minute: 60, instant: '2026-03-29T01:00Z' },
    { zone: cairo, day: '2026-04-24T12:00Z', minute: 0, instant: '2026-04-23T22:00Z' },
    { zone: cairo, day: '2026-04-23T12:00Z', minute: 1440, instant: '2026-04-23T22:00Z' },
  ])(
    'returns the first minute after the gap when daylight saving skips minute $minute in $zone',
    (row) => {
      expect(atLocalMinute(at(row.day), row.zone, 0, row.minute)).toBe(at(row.instant));
    },
  );

  test.each([
    { zone: newYork, day: '2026-11-01T12:00Z', minute: 90, instant: '2026-11-01T05:30Z' },
    { zone: london, day: '2026-10-25T12:00Z', minute: 90, instant: '2026-10-25T00:30Z' },
  ])('returns the first or the last instant when minute $minute repeats in $zone', (row) => {
    expect(atLocalMinute(at(row.day), row.zone, 0, row.minute)).toBe(at(row.instant));
    const last = atLocalMinute(at(row.day), row.zone, 0, row.minute, 'last');
    expect(last).toBe(later(at(row.instant), HOUR));
  });

  test('returns the same instant for first and last when a minute does not repeat', () => {
    for (const minute of [0, 119, 120, 150, 179, 180, 1440]) {
      const day = at('2026-03-08T12:00Z');
      const first = atLocalMinute(day, newYork, 0, minute);
      expect(atLocalMinute(day, newYork, 0, minute, 'last')).toBe(first);
    }
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextOpening } from '../../../../shared/domain/schedule/time-window.ts';
import { closedDuring, openDuring } from '../../../../shared/domain/schedule/weekly-windows.ts';
import { type Hours, weekdays } from '../../../../shared/domain/schedule/opening-hours.ts';
import { DAY, later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { localTime } from '../../../../shared/domain/values/local-time.ts';
import { utc, zoneSchema } from '../../../../shared/domain/values/time-zone.ts';
import { at, noon } from '../../../support/builders/instants.ts';

const newYork = zoneSchema.parse('America/New_York');
const london = zoneSchema.parse('Europe/London');
const kolkata = zoneSchema.parse('Asia/Kolkata');

const daily = (from: string, to: string): Hours[] => [{ days: [...weekdays], from, to }];
const weekly = (...days: Hours['days']): Hours[] => [{ days, from: '09:00', to: '17:00' }];

describe('opening hours', () => {
  const office = openDuring(weekly('mon', 'tue', 'wed', 'thu', 'fri'), newYork);

  test.each([
    { when: 'inside', now: '2026-03-10T16:00Z', open: true, until: '2026-03-10T21:00Z' },
    { when: 'at the start', now: '2026-03-10T13:00Z', open: true, until: '2026-03-10T21:00Z' },
    {
      when: 'just before the start',
      now: '2026-03-10T12:59Z',
      open: false,
      until: '2026-03-10T13:00Z',
    },
    { when: 'at the end', now: '2026-03-10T21:00Z', open: false, until: '2026-03-11T13:00Z' },
    { when: 'at the weekend', now: '2026-03-14T16:00Z', open: false, until: '2026-03-16T13:00Z' },
  ])('$when, the window of weekly hours has open=$open until $until', ({ now, open, until }) => {
    expect(office(at(now))).toEqual({ open, until: at(until) });
  });

  test('the same hours open at another instant in another time zone', () => {
    expect(openDuring(weekly('tue'), kolkata)(noon)).toEqual({
      open: false,
      until: at('2026-03-17T03:30Z'),
    });
  });

  test('hours that touch or overlap open one span', () => {
    const hours = [
      ...daily('09:00', '12:00'),
      ...daily('12:00', '14:00'),
      ...daily('13:00', '18:00'),
    ];
    expect(openDuring(hours, utc)(at('2026-03-10T10:00Z')).until).toBe(at('2026-03-10T18:00Z'));
  });

  test('an empty list of hours never opens, and an empty list of quiet hours never closes', () => {
    expect(openDuring([], utc)(noon)).toEqual({ open: false, until: null });
    expect(closedDuring([], utc)(noon)).toEqual({ open: true, until: null });
  });
});

describe('hours that cross midnight', () => {
  test('belong to the day on which they start', () => {
    const saturdayNight = openDuring([{ days: ['sat'], from: '22:00', to: '02:00' }], utc);
    expect(saturdayNight(at('2026-03-15T01:00Z'))).toEqual({
      open: true,
      until: at('2026-03-15T02:00Z'),
    });
    expect(saturdayNight(at('2026-03-14T01:00Z'))).toEqual({
      open: false,
      until: at('2026-03-14T22:00Z'),
    });
  });

  test('last one day if start and end are equal', () => {
    const isOpen = openDuring([{ days: ['tue'], from: '09:00', to: '09:00' }], utc);
    expect(isOpen(noon)).toEqual({ open: true, until: at('2026-03-11T09:00Z') });
  });
});

describe('hours that cover the whole week', () => {
  test.each([[daily('00:00', '24:00')], [daily('00:00', '00:00')], [daily('06:00', '06:00')]])(
    'are always open, and are checked again after one day (%j)',
    (hours) => {
      const isOpen = openDuring(hours, newYork);
      for (let day = 0; day < 400; day++) {
        const now = later(noon, day * DAY);
        expect(isOpen(now)).toEqual({ open: true, until: later(now, DAY) });
      }
    },
  );

  test('as quiet hours leave no next opening', () => {
    const isOpen = closedDuring(daily('00:00', '24:00'), newYork);
    expect(nextOpening([isOpen], noon, later(noon, 60 * DAY))).toBeNull();
  });
});

test('on days without a clock change, hours are open exactly when the local clock is inside them', () => {
  const clock = fc
    .tuple(fc.nat(23), fc.nat(59))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
  const hours = fc.record({
    days: fc.subarray([...weekdays], { minLength: 1 }),
    from: clock,
    to: fc.oneof(clock, fc.constant('24:00')),
  });
  const minuteOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  const covers = ({ days, from, to }: Hours, weekday: number, minute: number) => {
    const on = (day: number) => days.includes(weekdays[(day + 6) % 7]!);
    const [start, end] = [minuteOf(from), minuteOf(to)];
    if (end > start) return on(weekday) && start <= minute && minute < end;
    return (on(weekday) && minute >= start) || (on(weekday - 1) && minute < end);
  };
  const checkedMinutes = fc.array(fc.nat(60 * 24 * 30), { minLength: 1, maxLength: 8 });
  const zone = fc.constantFrom(utc, newYork, london, kolkata);
  fc.assert(
    fc.property(
      fc.array(hours, { minLength: 1, maxLength: 3 }),
      zone,
      checkedMinutes,
      (rows, where, minutes) => {
        const cached = openDuring(rows, where);
        for (const minute of minutes) {
          const now = later(at('2026-06-01T00:00Z'), minute * MINUTE);
          const local = localTime(now, where);
          const open = rows.some((entry) => covers(entry, local.weekday, local.minute));
          const answer = cached(now);
          expect(answer.open).toBe(open);
          expect(answer).toEqual(openDuring(rows, where)(now));
          expect(answer.until! > now).toBe(true);
          expect(cached(later(answer.until!, -1)).open).toBe(open);
        }
      },
    ),
    { numRuns: 150, seed: 20260310 },
  );
});

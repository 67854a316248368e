import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alwaysOpen, nextOpening } from '../../../../shared/domain/schedule/time-window.ts';
import { closedDuring, openDuring } from '../../../../shared/domain/schedule/weekly-windows.ts';
import {
  type Hours,
  hoursSchema,
  weekdays,
} from '../../../../shared/domain/schedule/opening-hours.ts';
import { DAY, HOUR, later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { localTime, utc, zoneSchema } from '../../../../shared/domain/values/time-zone.ts';
import { at, noon } from '../../../support/builders/instants.ts';

const newYork = zoneSchema.parse('America/New_York');
const london = zoneSchema.parse('Europe/London');
const kolkata = zoneSchema.parse('Asia/Kolkata');

const daily = (from: string, to: string): Hours[] => [{ days: [...weekdays], from, to }];
const weekly = (...days: Hours['days']): Hours[] => [{ days, from: '09:00', to: '17:00' }];

describe('opening hours', () => {
  const office = openDuring(weekly('mon', 'tue', 'wed', 'thu', 'fri'), newYork);

  test.each([
    { when: 'during', now: '2026-03-10T16:00Z', open: true, until: '2026-03-10T21:00Z' },
    { when: 'as they begin', now: '2026-03-10T13:00Z', open: true, until: '2026-03-10T21:00Z' },
    { when: 'just before', now: '2026-03-10T12:59Z', open: false, until: '2026-03-10T13:00Z' },
    { when: 'as they end', now: '2026-03-10T21:00Z', open: false, until: '2026-03-11T13:00Z' },
    { when: 'at the weekend', now: '2026-03-14T16:00Z', open: false, until: '2026-03-16T13:00Z' },
  ])('$when: open is $open until $until', ({ now, open, until }) => {
    expect(office(at(now))).toEqual({ open, until: at(until) });
  });

  test('the same hours are other instants in another zone', () => {
    expect(openDuring(weekly('tue'), kolkata)(noon)).toEqual({
      open: false,
      until: at('2026-03-17T03:30Z'),
    });
  });

  test('hours that touch or overlap are one stretch', () => {
    const hours = [
      ...daily('09:00', '12:00'),
      ...daily('12:00', '14:00'),
      ...daily('13:00', '18:00'),
    ];
    expect(openDuring(hours, utc)(at('2026-03-10T10:00Z')).until).toBe(at('2026-03-10T18:00Z'));
  });

  test('no hours at all are never open, and no quiet hours never close', () => {
    expect(openDuring([], utc)(noon)).toEqual({ open: false, until: null });
    expect(closedDuring([], utc)(noon)).toEqual({ open: true, until: null });
  });

  test('a time that no clock shows is refused', () => {
    for (const from of ['24:01', '9:00', '12:60', '']) {
      expect(hoursSchema.safeParse({ days: ['mon'], from, to: '24:00' }).success).toBe(false);
    }
  });
});

describe('hours that cross midnight', () => {
  test('belong to the day on which they begin', () => {
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

  test('with the same beginning and end last a day', () => {
    const gate = openDuring([{ days: ['tue'], from: '09:00', to: '09:00' }], utc);
    expect(gate(noon)).toEqual({ open: true, until: at('2026-03-11T09:00Z') });
  });
});

describe('daylight saving', () => {
  const night = daily('21:00', '08:00');

  test.each([
    { turn: 'spring', zone: newYork, from: '2026-03-08T02:00Z', to: '2026-03-08T12:00Z' },
    { turn: 'autumn', zone: newYork, from: '2026-11-01T01:00Z', to: '2026-11-01T13:00Z' },
    { turn: 'spring', zone: london, from: '2026-03-28T21:00Z', to: '2026-03-29T07:00Z' },
    { turn: 'autumn', zone: london, from: '2026-10-24T20:00Z', to: '2026-10-25T08:00Z' },
  ])('the night of the turn in $turn in $zone is quiet by the clock on the wall', (row) => {
    const gate = closedDuring(night, row.zone);
    const [from, to] = [at(row.from), at(row.to)];
    expect(gate(later(from, -1))).toEqual({ open: true, until: from });
    expect(gate(from)).toEqual({ open: false, until: to });
    expect(gate(later(to, -1))).toEqual({ open: false, until: to });
    expect(gate(to).open).toBe(true);
  });

  test('hours within the hour that is skipped do not happen that day', () => {
    const gate = openDuring(daily('02:10', '02:50'), newYork);
    expect(gate(at('2026-03-08T05:30Z'))).toEqual({ open: false, until: at('2026-03-09T06:10Z') });
  });
});

describe('an hour that comes twice', () => {
  const zone = (name: string) => zoneSchema.parse(name);
  const [lordHowe, havana, santiago] = [
    zone('Australia/Lord_Howe'),
    zone('America/Havana'),
    zone('America/Santiago'),
  ];

  test.each([
    {
      zone: newYork,
      hours: ['21:00', '01:30'],
      from: '2026-11-01T01:00Z',
      to: '2026-11-01T06:30Z',
    },
    {
      zone: newYork,
      hours: ['01:30', '08:00'],
      from: '2026-11-01T05:30Z',
      to: '2026-11-01T13:00Z',
    },
    {
      zone: newYork,
      hours: ['01:15', '01:45'],
      from: '2026-11-01T05:15Z',
      to: '2026-11-01T06:45Z',
    },
    {
      zone: newYork,
      hours: ['21:00', '02:00'],
      from: '2026-11-01T01:00Z',
      to: '2026-11-01T07:00Z',
    },
    { zone: london, hours: ['22:00', '01:15'], from: '2026-10-24T21:00Z', to: '2026-10-25T01:15Z' },
    {
      zone: lordHowe,
      hours: ['21:00', '01:45'],
      from: '2026-04-04T10:00Z',
      to: '2026-04-04T15:15Z',
    },
    { zone: havana, hours: ['20:00', '00:00'], from: '2026-11-01T00:00Z', to: '2026-11-01T05:00Z' },
    {
      zone: santiago,
      hours: ['23:30', '08:00'],
      from: '2026-04-05T02:30Z',
      to: '2026-04-05T12:00Z',
    },
  ])('is quiet both times in $zone when $hours are quiet hours', (row) => {
    const [begin = '', end = ''] = row.hours;
    const [from, to] = [at(row.from), at(row.to)];
    const gate = closedDuring(daily(begin, end), row.zone);
    expect(gate(later(from, -1))).toEqual({ open: true, until: from });
    expect(gate(from)).toEqual({ open: false, until: to });
    expect(gate(later(to, -1))).toEqual({ open: false, until: to });
    expect(gate(to).open).toBe(true);
  });

  test.each([
    {
      zone: newYork,
      hours: ['09:00', '01:30'],
      from: '2026-10-31T13:00Z',
      to: '2026-11-01T05:30Z',
    },
    {
      zone: newYork,
      hours: ['01:30', '08:00'],
      from: '2026-11-01T06:30Z',
      to: '2026-11-01T13:00Z',
    },
    { zone: newYork, hours: ['00:00', '24:00'], from: '2026-10-31T04:00Z', to: null },
    {
      zone: lordHowe,
      hours: ['21:00', '01:45'],
      from: '2026-04-04T10:00Z',
      to: '2026-04-04T14:45Z',
    },
    { zone: havana, hours: ['08:00', '24:00'], from: '2026-10-31T12:00Z', to: '2026-11-01T04:00Z' },
    { zone: havana, hours: ['00:00', '24:00'], from: '2026-10-31T12:00Z', to: null },
    {
      zone: santiago,
      hours: ['08:00', '23:30'],
      from: '2026-04-04T11:00Z',
      to: '2026-04-05T02:30Z',
    },
  ])('is open at most once in $zone when $hours are open hours', (row) => {
    const [begin = '', end = ''] = row.hours;
    const gate = openDuring(daily(begin, end), row.zone);
    const from = at(row.from);
    expect(gate(from).open).toBe(true);
    if (row.to === null) {
      for (let hour = 0; hour < 48; hour++) {
        expect(openDuring(daily(begin, end), row.zone)(later(from, hour * HOUR)).open).toBe(true);
      }
      return;
    }
    expect(gate(later(from, -1)).open).toBe(false);
    expect(gate(from)).toEqual({ open: true, until: at(row.to) });
    expect(gate(at(row.to)).open).toBe(false);
  });

  test('lasts through hours that touch within it', () => {
    const gate = openDuring([...daily('00:00', '01:30'), ...daily('01:30', '05:00')], newYork);
    expect(gate(at('2026-11-01T04:00Z'))).toEqual({ open: true, until: at('2026-11-01T10:00Z') });
  });

  test('opens nothing that lies wholly within it', () => {
    const gate = openDuring(daily('01:15', '01:45'), newYork);
    expect(gate(at('2026-11-01T05:00Z')).until).toBe(at('2026-11-02T06:15Z'));
  });
});

describe('hours that cover the whole week', () => {
  test.each([[daily('00:00', '24:00')], [daily('00:00', '00:00')], [daily('06:00', '06:00')]])(
    'are open always, and asked again within a day (%j)',
    (hours) => {
      const gate = openDuring(hours, newYork);
      for (let day = 0; day < 400; day++) {
        const now = later(noon, day * DAY);
        expect(gate(now)).toEqual({ open: true, until: later(now, DAY) });
      }
    },
  );

  test('as quiet hours leave no opening', () => {
    const gate = closedDuring(daily('00:00', '24:00'), newYork);
    expect(nextOpening([gate], noon, later(noon, 60 * DAY))).toBeNull();
  });
});

describe('the next opening', () => {
  const limit = later(noon, 14 * DAY);
  const office = openDuring(weekly('mon'), utc);
  const notInTheMorning = closedDuring(daily('00:00', '12:00'), utc);

  test.each([
    { name: 'now, when nothing is closed', gates: [alwaysOpen], opening: noon },
    { name: 'now, when there is no gate', gates: [], opening: noon },
    {
      name: 'when the last gate opens',
      gates: [office, notInTheMorning],
      opening: at('2026-03-16T12:00Z'),
    },
    {
      name: 'never, when one gate never opens',
      gates: [alwaysOpen, openDuring([], utc)],
      opening: null,
    },
    {
      name: 'never, when the gates have no time in common',
      gates: [office, closedDuring(daily('08:00', '18:00'), utc)],
      opening: null,
    },
  ])('is $name', ({ gates, opening }) => {
    expect(nextOpening(gates, noon, limit)).toBe(opening);
  });

  test('lies before the limit or is none', () => {
    const opens = at('2026-03-16T09:00Z');
    expect(nextOpening([office], noon, opens)).toBeNull();
    expect(nextOpening([office], noon, later(opens, 1))).toBe(opens);
    expect(nextOpening([alwaysOpen], noon, noon)).toBeNull();
  });
});

test('on days without a turn of the clock, any hours are open just when the wall clock is in them', () => {
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
  const asked = fc.array(fc.nat(60 * 24 * 30), { minLength: 1, maxLength: 8 });
  const zone = fc.constantFrom(utc, newYork, london, kolkata);
  fc.assert(
    fc.property(
      fc.array(hours, { minLength: 1, maxLength: 3 }),
      zone,
      asked,
      (given, where, minutes) => {
        const kept = openDuring(given, where);
        for (const minute of minutes) {
          const now = later(at('2026-06-01T00:00Z'), minute * MINUTE);
          const local = localTime(now, where);
          const open = given.some((entry) => covers(entry, local.weekday, local.minute));
          const answer = kept(now);
          expect(answer.open).toBe(open);
          expect(answer).toEqual(openDuring(given, where)(now));
          expect(answer.until! > now).toBe(true);
          expect(kept(later(answer.until!, -1)).open).toBe(open);
        }
      },
    ),
    { numRuns: 150, seed: 20260310 },
  );
});

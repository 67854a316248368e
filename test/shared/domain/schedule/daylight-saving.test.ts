import { describe, expect, test } from 'vitest';
import { type Hours, weekdays } from '../../../../shared/domain/schedule/opening-hours.ts';
import { closedDuring, openDuring } from '../../../../shared/domain/schedule/weekly-windows.ts';
import { HOUR, later } from '../../../../shared/domain/values/time.ts';
import { zoneSchema } from '../../../../shared/domain/values/time-zone.ts';
import { at } from '../../../support/builders/instants.ts';

const newYork = zoneSchema.parse('America/New_York');
const london = zoneSchema.parse('Europe/London');
const daily = (from: string, to: string): Hours[] => [{ days: [...weekdays], from, to }];

describe('daylight saving', () => {
  const night = daily('21:00', '08:00');

  test.each([
    { turn: 'spring', zone: newYork, from: '2026-03-08T02:00Z', to: '2026-03-08T12:00Z' },
    { turn: 'autumn', zone: newYork, from: '2026-11-01T01:00Z', to: '2026-11-01T13:00Z' },
    { turn: 'spring', zone: london, from: '2026-03-28T21:00Z', to: '2026-03-29T07:00Z' },
    { turn: 'autumn', zone: london, from: '2026-10-24T20:00Z', to: '2026-10-25T08:00Z' },
  ])('quiet hours follow the local clock in the night of the change in $turn in $zone', (row) => {
    const isOpen = closedDuring(night, row.zone);
    const [from, to] = [at(row.from), at(row.to)];
    expect(isOpen(later(from, -1))).toEqual({ open: true, until: from });
    expect(isOpen(from)).toEqual({ open: false, until: to });
    expect(isOpen(later(to, -1))).toEqual({ open: false, until: to });
    expect(isOpen(to).open).toBe(true);
  });

  test('hours inside the skipped hour do not open on that day', () => {
    const isOpen = openDuring(daily('02:10', '02:50'), newYork);
    expect(isOpen(at('2026-03-08T05:30Z'))).toEqual({
      open: false,
      until: at('2026-03-09T06:10Z'),
    });
  });
});

describe('a repeated hour', () => {
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
    const isOpen = closedDuring(daily(begin, end), row.zone);
    expect(isOpen(later(from, -1))).toEqual({ open: true, until: from });
    expect(isOpen(from)).toEqual({ open: false, until: to });
    expect(isOpen(later(to, -1))).toEqual({ open: false, until: to });
    expect(isOpen(to).open).toBe(true);
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
    const isOpen = openDuring(daily(begin, end), row.zone);
    const from = at(row.from);
    expect(isOpen(from).open).toBe(true);
    if (row.to === null) {
      for (let hour = 0; hour < 48; hour++) {
        expect(openDuring(daily(begin, end), row.zone)(later(from, hour * HOUR)).open).toBe(true);
      }
      return;
    }
    expect(isOpen(later(from, -1)).open).toBe(false);
    expect(isOpen(from)).toEqual({ open: true, until: at(row.to) });
    expect(isOpen(at(row.to)).open).toBe(false);
  });

  test('does not interrupt hours that touch inside it', () => {
    const isOpen = openDuring([...daily('00:00', '01:30'), ...daily('01:30', '05:00')], newYork);
    expect(isOpen(at('2026-11-01T04:00Z'))).toEqual({ open: true, until: at('2026-11-01T10:00Z') });
  });

  test('opens no hours that lie completely inside it', () => {
    const isOpen = openDuring(daily('01:15', '01:45'), newYork);
    expect(isOpen(at('2026-11-01T05:00Z')).until).toBe(at('2026-11-02T06:15Z'));
  });
});

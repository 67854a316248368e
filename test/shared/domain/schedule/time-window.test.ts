import { describe, expect, test } from 'vitest';
import { type Hours, weekdays } from '../../../../shared/domain/schedule/opening-hours.ts';
import { alwaysOpen, nextOpening } from '../../../../shared/domain/schedule/time-window.ts';
import { closedDuring, openDuring } from '../../../../shared/domain/schedule/weekly-windows.ts';
import { DAY, later } from '../../../../shared/domain/values/time.ts';
import { utc } from '../../../../shared/domain/values/time-zone.ts';
import { at, noon } from '../../../support/builders/instants.ts';

const daily = (from: string, to: string): Hours[] => [{ days: [...weekdays], from, to }];
const weekly = (...days: Hours['days']): Hours[] => [{ days, from: '09:00', to: '17:00' }];

describe('the next opening', () => {
  const limit = later(noon, 14 * DAY);
  const office = openDuring(weekly('mon'), utc);
  const notInTheMorning = closedDuring(daily('00:00', '12:00'), utc);

  test.each([
    { name: 'now, when nothing is closed', windows: [alwaysOpen], opening: noon },
    { name: 'now, when the list is empty', windows: [], opening: noon },
    {
      name: 'when the last window opens',
      windows: [office, notInTheMorning],
      opening: at('2026-03-16T12:00Z'),
    },
    {
      name: 'never, when one window never opens',
      windows: [alwaysOpen, openDuring([], utc)],
      opening: null,
    },
    {
      name: 'never, when the windows have no time in common',
      windows: [office, closedDuring(daily('08:00', '18:00'), utc)],
      opening: null,
    },
  ])('is $name', ({ windows, opening }) => {
    expect(nextOpening(windows, noon, limit)).toBe(opening);
  });

  test('is null if it is not before the limit', () => {
    const opens = at('2026-03-16T09:00Z');
    expect(nextOpening([office], noon, opens)).toBeNull();
    expect(nextOpening([office], noon, later(opens, 1))).toBe(opens);
    expect(nextOpening([alwaysOpen], noon, noon)).toBeNull();
  });
});

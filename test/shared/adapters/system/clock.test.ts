import { describe, expect, test } from 'vitest';
import { createClock } from '../../../../shared/adapters/system/clock.ts';
import { msOf } from '../../../../shared/domain/values/time.ts';

describe('the clock', () => {
  test('is machine time by default', () => {
    const before = Date.now();
    const now = msOf(createClock({ CLOCK_SPEED: 1 }).now());
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  test('with another start and speed shows the same time in every process', () => {
    const settings = {
      CLOCK_SPEED: 60,
      CLOCK_START: '2026-03-10T16:00:00.000Z',
      CLOCK_STARTED_AT: new Date(Date.now() - 10_000).toISOString(),
    };
    const minutes =
      (msOf(createClock(settings).now()) - msOf(createClock(settings).now())) / 60_000;
    expect(Math.abs(minutes)).toBeLessThan(1);
    const passed = msOf(createClock(settings).now()) - Date.parse(settings.CLOCK_START);
    expect(passed).toBeGreaterThanOrEqual(600_000);
    expect(passed).toBeLessThan(700_000);
  });

  test('shows whole milliseconds at any speed', () => {
    const startedAt = new Date(Date.now() - 1_001).toISOString();
    const clock = createClock({ CLOCK_SPEED: 1.37, CLOCK_STARTED_AT: startedAt });
    expect(clock.now()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });
});

import { describe, expect, test } from 'vitest';
import { createClock } from '../../../../shared/adapters/system/clock.ts';
import { createClockAndIds } from '../../../../shared/adapters/system/clock-and-ids.ts';
import { msOf } from '../../../../shared/domain/values/time.ts';

describe('the clock', () => {
  test('is the machine’s unless told otherwise', () => {
    const before = Date.now();
    const now = msOf(createClock({ CLOCK_SPEED: 1 })());
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  test('of another start and speed shows what its settings say, in every process the same', () => {
    const settings = {
      CLOCK_SPEED: 60,
      CLOCK_START: '2026-03-10T16:00:00.000Z',
      CLOCK_STARTED_AT: new Date(Date.now() - 10_000).toISOString(),
    };
    const minutes = (msOf(createClock(settings)()) - msOf(createClock(settings)())) / 60_000;
    expect(Math.abs(minutes)).toBeLessThan(1);
    const passed = msOf(createClock(settings)()) - Date.parse(settings.CLOCK_START);
    expect(passed).toBeGreaterThanOrEqual(600_000);
    expect(passed).toBeLessThan(700_000);
  });

  test('shows whole milliseconds at any speed', () => {
    const startedAt = new Date(Date.now() - 1_001).toISOString();
    const now = createClock({ CLOCK_SPEED: 1.37, CLOCK_STARTED_AT: startedAt });
    expect(now()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });
});

describe('the system', () => {
  const real = createClockAndIds({ CLOCK_SPEED: 1 });

  test('has secrets of 32 hexadecimal digits, none twice', () => {
    const secrets = Array.from({ length: 100 }, () => real.secret());
    expect(secrets.every((text) => /^[0-9a-f]{32}$/.test(text))).toBe(true);
    expect(new Set(secrets).size).toBe(100);
  });

  test('digests the same text to the same digits', () => {
    expect(real.digest('ada')).toBe(real.digest('ada'));
    expect(real.digest('ada')).not.toBe(real.digest('Ada'));
    expect(real.digest('ada')).toMatch(/^[0-9a-f]{64}$/);
  });
});

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createClock as appClock } from '../../shared/adapters/system/clock.ts';
import { clockFromEnvironment, localClock } from './clock.ts';

const start = Date.parse('2026-03-03T16:00:00.000Z');
const startedAt = Date.parse('2026-07-01T00:00:00.000Z');

beforeEach(() => {
  vi.useFakeTimers({ now: startedAt });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a clock of another speed', () => {
  test('advances by the machine time times the speed', () => {
    const clock = localClock({ speed: 50, start });
    vi.advanceTimersByTime(2000);
    expect(new Date(clock.now()).toISOString()).toBe('2026-03-03T16:01:40.000Z');
    expect(clock.real(100_000)).toBe(2000);
    expect(clock.realAt(start + 100_000)).toBe(startedAt + 2000);
  });

  test('runs timers after their local delay, except canceled ones', () => {
    const clock = localClock({ speed: 50, start });
    const ran: string[] = [];
    clock.after(50_000, () => ran.push('second'));
    clock.after(10_000, () => ran.push('first'));
    const cancel = clock.after(20_000, () => ran.push('never'));
    cancel();
    vi.advanceTimersByTime(999);
    expect(ran).toEqual(['first']);
    vi.advanceTimersByTime(1);
    expect(ran).toEqual(['first', 'second']);
  });

  test('with a speed below 1 is slower than the machine', () => {
    const clock = localClock({ speed: 0.5, start });
    vi.advanceTimersByTime(10_000);
    expect(clock.now()).toBe(start + 5000);
  });
});

test('a delay above 2^31 ms runs on time, and can be canceled', () => {
  const clock = localClock();
  const monthMs = 30 * 24 * 60 * 60 * 1000;
  let ran = 0;
  clock.after(monthMs, () => (ran += 1));
  const cancel = clock.after(monthMs, () => (ran += 1));
  vi.advanceTimersByTime(2 ** 31);
  cancel();
  vi.advanceTimersByTime(monthMs - 2 ** 31 - 1);
  expect(ran).toBe(0);
  vi.advanceTimersByTime(1);
  expect(ran).toBe(1);
});

test('another process and the app have the same time with the settings of the clock', () => {
  const clock = localClock({ speed: 20, start });
  vi.advanceTimersByTime(1234);
  const { CLOCK_SPEED, ...instants } = clock.settings;
  const other = clockFromEnvironment({ CLOCK_SPEED, ...instants });
  const app = appClock({ CLOCK_SPEED: Number(CLOCK_SPEED), ...instants });
  vi.advanceTimersByTime(4321);
  expect(other.now()).toBe(clock.now());
  expect(Date.parse(app.now())).toBe(clock.now());
});

test('without settings the clock has machine time', () => {
  expect(clockFromEnvironment({}).now()).toBe(Date.now());
});

test.each([
  [{ CLOCK_SPEED: '0' }, 'CLOCK_SPEED must be a number above 0'],
  [{ CLOCK_SPEED: 'fast' }, 'CLOCK_SPEED must be a number above 0'],
  [{ CLOCK_START: 'noon' }, "CLOCK_START must be an ISO instant, not 'noon'."],
])('the settings %o are refused with the reason', (settings, why) => {
  expect(() => clockFromEnvironment(settings)).toThrow(why);
});

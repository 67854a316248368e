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
  test('shows, after a while of the machine, as much more as it is faster', () => {
    const clock = localClock({ speed: 50, start });
    vi.advanceTimersByTime(2000);
    expect(new Date(clock.now()).toISOString()).toBe('2026-03-03T16:01:40.000Z');
    expect(clock.real(100_000)).toBe(2000);
    expect(clock.realAt(start + 100_000)).toBe(startedAt + 2000);
  });

  test('runs what is due after its own time, and not what was taken back', () => {
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

  test('may be slower than the machine', () => {
    const clock = localClock({ speed: 0.5, start });
    vi.advanceTimersByTime(10_000);
    expect(clock.now()).toBe(start + 5000);
  });
});

test('a delay longer than a timer can be is waited for in steps, and can be taken back', () => {
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

test('its settings make another process, and the app, show the same instant', () => {
  const clock = localClock({ speed: 20, start });
  vi.advanceTimersByTime(1234);
  const { CLOCK_SPEED, ...instants } = clock.settings;
  const other = clockFromEnvironment({ CLOCK_SPEED, ...instants });
  const app = appClock({ CLOCK_SPEED: Number(CLOCK_SPEED), ...instants });
  vi.advanceTimersByTime(4321);
  expect(other.now()).toBe(clock.now());
  expect(Date.parse(app.now())).toBe(clock.now());
});

test('without settings it is the machine’s own', () => {
  expect(clockFromEnvironment({}).now()).toBe(Date.now());
});

test.each([
  [{ CLOCK_SPEED: '0' }, 'CLOCK_SPEED must be a number above 0'],
  [{ CLOCK_SPEED: 'fast' }, 'CLOCK_SPEED must be a number above 0'],
  [{ CLOCK_START: 'noon' }, "CLOCK_START must be an ISO instant, not 'noon'."],
])('%o is refused', (settings, why) => {
  expect(() => clockFromEnvironment(settings)).toThrow(why);
});

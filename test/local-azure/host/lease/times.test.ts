import { expect, test } from 'vitest';
import { localClock } from '../../clock.ts';
import { readHostJson } from '../app/host-json.ts';
import { listenerLockTimes } from './times.ts';

const times = (singleton: object, speed = 1) =>
  listenerLockTimes(
    readHostJson({ version: '2.0', singleton }).settings.singleton,
    localClock({ speed }),
  );

test('a lock lasts one minute, is renewed after half of it, and is tried every minute', () => {
  expect(times({})).toEqual({ leaseSeconds: 60, renewMs: 30_000, retryMs: 60_000 });
});

test("host.json's singleton settings override the defaults", () => {
  const singleton = {
    listenerLockPeriod: '00:00:20',
    listenerLockRecoveryPollingInterval: '00:00:30',
  };
  expect(times(singleton)).toEqual({ leaseSeconds: 20, renewMs: 10_000, retryMs: 30_000 });
});

test('a fast clock shortens both, but the lock never below the minimum of storage', () => {
  expect(times({}, 2)).toEqual({ leaseSeconds: 30, renewMs: 15_000, retryMs: 30_000 });
  expect(times({}, 60)).toEqual({ leaseSeconds: 15, renewMs: 7500, retryMs: 1000 });
});

test('without recovery the wait is as long as a timer allows', () => {
  const never = { listenerLockRecoveryPollingInterval: '10675199.02:48:05' };
  expect(times(never).retryMs).toBe(2 ** 31 - 1);
});

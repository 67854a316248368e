import { expect, test } from 'vitest';
import { localClock } from '../../clock.ts';
import { readHostJson } from '../app/host-json.ts';
import { listenerLockTimes } from './times.ts';

const times = (singleton: object, speed = 1) =>
  listenerLockTimes(
    readHostJson({ version: '2.0', singleton }).settings.singleton,
    localClock({ speed }),
  );

test('a lock lasts a minute, is renewed at half of it, and is sought every minute', () => {
  expect(times({})).toEqual({ leaseSeconds: 60, renewMs: 30_000, retryMs: 60_000 });
});

test("host.json's singleton says otherwise", () => {
  const singleton = {
    listenerLockPeriod: '00:00:20',
    listenerLockRecoveryPollingInterval: '00:00:30',
  };
  expect(times(singleton)).toEqual({ leaseSeconds: 20, renewMs: 10_000, retryMs: 30_000 });
});

test('in a fast clock both are shorter, the lock no shorter than the storage grants', () => {
  expect(times({}, 2)).toEqual({ leaseSeconds: 30, renewMs: 15_000, retryMs: 30_000 });
  expect(times({}, 60)).toEqual({ leaseSeconds: 15, renewMs: 7500, retryMs: 1000 });
});

test('no recovery at all is waited for as long as a timer can be', () => {
  const never = { listenerLockRecoveryPollingInterval: '10675199.02:48:05' };
  expect(times(never).retryMs).toBe(2 ** 31 - 1);
});

/** The lock periods of a listener, from host.json's `singleton`. */
import { type LocalClock } from '../../clock.ts';
import { type HostSettings } from '../app/host-json.ts';
import { type LockTimes } from './lock.ts';

/** The range of storage, whatever the clock speed: a lease runs in machine time. */
const [leastLeaseSeconds, mostLeaseSeconds] = [15, 60];
const longestTimerMs = 2 ** 31 - 1;

export function listenerLockTimes(
  singleton: HostSettings['singleton'],
  clock: LocalClock,
): LockTimes {
  const seconds = Math.round(clock.real(singleton.listenerLockPeriod) / 1000);
  const leaseSeconds = Math.min(mostLeaseSeconds, Math.max(leastLeaseSeconds, seconds));
  return {
    leaseSeconds,
    renewMs: leaseSeconds * 500,
    retryMs: Math.min(longestTimerMs, clock.real(singleton.listenerLockRecoveryPollingInterval)),
  };
}

import { type LocalClock } from '../../clock.ts';
import { Fault } from '../http/fault.ts';
import { type Disorder } from './disorder.ts';

/**
 * Sends 429 on demand: for every n-th request, and for calls beyond a rate. The setting is in local time. Retry-After
 * is in seconds of the machine, because the SDK waits in them: whole seconds, at least one.
 */
export function throttle(clock: LocalClock, disorder: Disorder) {
  let requests = 0;
  let second = 0;
  let callsInSecond = 0;

  const refuse = (code: string, message: string) => {
    const seconds = Math.max(1, Math.ceil(clock.real(disorder.settings.retryAfterMs) / 1000));
    throw new Fault(429, code, message, { 'retry-after': String(seconds) });
  };

  return {
    request(): void {
      const { throttleEvery } = disorder.settings;
      requests += 1;
      if (throttleEvery > 0 && requests % throttleEvery === 0) {
        refuse('TooManyRequests', 'Too many requests; slow down.');
      }
    },
    call(): void {
      const { callsPerSecond } = disorder.settings;
      if (callsPerSecond === 0) return;
      const now = Math.floor(clock.now() / 1000);
      if (now !== second) [second, callsInSecond] = [now, 0];
      callsInSecond += 1;
      if (callsInSecond > callsPerSecond) refuse('8516', 'Call throttled.');
    },
  };
}
export type Throttle = ReturnType<typeof throttle>;

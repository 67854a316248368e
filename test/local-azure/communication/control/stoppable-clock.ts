import { type LocalClock } from '../../clock.ts';

/** A clock that can be stopped: after `stop`, its timers do not run and do not keep the process alive. */
export function stoppableClock(clock: LocalClock): { clock: LocalClock; stop: () => void } {
  const timers = new Set<() => void>();
  let stopped = false;

  function after(delayMs: number, run: () => void): () => void {
    if (stopped) return () => undefined;
    const cancelTimer = clock.after(delayMs, () => {
      timers.delete(cancel);
      run();
    });
    const cancel = () => {
      timers.delete(cancel);
      cancelTimer();
    };
    timers.add(cancel);
    return cancel;
  }

  return {
    clock: { ...clock, after },
    stop() {
      stopped = true;
      for (const cancel of [...timers]) cancel();
    },
  };
}

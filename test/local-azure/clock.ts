/**
 * The one clock of the local Azure. Time may run faster than the machine's, and may have started at another
 * instant; every process computes the same instants from three settings, so none has to be asked:
 *
 *   CLOCK_SPEED       how many seconds pass in one second of the machine (default 1)
 *   CLOCK_START       the instant it was here …            (ISO, milliseconds, UTC)
 *   CLOCK_STARTED_AT  … when the machine's clock said this (ISO, milliseconds, UTC)
 *
 * shared/adapters/system/clock.ts reads the same settings in the app. Whatever an SDK compares with the
 * machine's own clock (a lock's end, a SAS, a request's date) stays in the machine's time.
 */
export interface LocalClock {
  readonly speed: number;
  /** Milliseconds since 1970 in local-Azure time. */
  now(): number;
  /** What a duration of local-Azure time lasts on the machine, in milliseconds. */
  real(durationMs: number): number;
  /** The machine's instant (ms since 1970) at which local-Azure time will be `at`. */
  realAt(at: number): number;
  /** Like setTimeout, with the delay in local-Azure milliseconds; safe beyond 2^31 ms. Returns its cancellation. */
  after(delayMs: number, run: () => void): () => void;
  /** The settings that make another process share this clock. */
  readonly settings: Readonly<Record<'CLOCK_SPEED' | 'CLOCK_START' | 'CLOCK_STARTED_AT', string>>;
}

const longestTimerMs = 2 ** 31 - 1;

export function localClock(options: { speed?: number; start?: number; startedAt?: number } = {}) {
  const speed = options.speed ?? 1;
  if (!(speed > 0)) throw new Error(`CLOCK_SPEED must be a number above 0, not ${speed}.`);
  const startedAt = options.startedAt ?? Date.now();
  const start = options.start ?? startedAt;
  const now = () => start + (Date.now() - startedAt) * speed;
  const real = (durationMs: number) => durationMs / speed;
  const realAt = (at: number) => startedAt + (at - start) / speed;

  function after(delayMs: number, run: () => void): () => void {
    const due = Date.now() + real(delayMs);
    let timer: NodeJS.Timeout;
    const arm = () => {
      const left = Math.max(0, due - Date.now());
      timer = setTimeout(left > longestTimerMs ? arm : run, Math.min(left, longestTimerMs));
    };
    arm();
    return () => clearTimeout(timer);
  }

  const clock: LocalClock = {
    speed,
    now,
    real,
    realAt,
    after,
    settings: {
      CLOCK_SPEED: String(speed),
      CLOCK_START: new Date(start).toISOString(),
      CLOCK_STARTED_AT: new Date(startedAt).toISOString(),
    },
  };
  return clock;
}

/** The clock that the environment's settings describe; the machine's own where there are none. */
export function clockFromEnvironment(env: NodeJS.ProcessEnv = process.env): LocalClock {
  const instant = (name: string) => {
    const text = env[name];
    if (text === undefined) return {};
    const ms = Date.parse(text);
    if (Number.isNaN(ms)) throw new Error(`${name} must be an ISO instant, not '${text}'.`);
    return { [name === 'CLOCK_START' ? 'start' : 'startedAt']: ms };
  };
  return localClock({
    speed: Number(env['CLOCK_SPEED'] ?? 1),
    ...instant('CLOCK_START'),
    ...instant('CLOCK_STARTED_AT'),
  });
}

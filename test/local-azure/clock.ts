/**
 * The clock of the local Azure. Local time may run faster than machine time and may start at another instant.
 * Every process computes the same local time from three settings:
 *
 * - `CLOCK_SPEED`: local seconds per machine second (default 1)
 * - `CLOCK_START`: a local time (ISO, milliseconds, UTC)
 * - `CLOCK_STARTED_AT`: the machine time at that local time (ISO, milliseconds, UTC)
 *
 * shared/adapters/system/clock.ts reads the same settings in the app. Machine time stays in values that an SDK compares
 * with the clock of the machine. These are the expiry of a lock, a SAS, and the date of a request.
 */
export interface LocalClock {
  readonly speed: number;
  /** Milliseconds since 1970 in local-Azure time. */
  now(): number;
  /** Converts a duration of local-Azure time to machine time, in milliseconds. */
  real(durationMs: number): number;
  /** The machine time (ms since 1970) at which local-Azure time is `at`. */
  realAt(at: number): number;
  /** Like setTimeout, with the delay in local-Azure milliseconds; safe above 2^31 ms. Returns the cancellation. */
  after(delayMs: number, run: () => void): () => void;
  /** The settings with which another process shares this clock. */
  readonly settings: Readonly<Record<'CLOCK_SPEED' | 'CLOCK_START' | 'CLOCK_STARTED_AT', string>>;
}

const maxTimerMs = 2 ** 31 - 1;

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
      const remainingMs = Math.max(0, due - Date.now());
      timer = setTimeout(remainingMs > maxTimerMs ? arm : run, Math.min(remainingMs, maxTimerMs));
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

/** The clock of the environment's settings; machine time without settings. */
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

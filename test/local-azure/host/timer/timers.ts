/**
 * Timer triggers, in local-Azure time. Each has a lock, so that one of several hosts runs it. A timer never runs
 * concurrently: occurrences during a run become one late run directly after it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type ContainerClient } from '@azure/storage-blob';
import { type LocalClock } from '../../clock.ts';
import { functionId, textOption, type TriggeredFunction } from '../app/functions.ts';
import { InvocationFailed } from '../app/invocation.ts';
import { type HostLog, textOf } from '../app/log.ts';
import { hasEnded, waitFor, withRetries } from '../app/retry.ts';
import { type RunFunction } from '../app/runner.ts';
import { type LockTimes, whileLeading } from '../lease/lock.ts';
import { parseSchedule } from './schedule.ts';
import { never, type ScheduleStatus, type StatusStore } from './status.ts';

/** Machine time before a retry when storage does not answer. */
const retryMs = 1000;

const iso = (at: number | undefined) => (at === undefined ? never : new Date(at).toISOString());

export interface TimerContext {
  readonly clock: LocalClock;
  readonly run: RunFunction;
  readonly store: StatusStore;
  readonly timeZone: string | undefined;
  readonly log: HostLog;
}

function timer(fn: TriggeredFunction, context: TimerContext) {
  const { clock, run, store, log } = context;
  const schedule = parseSchedule(textOption(fn, 'schedule'), context.timeZone);
  const monitored = fn.trigger['useMonitor'] !== false && !schedule.everyMinuteOrMore;
  let startupRun = fn.trigger['runOnStartup'] === true;

  async function invoke(status: ScheduleStatus, isPastDue: boolean, stop: AbortSignal) {
    const json = JSON.stringify({
      Schedule: { AdjustForDST: true },
      ScheduleStatus: monitored ? status : null,
      IsPastDue: isPastDue,
    });
    try {
      await withRetries(fn.registered.metadata.retryOptions, clock, stop, (retry) =>
        run(fn, { data: { json }, ...(retry && { retry }) }),
      );
    } catch (error) {
      // A failed run is already logged, and the next occurrence follows its schedule.
      if (!(error instanceof InvocationFailed)) log.error(`Timer '${fn.name}'`, error);
    }
  }

  /** The status that another instance, or an earlier run, stored. A first start has missed nothing. */
  async function readStatus(): Promise<{ status: ScheduleStatus; late: boolean }> {
    const now = clock.now();
    const first = { Last: never, Next: iso(schedule.next(now)), LastUpdated: iso(now) };
    if (!monitored) return { status: first, late: false };
    const known = await store.read(fn.name);
    const base = known && Date.parse(known.Last === never ? known.LastUpdated : known.Last);
    // A status from the future belongs to another clock: local Azure may have restarted at an earlier time.
    if (!known || base === undefined || base > now) {
      await store.write(fn.name, first);
      return { status: first, late: false };
    }
    // Computed from the last run again, because the schedule may have changed.
    const due = schedule.next(base);
    return { status: { ...known, Next: iso(due) }, late: due !== undefined && due < now };
  }

  async function keep(leading: AbortSignal): Promise<void> {
    let { status, late } = await readStatus();
    while (!hasEnded(leading)) {
      if (!startupRun) {
        if (status.Next === never) return;
        await waitFor(clock, Math.max(0, Date.parse(status.Next) - clock.now()), leading);
        if (hasEnded(leading)) return;
      }
      startupRun = false;
      // A timer may fire slightly early; the run then belongs to that occurrence.
      const now = clock.now();
      const at = late || status.Next === never ? now : Math.max(now, Date.parse(status.Next));
      await invoke(status, late, leading);
      status = { Last: iso(at), Next: iso(schedule.next(at)), LastUpdated: iso(at) };
      late = status.Next !== never && Date.parse(status.Next) < clock.now();
      if (monitored) await store.write(fn.name, status);
    }
  }

  return async (leading: AbortSignal): Promise<void> => {
    while (!hasEnded(leading)) {
      try {
        await keep(leading);
        return;
      } catch (error) {
        log.warn(`Timer '${fn.name}' cannot keep its status: ${textOf(error)}`);
        await sleep(retryMs, undefined, { signal: leading }).catch(() => undefined);
      }
    }
  };
}

/**
 * Parses the schedule, and refuses a bad one, at once. The loop runs until `stop` and resolves when the timer is idle
 * and its lock is released.
 */
export function timerLoop(
  fn: TriggeredFunction,
  options: TimerContext & {
    container: ContainerClient;
    hostId: string;
    lockTimes: LockTimes;
    stop: AbortSignal;
  },
): () => Promise<void> {
  const { container, hostId, stop, log, lockTimes } = options;
  const start = timer(fn, options);
  const lock = container.getBlockBlobClient(`locks/${hostId}/${functionId(fn.name)}.Listener`);
  async function lead(leading: AbortSignal): Promise<void> {
    await start(leading);
    // Without a further occurrence, only the lock is kept.
    await waitFor(options.clock, Infinity, leading);
  }
  return () => whileLeading(lock, stop, lead, log, lockTimes);
}

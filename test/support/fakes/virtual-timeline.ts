// Virtual time: a queue of events by instant. A day takes as long as the work of its events. Events of the same
// instant run interleaved, and a handler may sleep. Nothing waits for the machine's clock.
import { setImmediate } from 'node:timers/promises';
import { type Instant, instantOf, msOf } from '../../../shared/domain/values/time.ts';

export interface VirtualTimeline {
  now(): Instant;
  after(delayMs: number, run: () => unknown): void;
  /** Repeats until the timeline is stopped. */
  every(periodMs: number, run: () => unknown): () => void;
  sleep(delayMs: number): Promise<void>;
  /** Runs all events up to and including `until`. Throws what a handler threw. */
  runTo(until: Instant): Promise<void>;
}

interface Entry {
  at: number;
  order: number;
  run: () => unknown;
}

/** A handler needs a few hundred turns between two sleeps; more means that it waits for the event loop. */
const turnsAtOnce = 2_000;

export function createVirtualTimeline(start: Instant): VirtualTimeline {
  const queue = heap();
  const failures: unknown[] = [];
  let now = msOf(start);
  let instant = start;
  let order = 0;
  let busy = 0;

  const at = (time: number, run: () => unknown) =>
    queue.push({ at: Math.max(time, now), order: order++, run });

  async function perform({ run }: Entry): Promise<void> {
    busy++;
    try {
      await run();
    } catch (error) {
      failures.push(error);
    } finally {
      busy--;
    }
  }

  /** Waits until every handler has ended or sleeps: only microtasks can be pending. */
  async function settle(): Promise<void> {
    for (let turn = 0; busy > 0 && turn < turnsAtOnce; turn++) await Promise.resolve();
    if (busy > 0) await setImmediate();
  }

  return {
    now: () => instant,
    after: (delayMs, run) => at(now + delayMs, run),
    every(periodMs, run) {
      let stopped = false;
      const next = () => {
        if (stopped) return;
        at(now + periodMs, next);
        return run();
      };
      at(now + periodMs, next);
      return () => void (stopped = true);
    },
    async sleep(delayMs) {
      busy--;
      await new Promise<void>((resolve) => at(now + delayMs, () => resolve()));
      busy++;
    },
    async runTo(until) {
      const end = msOf(until);
      for (let first = queue.peek(); first !== undefined && first.at <= end; first = queue.peek()) {
        now = first.at;
        instant = instantOf(now);
        while (queue.peek()?.at === now) {
          const entry = queue.pop();
          if (entry !== undefined) void perform(entry);
        }
        await settle();
        if (failures.length > 0) throw failures[0];
      }
      now = end;
      instant = until;
    },
  };
}

function heap() {
  const items: Entry[] = [];
  const before = (a: number, b: number): boolean => {
    const [x, y] = [items[a]!, items[b]!];
    return x.at < y.at || (x.at === y.at && x.order < y.order);
  };
  const swap = (a: number, b: number) => {
    [items[a], items[b]] = [items[b]!, items[a]!];
  };

  return {
    peek: (): Entry | undefined => items[0],
    push(entry: Entry): void {
      items.push(entry);
      for (let at = items.length - 1; at > 0;) {
        const parent = (at - 1) >> 1;
        if (!before(at, parent)) return;
        swap(at, parent);
        at = parent;
      }
    },
    pop(): Entry | undefined {
      const first = items[0];
      const last = items.pop();
      if (items.length === 0 || last === undefined) return first;
      items[0] = last;
      for (let at = 0; ;) {
        const [left, right] = [2 * at + 1, 2 * at + 2];
        let least = at;
        if (left < items.length && before(left, least)) least = left;
        if (right < items.length && before(right, least)) least = right;
        if (least === at) return first;
        swap(at, least);
        at = least;
      }
    },
  };
}

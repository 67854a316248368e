/**
 * Items that are due at instants of the local clock, in order, with one timer. An item is a scheduled message, or the
 * expiry of a lock or a message. It is a binary heap. Canceled items are removed when they are half of the heap.
 */
import type { LocalClock } from '../../clock.ts';

interface Due<T> {
  readonly at: number;
  readonly order: number;
  item: T | undefined;
}

export interface ScheduledItems<T> {
  /** Adds an item, and returns its cancellation. */
  add(at: number, item: T): () => void;
  stop(): void;
}

const isBefore = (a: Due<unknown>, b: Due<unknown>) =>
  a.at < b.at || (a.at === b.at && a.order < b.order);

export function scheduledItems<T extends object>(
  clock: LocalClock,
  onDue: (item: T) => void,
): ScheduledItems<T> {
  let heap: Due<T>[] = [];
  let stale = 0;
  let added = 0;
  let armedFor = Infinity;
  let disarm = () => {};

  function rise(from: number) {
    for (let i = from; i > 0;) {
      const parent = (i - 1) >> 1;
      if (!isBefore(heap[i]!, heap[parent]!)) return;
      [heap[i], heap[parent]] = [heap[parent]!, heap[i]!];
      i = parent;
    }
  }

  function removeFirst() {
    const last = heap.pop()!;
    if (heap.length === 0) return;
    heap[0] = last;
    for (let i = 0; ;) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2])
        if (child < heap.length && isBefore(heap[child]!, heap[least]!)) least = child;
      if (least === i) return;
      [heap[i], heap[least]] = [heap[least]!, heap[i]!];
      i = least;
    }
  }

  function fire() {
    armedFor = Infinity;
    for (let first = heap[0]; first !== undefined && first.at <= clock.now(); first = heap[0]) {
      const { item } = first;
      removeFirst();
      if (item === undefined) stale--;
      else {
        first.item = undefined;
        onDue(item);
      }
    }
    arm();
  }

  function arm() {
    const at = heap[0]?.at ?? Infinity;
    if (at >= armedFor) return;
    disarm();
    armedFor = at;
    disarm = clock.after(at - clock.now(), fire);
  }

  function dropStale() {
    heap = heap.filter((due) => due.item !== undefined).sort((a, b) => (isBefore(a, b) ? -1 : 1));
    stale = 0;
  }

  return {
    add(at, item) {
      const due: Due<T> = { at, order: added++, item };
      rise(heap.push(due) - 1);
      arm();
      return () => {
        if (due.item === undefined) return;
        due.item = undefined;
        if (++stale > 64 && stale * 2 > heap.length) dropStale();
      };
    },
    stop() {
      disarm();
      heap = [];
      armedFor = -Infinity;
    },
  };
}

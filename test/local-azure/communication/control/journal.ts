import { type LocalClock } from '../../clock.ts';

export const directions = [
  'request',
  'callback',
  'sms',
  'eventGrid',
  'desktop',
  'heard',
  'webhook',
] as const;
export type Direction = (typeof directions)[number];

/** Entries in order. Bodies are stored as text and parsed only when they are read. */
export interface Note {
  readonly direction: Direction;
  readonly method?: string;
  readonly path: string;
  readonly status?: number;
  readonly text?: string;
  readonly answer?: string;
  /** A remark, such as the number of the attempt, or that the event was lost. */
  readonly remark?: string;
}
interface Entry extends Note {
  readonly seq: number;
  readonly at: number;
  readonly machineAt: number;
}

const capacity = 100_000;

function parseText(text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function toView({ seq, at, machineAt, text, answer, ...note }: Entry) {
  return {
    seq,
    at: new Date(at).toISOString(),
    machineAt: new Date(machineAt).toISOString(),
    ...note,
    body: parseText(text),
    answer: parseText(answer),
  };
}

/** The last 100,000 entries in a ring buffer, so that a write costs one assignment. */
export function journal(clock: LocalClock) {
  const ring: Entry[] = [];
  let next = 1;

  return {
    note(note: Note): void {
      const entry = { seq: next, at: clock.now(), machineAt: Date.now(), ...note };
      ring[(next - 1) % capacity] = entry;
      next += 1;
    },
    /** Entries from `since` on, oldest first. `next` is the position of the next page, `end` that of the next write. */
    read(since: { seq?: number; at?: number }, limit: number, direction?: Direction) {
      const entries = [];
      let seq = Math.max(since.seq ?? 1, next - capacity, 1);
      for (; seq < next && entries.length < limit; seq += 1) {
        const entry = ring[(seq - 1) % capacity]!;
        if (since.at !== undefined && entry.at < since.at) continue;
        if (direction !== undefined && entry.direction !== direction) continue;
        entries.push(toView(entry));
      }
      return { entries, next: seq, end: next };
    },
  };
}
export type Journal = ReturnType<typeof journal>;

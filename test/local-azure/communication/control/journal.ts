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

/** What happened, in order. Bodies are kept as the text that was sent, and parsed only when somebody reads. */
export interface Note {
  readonly direction: Direction;
  readonly method?: string;
  readonly path: string;
  readonly status?: number;
  readonly text?: string;
  readonly answer?: string;
  /** Whatever else is worth knowing, such as which attempt it was, or that it was lost. */
  readonly remark?: string;
}
interface Entry extends Note {
  readonly seq: number;
  readonly at: number;
  readonly machineAt: number;
}

const capacity = 100_000;

function meaning(text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function shown({ seq, at, machineAt, text, answer, ...note }: Entry) {
  return {
    seq,
    at: new Date(at).toISOString(),
    machineAt: new Date(machineAt).toISOString(),
    ...note,
    body: meaning(text),
    answer: meaning(answer),
  };
}

/** The last 100,000 entries, in a ring: writing one costs no more than an assignment. */
export function journal(clock: LocalClock) {
  const ring: Entry[] = [];
  let next = 1;

  return {
    note(note: Note): void {
      const entry = { seq: next, at: clock.now(), machineAt: Date.now(), ...note };
      ring[(next - 1) % capacity] = entry;
      next += 1;
    },
    /** Entries from `since` on, oldest first; `next` is where to go on, and `end` where nothing is written yet. */
    read(since: { seq?: number; at?: number }, limit: number, direction?: Direction) {
      const entries = [];
      let seq = Math.max(since.seq ?? 1, next - capacity, 1);
      for (; seq < next && entries.length < limit; seq += 1) {
        const entry = ring[(seq - 1) % capacity]!;
        if (since.at !== undefined && entry.at < since.at) continue;
        if (direction !== undefined && entry.direction !== direction) continue;
        entries.push(shown(entry));
      }
      return { entries, next: seq, end: next };
    },
  };
}
export type Journal = ReturnType<typeof journal>;

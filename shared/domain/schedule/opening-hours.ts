// Weekly hours in a zone, and the one question asked of them: open or closed now, and until when. Hours that cross
// midnight belong to the day on which they begin. Wall-clock time is what counts; of a time that daylight
// saving brings twice, that one counts which leaves less open: opening hours begin with the last and end with the first,
// quiet hours begin with the first and end with the last.
import { z } from 'zod';
import { uniqueList } from '../values/unique-list.ts';
import { type Instant, later, latest, DAY } from '../values/time.ts';
import { atLocalMinute, localTime, type Zone } from '../values/time-zone.ts';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const weekdaySchema = z.enum(weekdays);

const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time from 00:00 to 24:00, such as 21:00');

/** `from` up to but not including `to`; when `to` is not after `from`, it is on the next day. */
export const hoursSchema = z.strictObject({
  days: uniqueList(weekdaySchema, weekdays.length).min(1),
  from: clockTime,
  to: clockTime,
});
export type Hours = z.infer<typeof hoursSchema>;

const mostRows = 50;
export const weekSchema = uniqueList(hoursSchema, mostRows);

const dayMinutes = 24 * 60;

/** Whether the hours leave no minute of the week free, by the clock on the wall. */
export function coverWeek(hours: readonly Hours[]): boolean {
  const week = weekdays.length * dayMinutes;
  const covered = hours.flatMap(({ days, from, to }) =>
    days.flatMap((day) => {
      const midnight = weekdays.indexOf(day) * dayMinutes;
      const start = midnight + minuteOf(from);
      const end = midnight + minuteOf(to) + (isOvernight(from, to) ? dayMinutes : 0);
      // What reaches over Sunday's midnight is Monday's too.
      return [-week, 0].map((shift) => ({ start: start + shift, end: end + shift }));
    }),
  );
  let free = 0;
  for (const { start, end } of covered.sort((a, b) => a.start - b.start)) {
    if (start > free) return false;
    free = Math.max(free, end);
  }
  return free >= week;
}

/** Whether something may happen at an instant, and the next instant at which that may change; null = never. */
interface WindowState {
  open: boolean;
  until: Instant | null;
}

export type TimeWindow = (at: Instant) => WindowState;

export const alwaysOpen: TimeWindow = () => ({ open: true, until: null });
export const neverOpen: TimeWindow = () => ({ open: false, until: null });

/** Open during the hours. Keep the gate: it remembers a week of stretches, and asking it again is then cheap. */
export const openDuring = (hours: readonly Hours[], zone: Zone): TimeWindow =>
  during(hours, zone, { start: 'last', end: 'first' });

type Edges = Readonly<Record<keyof Stretch, 'first' | 'last'>>;

function during(hours: readonly Hours[], zone: Zone, edges: Edges): TimeWindow {
  if (hours.length === 0) return neverOpen;
  let week: { from: Instant; to: Instant; stretches: Stretch[] } | undefined;
  return (at) => {
    if (week === undefined || at < week.from || at >= week.to) {
      week = { from: at, to: later(at, 6 * DAY), stretches: around(hours, zone, at, edges) };
    }
    return within(week.stretches, at);
  };
}

/** Closed during the hours (quiet hours). */
export function closedDuring(hours: readonly Hours[], zone: Zone): TimeWindow {
  if (hours.length === 0) return alwaysOpen;
  const quiet = during(hours, zone, { start: 'first', end: 'last' });
  return (at) => {
    const { open, until } = quiet(at);
    return { open: !open, until };
  };
}

/** Closed on whole days of the zone's calendar (ISO dates). */
export function closedOn(dates: readonly string[], zone: Zone): TimeWindow {
  const closed = new Set(dates);
  return (at) => {
    const open = !closed.has(localTime(at, zone).date);
    let day = 1;
    // Days in a row are one stretch; an open day is looked at again when it ends.
    while (!open && closed.has(localTime(atLocalMinute(at, zone, day, 720), zone).date)) day += 1;
    return { open, until: atLocalMinute(at, zone, day, 0) };
  };
}

/**
 * The first instant at or after `from` and before `limit` at which every gate is open; null when there is none.
 * Each step moves to the end of a closed stretch, so a week of overlapping hours takes a handful of steps.
 */
export function nextOpening(
  gates: readonly TimeWindow[],
  from: Instant,
  limit: Instant,
): Instant | null {
  let at = from;
  while (at < limit) {
    const closed = gates.map((gate) => gate(at)).filter((state) => !state.open);
    if (closed.length === 0) return at;
    const ends = closed.map((state) => state.until);
    if (ends.includes(null)) return null;
    at = ends.filter((end) => end !== null).reduce((a, b) => (a > b ? a : b));
  }
  return null;
}

/** When closed windows are worth checking again; `open` if all are open, `never` if one never opens. */
export function closedUntil(
  windows: readonly TimeWindow[],
  at: Instant,
): Instant | 'open' | 'never' {
  let last: Instant | undefined;
  for (const window of windows) {
    const { open, until } = window(at);
    if (open) continue;
    if (until === null) return 'never';
    last = last === undefined ? until : latest(last, until);
  }
  return last ?? 'open';
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const isOvernight = (from: string, to: string): boolean => minuteOf(to) <= minuteOf(from);

interface Span<T> {
  start: T;
  end: T;
}
type Stretch = Span<Instant>;

function within(stretches: readonly Stretch[], at: Instant): WindowState {
  const current = stretches.find((stretch) => stretch.start <= at && at < stretch.end);
  // Hours that cover the whole week have no end that could be found; look again in a day.
  const soon = later(at, DAY);
  if (current !== undefined) {
    return { open: true, until: current.end > later(at, 7 * DAY) ? soon : current.end };
  }
  return { open: false, until: stretches.find((stretch) => stretch.start > at)?.start ?? soon };
}

/** The stretches of the hours from yesterday (they may reach into today) to a fortnight from today, in order. */
function around(hours: readonly Hours[], zone: Zone, at: Instant, edges: Edges): Stretch[] {
  const instant = (minute: number, which: 'first' | 'last') =>
    atLocalMinute(at, zone, Math.floor(minute / dayMinutes), modulo(minute, dayMinutes), which);
  // Hours that touch on the wall have no edge between them.
  const stretches = merged(wallClock(hours, localTime(at, zone).weekday)).map((stretch) => ({
    start: instant(stretch.start, edges.start),
    end: instant(stretch.end, edges.end),
  }));
  return merged(stretches.filter(({ start, end }) => start < end));
}

/** The hours in minutes by the clock on the wall, counted from the midnight before today. */
function wallClock(hours: readonly Hours[], today: number): Span<number>[] {
  const spans: Span<number>[] = [];
  for (let day = -1; day <= 15; day++) {
    const weekday = weekdays[modulo(today - 1 + day, 7)];
    for (const { days, from, to } of hours) {
      if (!days.some((name) => name === weekday)) continue;
      const [start, end] = [minuteOf(from), minuteOf(to)];
      const last = isOvernight(from, to) ? day + 1 : day;
      spans.push({ start: day * dayMinutes + start, end: last * dayMinutes + end });
    }
  }
  return spans;
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by;

function merged<T extends number | Instant>(spans: readonly Span<T>[]): Span<T>[] {
  const result: Span<T>[] = [];
  for (const span of [...spans].sort((a, b) => (a.start < b.start ? -1 : 1))) {
    const last = result.at(-1);
    if (last !== undefined && span.start <= last.end) {
      if (span.end > last.end) last.end = span.end;
    } else result.push({ ...span });
  }
  return result;
}

// Weekly hours in a zone, and the one question asked of them: open or closed now, and until when. Hours that cross
// midnight belong to the day on which they begin. Wall-clock time is what counts; an hour that daylight
// saving brings twice counts when it first comes.
import { z } from 'zod';
import { type Instant, later, DAY } from '../time.ts';
import { atLocalMinute, localTime, type Zone } from '../time-zone.ts';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const weekdaySchema = z.enum(weekdays);

const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time from 00:00 to 24:00, such as 21:00');

/** `from` up to but not including `to`; when `to` is not after `from`, it is on the next day. */
export const hoursSchema = z.strictObject({
  days: z.array(weekdaySchema).min(1),
  from: clockTime,
  to: clockTime,
});
export type Hours = z.infer<typeof hoursSchema>;

/** Whether something may happen at an instant, and the next instant at which that may change; null = never. */
export interface Openness {
  open: boolean;
  until: Instant | null;
}

export type Gate = (at: Instant) => Openness;

export const always: Gate = () => ({ open: true, until: null });

/** Open during the hours. Keep the gate: it remembers a week of stretches, and asking it again is then cheap. */
export function openDuring(hours: readonly Hours[], zone: Zone): Gate {
  if (hours.length === 0) return () => ({ open: false, until: null });
  let week: { from: Instant; to: Instant; stretches: Stretch[] } | undefined;
  return (at) => {
    if (week === undefined || at < week.from || at >= week.to) {
      week = { from: at, to: later(at, 6 * DAY), stretches: merged(around(hours, zone, at)) };
    }
    return within(week.stretches, at);
  };
}

/** Closed during the hours (quiet hours). */
export function closedDuring(hours: readonly Hours[], zone: Zone): Gate {
  if (hours.length === 0) return always;
  const during = openDuring(hours, zone);
  return (at) => {
    const { open, until } = during(at);
    return { open: !open, until };
  };
}

/** Closed on whole days of the zone's calendar (ISO dates). */
export function closedOn(dates: readonly string[], zone: Zone): Gate {
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
export function nextOpening(gates: readonly Gate[], from: Instant, limit: Instant): Instant | null {
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

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

interface Stretch {
  start: Instant;
  end: Instant;
}

function within(stretches: readonly Stretch[], at: Instant): Openness {
  const current = stretches.find((stretch) => stretch.start <= at && at < stretch.end);
  // Hours that cover the whole week have no end that could be found; look again in a day.
  const soon = later(at, DAY);
  if (current !== undefined) {
    return { open: true, until: current.end > later(at, 7 * DAY) ? soon : current.end };
  }
  return { open: false, until: stretches.find((stretch) => stretch.start > at)?.start ?? soon };
}

/** The stretches of the hours from yesterday (they may reach into today) to a fortnight from today, in order. */
function around(hours: readonly Hours[], zone: Zone, at: Instant) {
  const today = localTime(at, zone).weekday;
  const stretches: Stretch[] = [];
  for (let day = -1; day <= 15; day++) {
    const weekday = weekdays[(((today - 1 + day) % 7) + 7) % 7];
    for (const { days, from, to } of hours) {
      if (!days.some((name) => name === weekday)) continue;
      const overnight = minuteOf(to) <= minuteOf(from);
      const start = atLocalMinute(at, zone, day, minuteOf(from));
      const end = atLocalMinute(at, zone, overnight ? day + 1 : day, minuteOf(to));
      if (start < end) stretches.push({ start, end });
    }
  }
  return stretches.sort((a, b) => (a.start < b.start ? -1 : 1));
}

function merged(stretches: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = [];
  for (const stretch of stretches) {
    const last = result.at(-1);
    if (last !== undefined && stretch.start <= last.end) {
      if (stretch.end > last.end) last.end = stretch.end;
    } else result.push({ ...stretch });
  }
  return result;
}

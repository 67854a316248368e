// Windows of weekly hours and of holidays. When daylight saving repeats a clock time, the choice leaves less open.
// Opening hours start with the last and end with the first occurrence. Quiet hours start with the first and end with
// the last.
import { type Instant, later, DAY } from '../values/time.ts';
import { atLocalMinute, localTime } from '../values/local-time.ts';
import type { Zone } from '../values/time-zone.ts';
import { type Hours, minutesOf, minutesPerDay, weekdays } from './opening-hours.ts';
import { mergeSpans, type Span } from './span.ts';
import { alwaysOpen, neverOpen, type TimeWindow, type WindowState } from './time-window.ts';

/** Open during the hours. Keep the window: it caches a week, so that the next check is cheap. */
export const openDuring = (hours: readonly Hours[], zone: Zone): TimeWindow =>
  windowOf(hours, zone, { start: 'last', end: 'first' });

/** Closed during the hours (quiet hours). */
export function closedDuring(hours: readonly Hours[], zone: Zone): TimeWindow {
  if (hours.length === 0) return alwaysOpen;
  const quiet = windowOf(hours, zone, { start: 'first', end: 'last' });
  return (at) => {
    const { open, until } = quiet(at);
    return { open: !open, until };
  };
}

/** Closed on whole days of the calendar of the zone (ISO dates). */
export function closedOn(dates: readonly string[], zone: Zone): TimeWindow {
  const closed = new Set(dates);
  return (at) => {
    const open = !closed.has(localTime(at, zone).date);
    let day = 1;
    // Closed days in a row are one closed span. An open day is checked again when it ends.
    while (!open && closed.has(localTime(atLocalMinute(at, zone, day, 720), zone).date)) day += 1;
    return { open, until: atLocalMinute(at, zone, day, 0) };
  };
}

type Occurrences = Readonly<Record<keyof Span<Instant>, 'first' | 'last'>>;

function windowOf(hours: readonly Hours[], zone: Zone, occurrences: Occurrences): TimeWindow {
  if (hours.length === 0) return neverOpen;
  let week: { from: Instant; to: Instant; spans: Span<Instant>[] } | undefined;
  return (at) => {
    if (week === undefined || at < week.from || at >= week.to) {
      const spans = instantSpans(hours, zone, at, occurrences);
      week = { from: at, to: later(at, 6 * DAY), spans };
    }
    return stateAt(week.spans, at);
  };
}

function stateAt(spans: readonly Span<Instant>[], at: Instant): WindowState {
  const current = spans.find(({ start, end }) => start <= at && at < end);
  // Hours that cover the whole week have no end; check again in one day.
  const nextDay = later(at, DAY);
  if (current !== undefined) {
    return { open: true, until: current.end > later(at, 7 * DAY) ? nextDay : current.end };
  }
  return { open: false, until: spans.find(({ start }) => start > at)?.start ?? nextDay };
}

/** The spans of the hours in order, from yesterday (its hours may reach into today) to two weeks after today. */
function instantSpans(
  hours: readonly Hours[],
  zone: Zone,
  at: Instant,
  occurrences: Occurrences,
): Span<Instant>[] {
  const instant = (minute: number, occurrence: 'first' | 'last') => {
    const day = Math.floor(minute / minutesPerDay);
    return atLocalMinute(at, zone, day, modulo(minute, minutesPerDay), occurrence);
  };
  // Merging on the clock first removes the edges between hours that touch.
  const spans = mergeSpans(clockSpans(hours, localTime(at, zone).weekday)).map((span) => ({
    start: instant(span.start, occurrences.start),
    end: instant(span.end, occurrences.end),
  }));
  return mergeSpans(spans.filter(({ start, end }) => start < end));
}

/** The hours in minutes on the local clock, counted from the last midnight. */
function clockSpans(hours: readonly Hours[], today: number): Span<number>[] {
  const spans: Span<number>[] = [];
  for (let day = -1; day <= 15; day++) {
    const weekday = weekdays[modulo(today - 1 + day, 7)];
    const midnight = day * minutesPerDay;
    for (const row of hours) {
      if (!row.days.some((name) => name === weekday)) continue;
      const { start, end } = minutesOf(row);
      spans.push({ start: midnight + start, end: midnight + end });
    }
  }
  return spans;
}

const modulo = (value: number, divisor: number): number => ((value % divisor) + divisor) % divisor;

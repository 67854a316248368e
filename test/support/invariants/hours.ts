// Hours, computed by other means than the engine's: the local time of Intl.
import type { Hours } from '../../../shared/domain/schedule/opening-hours.ts';
import type { Instant } from '../../../shared/domain/values/time.ts';

const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const formats = new Map<string, Intl.DateTimeFormat>();

function wallClock(zone: string, at: Instant): { day: number; minute: number } {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(zone, format);
  const parts = Object.fromEntries(
    format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]),
  );
  const day = names.findIndex((name) => name === parts['weekday']?.toLowerCase());
  return { day, minute: Number(parts['hour']) * 60 + Number(parts['minute']) };
}

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

export function isWithin(hours: readonly Hours[], zone: string, at: Instant): boolean {
  const { day, minute } = wallClock(zone, at);
  const today = names[day];
  const yesterday = names[(day + 6) % 7];
  return hours.some(({ days, from, to }) => {
    const [begin, end] = [minuteOf(from), minuteOf(to)];
    const began = days.some((name) => name === today) && minute >= begin;
    const overnight = end <= begin;
    if (!overnight) return began && minute < end;
    return began || (days.some((name) => name === yesterday) && minute < end);
  });
}

// Weekly hours on the clock of a time zone. Hours across midnight belong to the day on which they start.
import { z } from 'zod';
import { uniqueList } from '../values/unique-list.ts';
import { mergeSpans } from './span.ts';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const weekdaySchema = z.enum(weekdays);

const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time from 00:00 to 24:00, such as 21:00');

/** `from` inclusive, `to` exclusive; if `to` is not after `from`, it is on the next day. */
export const hoursSchema = z.strictObject({
  days: uniqueList(weekdaySchema, weekdays.length).min(1),
  from: clockTime,
  to: clockTime,
});
export type Hours = z.infer<typeof hoursSchema>;

const maxRows = 50;
export const weekSchema = uniqueList(hoursSchema, maxRows);

export const minutesPerDay = 24 * 60;

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** The minutes from the midnight of the day on which the hours start. */
export function minutesOf({ from, to }: Hours): { start: number; end: number } {
  const start = minuteOf(from);
  const end = minuteOf(to);
  return { start, end: end <= start ? end + minutesPerDay : end };
}

/** Whether the hours include every minute of the week. */
export function coverWeek(hours: readonly Hours[]): boolean {
  const week = weekdays.length * minutesPerDay;
  const spans = hours.flatMap((row) =>
    row.days.flatMap((day) => {
      const midnight = weekdays.indexOf(day) * minutesPerDay;
      const { start, end } = minutesOf(row);
      // Hours across the midnight of Sunday continue on Monday.
      return [-week, 0].map((shift) => ({
        start: midnight + start + shift,
        end: midnight + end + shift,
      }));
    }),
  );
  return mergeSpans(spans).some(({ start, end }) => start <= 0 && end >= week);
}

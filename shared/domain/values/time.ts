// Time as data. An Instant is UTC with exactly milliseconds, so that string order is time order, in memory and in the
// store. Nothing here reads a clock.
import { z } from 'zod';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const instantSchema = z.iso.datetime({ precision: 3 }).brand<'Instant'>();
export type Instant = z.infer<typeof instantSchema>;

/** Milliseconds since 1970 as an Instant. Throws RangeError outside the range of Date. */
export function instantOf(ms: number): Instant {
  return new Date(ms).toISOString() as Instant;
}

export const msOf = (instant: Instant): number => Date.parse(instant);

export const later = (instant: Instant, ms: number): Instant => instantOf(msOf(instant) + ms);

/** Milliseconds from `from` to `to`; negative if `to` is earlier. */
export const msBetween = (from: Instant, to: Instant): number => msOf(to) - msOf(from);

export const earliest = (a: Instant, b: Instant): Instant => (a < b ? a : b);

export const latest = (a: Instant, b: Instant): Instant => (a > b ? a : b);

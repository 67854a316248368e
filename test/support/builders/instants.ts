// Named instants. Tests start on a Tuesday at noon in New York: inside every default window, far from daylight
// saving.
import { type Instant, instantOf } from '../../../shared/domain/values/time.ts';

/** An instant in short notation, such as `2026-03-10T16:00Z`. */
export const at = (text: string): Instant => instantOf(Date.parse(text));

/** Tuesday 10 March 2026, 12:00 in New York. */
export const noon = at('2026-03-10T16:00:00Z');
/** The same day, 21:00 in New York: the default quiet hours start. */
export const quietFrom = at('2026-03-11T01:00:00Z');
/** The next day, 08:00 in New York: the default quiet hours end. */
export const quietUntil = at('2026-03-11T12:00:00Z');

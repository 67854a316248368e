// Converts between an instant and the local time of a zone. Temporal computes daylight saving.
import { Temporal } from 'temporal-polyfill';
import type { Zone } from './time-zone.ts';
import { type Instant, instantOf, msOf } from './time.ts';

export interface LocalTime {
  /** ISO date in the zone. */
  date: string;
  /** 1 = Monday … 7 = Sunday. */
  weekday: number;
  /** Minutes since local midnight. */
  minute: number;
}

export function localTime(instant: Instant, zone: Zone): LocalTime {
  const local = toZonedTime(instant, zone);
  return {
    date: local.toPlainDate().toString(),
    weekday: local.dayOfWeek,
    minute: local.hour * 60 + local.minute,
  };
}

/**
 * The instant at which the local time of `zone` is `minute` (0 to 1440). The day is `days` after the day of `from`. If
 * daylight saving skips the time, the result is the first existing time after it. If the time repeats, `occurrence`
 * selects it.
 */
export function atLocalMinute(
  from: Instant,
  zone: Zone,
  days: number,
  minute: number,
  occurrence: 'first' | 'last' = 'first',
): Instant {
  const day = toZonedTime(from, zone)
    .toPlainDate()
    .add({ days: minute === 1440 ? days + 1 : days });
  const time = { hour: Math.floor((minute % 1440) / 60), minute: minute % 60 };
  const target = day.toPlainDateTime(time);
  const disambiguation = occurrence === 'first' ? 'compatible' : 'later';
  const local = target.toZonedDateTime(zone, { disambiguation });
  // Temporal moves a skipped time forward by the length of the gap. This function returns the end of the gap.
  // The first skipped minute is that end itself. The previous transition excludes the instant itself, so add 1 ms.
  const isSkipped = !local.toPlainDateTime().equals(target);
  const first = isSkipped
    ? local.add({ milliseconds: 1 }).getTimeZoneTransition('previous')
    : local;
  return instantOf((first ?? local).epochMilliseconds);
}

const toZonedTime = (instant: Instant, zone: Zone) =>
  Temporal.Instant.fromEpochMilliseconds(msOf(instant)).toZonedDateTimeISO(zone);

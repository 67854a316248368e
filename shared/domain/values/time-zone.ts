// Time zones: IANA or Windows names become an IANA zone, and an instant becomes local time. Temporal computes
// daylight saving.
import { getAllTimezones, getCountry } from 'countries-and-timezones';
import { Temporal } from 'temporal-polyfill';
import { findIana } from 'windows-iana';
import { z } from 'zod';
import { type Instant, instantOf, msOf } from './time.ts';

export const zoneSchema = z.string().refine(isZone, 'must be an IANA time zone').brand<'Zone'>();
export type Zone = z.infer<typeof zoneSchema>;

export const utc = zoneSchema.parse('UTC');

function isZone(name: string): boolean {
  // Temporal also accepts an offset or a date-time as a zone; neither has daylight saving.
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

// One cache entry per name: a file of 100,000 rows contains a few dozen names.
const known = new Map<string, Zone | null>();

/** The zone for an IANA name or a Windows name (`Pacific Standard Time`); null if unknown. */
export function parseZone(name: string): Zone | null {
  const cached = known.get(name);
  if (cached !== undefined) return cached;
  const candidate = isZone(name) ? name : (findIana(name)[0] ?? '');
  const zone = zoneSchema.safeParse(candidate).data ?? null;
  if (known.size < 10_000) known.set(name, zone);
  return zone;
}

/** Whether a zone name starts with the text; letter case does not matter. */
export const isZonePrefix = (beginning: string): boolean =>
  Object.keys(getAllTimezones({ deprecated: true })).some((name) =>
    name.toLowerCase().startsWith(beginning.toLowerCase()),
  );

const zonesByCountry = new Map<string, readonly Zone[]>();

/** The zones of a country (ISO 3166, two letters); empty if unknown. */
export function zonesOf(country: string | null): readonly Zone[] {
  if (country === null) return [];
  const kept = zonesByCountry.get(country);
  if (kept !== undefined) return kept;
  const names = getCountry(country)?.timezones ?? [];
  const zones = names.flatMap((name) => zoneSchema.safeParse(name).data ?? []);
  zonesByCountry.set(country, zones);
  return zones;
}

export interface LocalTime {
  /** ISO date in the zone. */
  date: string;
  /** 1 = Monday … 7 = Sunday. */
  weekday: number;
  /** Minutes since local midnight. */
  minute: number;
}

export function localTime(instant: Instant, zone: Zone): LocalTime {
  const local = zoned(instant, zone);
  return {
    date: local.toPlainDate().toString(),
    weekday: local.dayOfWeek,
    minute: local.hour * 60 + local.minute,
  };
}

/**
 * The instant at which the local time of `zone` is `minute` (0 to 1440) on the day `days` after the day of `from`. A
 * time that daylight saving skips becomes the first existing time after it. A repeated time is the first one, or the
 * last one on request.
 */
export function atLocalMinute(
  from: Instant,
  zone: Zone,
  days: number,
  minute: number,
  which: 'first' | 'last' = 'first',
): Instant {
  const day = zoned(from, zone)
    .toPlainDate()
    .add({ days: minute === 1440 ? days + 1 : days });
  const time = { hour: Math.floor((minute % 1440) / 60), minute: minute % 60 };
  const wanted = day.toPlainDateTime(time);
  const disambiguation = which === 'first' ? 'compatible' : 'later';
  const local = wanted.toZonedDateTime(zone, { disambiguation });
  // Temporal moves a skipped time forward by the length of the gap, but the end of the gap is wanted. The first
  // skipped minute lands on that end itself, and the previous transition of an instant is never the instant.
  const skipped = !local.toPlainDateTime().equals(wanted);
  const first = skipped ? local.add({ milliseconds: 1 }).getTimeZoneTransition('previous') : local;
  return instantOf((first ?? local).epochMilliseconds);
}

const zoned = (instant: Instant, zone: Zone) =>
  Temporal.Instant.fromEpochMilliseconds(msOf(instant)).toZonedDateTimeISO(zone);

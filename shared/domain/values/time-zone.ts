// Time zones: what people write (IANA or Windows names) becomes an IANA zone; local time is read from an instant.
// Temporal does the arithmetic, daylight saving included.
import { getAllTimezones, getCountry } from 'countries-and-timezones';
import { Temporal } from 'temporal-polyfill';
import { findIana } from 'windows-iana';
import { z } from 'zod';
import { type Instant, instantOf, msOf } from './time.ts';

export const zoneSchema = z.string().refine(isZone, 'must be an IANA time zone').brand<'Zone'>();
export type Zone = z.infer<typeof zoneSchema>;

export const utc = zoneSchema.parse('UTC');

function isZone(name: string): boolean {
  // Temporal also takes an offset or a whole date-time for a zone; neither says anything of daylight saving.
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

// One answer per name: a file of 100,000 rows holds a few dozen.
const known = new Map<string, Zone | null>();

/** The zone that a person means by `name`: an IANA name or a Windows name (`Pacific Standard Time`); null if unknown. */
export function parseZone(name: string): Zone | null {
  const cached = known.get(name);
  if (cached !== undefined) return cached;
  const candidate = isZone(name) ? name : (findIana(name)[0] ?? '');
  const zone = zoneSchema.safeParse(candidate).data ?? null;
  if (known.size < 10_000) known.set(name, zone);
  return zone;
}

/** Whether the name of any zone begins so; letter case does not matter. */
export const isZonePrefix = (beginning: string): boolean =>
  Object.keys(getAllTimezones({ deprecated: true })).some((name) =>
    name.toLowerCase().startsWith(beginning.toLowerCase()),
  );

const zonesByCountry = new Map<string, readonly Zone[]>();

/** The zones of a country (ISO 3166, two letters); none where it is not known. */
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
  /** Minutes since local midnight by the clock on the wall. */
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
 * The instant at which the wall clock of `zone` shows `minute` (0 to 1440) of the local day `days` after that of `from`.
 * A time that daylight saving skips is the first that exists after it; of one that comes twice it is the first, or the
 * last where that is asked for.
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
  // Temporal carries a skipped time over by the length of the gap; its end is what comes first. The very first skipped
  // minute lands on that end itself, and the transition before an instant never is that instant.
  const skipped = !local.toPlainDateTime().equals(wanted);
  const first = skipped ? local.add({ milliseconds: 1 }).getTimeZoneTransition('previous') : local;
  return instantOf((first ?? local).epochMilliseconds);
}

const zoned = (instant: Instant, zone: Zone) =>
  Temporal.Instant.fromEpochMilliseconds(msOf(instant)).toZonedDateTimeISO(zone);

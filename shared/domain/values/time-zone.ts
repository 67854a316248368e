// Time zones: an IANA or Windows name becomes an IANA zone.
import { getAllTimezones, getCountry } from 'countries-and-timezones';
import { Temporal } from 'temporal-polyfill';
import { findIana } from 'windows-iana';
import { z } from 'zod';

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
const zonesByName = new Map<string, Zone | null>();

/** The zone for an IANA name or a Windows name (`Pacific Standard Time`); null if unknown. */
export function parseZone(name: string): Zone | null {
  const cached = zonesByName.get(name);
  if (cached !== undefined) return cached;
  const candidate = isZone(name) ? name : (findIana(name)[0] ?? '');
  const zone = zoneSchema.safeParse(candidate).data ?? null;
  if (zonesByName.size < 10_000) zonesByName.set(name, zone);
  return zone;
}

/** Whether a zone name starts with the text; letter case does not matter. */
export const isZonePrefix = (prefix: string): boolean =>
  Object.keys(getAllTimezones({ deprecated: true })).some((name) =>
    name.toLowerCase().startsWith(prefix.toLowerCase()),
  );

const zonesByCountry = new Map<string, readonly Zone[]>();

/** The zones of a country (ISO 3166, two letters); empty if unknown. */
export function zonesOf(country: string | null): readonly Zone[] {
  if (country === null) return [];
  const cached = zonesByCountry.get(country);
  if (cached !== undefined) return cached;
  const names = getCountry(country)?.timezones ?? [];
  const zones = names.flatMap((name) => zoneSchema.safeParse(name).data ?? []);
  zonesByCountry.set(country, zones);
  return zones;
}

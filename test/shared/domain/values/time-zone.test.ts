import { expect, test } from 'vitest';
import { localTime } from '../../../../shared/domain/values/local-time.ts';
import {
  isZonePrefix,
  parseZone,
  zonesOf,
  zoneSchema,
} from '../../../../shared/domain/values/time-zone.ts';
import { noon } from '../../../support/builders/instants.ts';

test.each([
  ['America/New_York', 'America/New_York'],
  ['Pacific Standard Time', 'America/Los_Angeles'],
  ['India Standard Time', 'Asia/Kolkata'],
  ['UTC', 'UTC'],
])('parseZone reads the name %s as the zone %s', (name, zone) => {
  // A Windows name may lead to an older spelling of the same zone, such as Asia/Calcutta.
  const parsed = parseZone(name);
  expect(parsed).not.toBeNull();
  expect(localTime(noon, parsed!)).toEqual(localTime(noon, zoneSchema.parse(zone)));
});

test.each([
  'Mars/Olympus',
  '',
  '+05:30',
  '-08',
  'Standard Time',
  '2024-05-01T10:00:00-08:00',
  '2024-05-01T10:00[America/New_York]',
])('parseZone returns null for %j, also from its cache', (name) => {
  expect(parseZone(name)).toBeNull();
  expect(parseZone(name)).toBeNull();
});

test.each([
  ['america/', true],
  ['US/', true],
  ['Mars', false],
])('isZonePrefix(%j) is %s', (prefix, expected) => {
  expect(isZonePrefix(prefix)).toBe(expected);
});

test('zonesOf returns the zones of a known country, and none for an unknown or a missing one', () => {
  expect(zonesOf('IN')).toEqual([zoneSchema.parse('Asia/Kolkata')]);
  expect(zonesOf('IN')).toBe(zonesOf('IN'));
  expect(zonesOf('XX')).toEqual([]);
  expect(zonesOf(null)).toEqual([]);
});

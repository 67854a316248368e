import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parsePhone } from '../../../shared/domain/values/phone.ts';
import { createContactFile, createDemoFile } from './contacts.ts';
import { nextTuesdayAtFour } from '../stack/local-start.ts';
import { behaviorOf } from './people.ts';
import { cities } from './cities.ts';
import { isQuiet } from './quiet-hours.ts';

test('the generator produces contacts.csv byte for byte', () => {
  const kept = readFileSync(join(import.meta.dirname, 'contacts.csv'));
  expect(createDemoFile().bytes.equals(kept)).toBe(true);
});

test('a longer file starts with the same rows and continues with valid rows of other contacts', () => {
  const [short, long] = [createDemoFile(), createContactFile(2000)];
  expect(long.bytes.subarray(0, short.bytes.length).equals(short.bytes)).toBe(true);
  expect({ rows: long.rows, accepted: long.accepted }).toEqual({ rows: 2000, accepted: 1992 });
  expect(long.faults).toEqual(short.faults);
  expect(long.numbers.length).toBeGreaterThan(2000);
  expect(createContactFile(24)).toMatchObject({ rows: 24, accepted: 23, faults: [{ line: 21 }] });
});

test('the file has 200 rows, eight of them invalid for eight different reasons', () => {
  const { rows, accepted, faults } = createDemoFile();
  expect({ rows, accepted }).toEqual({ rows: 200, accepted: 192 });
  // The ninth issue belongs to a row that is accepted.
  expect(new Set(faults.slice(0, 8).map(({ reason }) => reason)).size).toBe(8);
  expect(faults).toHaveLength(9);
});

const samples = [42, 142, 242, 342, 442, 542, 642, 742];
test.each(
  cities.flatMap((place) =>
    samples.flatMap((n) => place.number(n).written.map((text) => ({ place, n, text }))),
  ),
)('$text is read as the intended number', ({ place, n, text }) => {
  const { e164 } = place.number(n);
  expect(parsePhone(text, place.country)).toMatchObject({ kind: 'valid', number: e164 });
});

test('a number always behaves the same way, and the file contains every kind of behavior', () => {
  const { numbers } = createDemoFile();
  const people = numbers.map(behaviorOf);
  expect(numbers.map(behaviorOf)).toEqual(people);
  const outcomes = new Set(people.map(({ outcome }) => outcome));
  expect([...outcomes].sort()).toEqual(
    ['answer', 'busy', 'declined', 'failed', 'invalid', 'machine', 'noAnswer'].sort(),
  );
  expect(people.some(({ sms }) => sms === 'STOP')).toBe(true);
});

const overnight = [
  { type: 'mobile', quietHours: [{ days: ['mon', 'tue'], from: '21:00', to: '08:00' }] },
];

test.each([
  { at: '2026-01-06T13:00:00Z', quiet: false, why: '08:00 in New York is open' },
  { at: '2026-01-06T12:59:00Z', quiet: true, why: '07:59 belongs to the night of Monday' },
  { at: '2026-01-07T02:00:00Z', quiet: true, why: '21:00 on Tuesday is quiet' },
  { at: '2026-01-07T12:59:00Z', quiet: true, why: 'the night of Tuesday ends on Wednesday' },
  { at: '2026-01-08T03:00:00Z', quiet: false, why: 'Wednesday has no quiet night' },
])('$why', ({ at, quiet }) => {
  expect(isQuiet(overnight, 'mobile', 'America/New_York', Date.parse(at))).toBe(quiet);
});

test.each([
  ['2026-03-02T09:00:00Z', '2026-03-03T16:00:00.000Z'],
  ['2026-03-03T00:00:00Z', '2026-03-10T16:00:00.000Z'],
  ['2026-03-08T23:59:59Z', '2026-03-10T16:00:00.000Z'],
])('the Tuesday after %s is %s', (now, start) => {
  expect(new Date(nextTuesdayAtFour(Date.parse(now))).toISOString()).toBe(start);
});

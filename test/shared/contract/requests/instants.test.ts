// Times in the notation of callers, and as they are stored.
import { expect, test } from 'vitest';
import { readInstant } from '../../../../shared/contract/requests/instants.ts';
import { accepted, aDocument, refused } from '../../../support/builders/document.ts';

const kept = '2026-12-24T18:00:00.000Z';

test.each([
  ['as it is kept', kept, kept],
  ['without milliseconds', '2026-12-24T18:00:00Z', kept],
  [
    'with seven digits, as utcNow() gives',
    '2026-12-24T18:00:00.1234567Z',
    kept.replace('000', '123'),
  ],
  ['with one digit', '2026-12-24T18:00:00.5Z', kept.replace('000', '500')],
  ['with an offset', '2026-12-24T19:30:00+01:30', kept],
  ['with an offset over midnight', '2026-12-25T02:00:00.000+08:00', kept],
  ['west of Greenwich', '2026-12-24T10:00:00-08:00', kept],
  ['with the unknown offset -00:00', '2026-12-24T18:00:00-00:00', kept],
  ['in lower case', '2026-12-24t18:00:00z', kept],
])('an instant %s is read: %j', (_how, written, instant) => {
  expect(readInstant(written)).toBe(instant);
  expect(
    accepted('cancellationPolicy', aDocument('cancellationPolicy', { until: written })),
  ).toMatchObject({ until: instant });
});

test.each([
  ['a day', '2026-12-24'],
  ['a time without an offset', '2026-12-24T18:00:00'],
  ['a day that does not exist', '2026-02-30T18:00:00Z'],
  ['a day-first date', '24.12.2026 18:00'],
  ['seconds since 1970', 1_798_000_000],
  ['a text', 'tomorrow'],
])('%s is refused unchanged', (_which, until) => {
  expect(readInstant(until)).toBe(until);
  const [issue] = refused('cancellationPolicy', aDocument('cancellationPolicy', { until }));
  expect(issue).toMatchObject({ path: 'until', value: until });
  if (typeof until === 'string') {
    expect(issue?.message).toBe(
      'must be a time with its offset from UTC, such as 2026-12-24T18:00:00Z, or null',
    );
  }
});

test('null stays null', () => {
  const document = aDocument('cancellationPolicy', { until: null });
  expect(accepted('cancellationPolicy', document)).toMatchObject({ until: null });
});

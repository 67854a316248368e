import { describe, expect, test } from 'vitest';
import { readHeader } from '../../../../shared/domain/intake/columns.ts';
import { type IntakeSettings, readRow } from '../../../../shared/domain/intake/row.ts';

const settings: IntakeSettings = { phoneTypes: ['mobile', 'business'], country: 'US' };

/** Reads one row, given as the columns that it fills. */
function read(row: Record<string, string>, given: Partial<IntakeSettings> = {}) {
  const header = readHeader(Object.keys(row));
  if (header.kind === 'fault') throw new Error(header.message);
  const raw = { line: 7, cells: Object.values(row) };
  return readRow(raw, header.columns, { ...settings, ...given });
}

function readAccepted(...given: Parameters<typeof read>) {
  const reading = read(...given);
  if (reading.kind === 'rejected') throw new Error('The row was rejected.');
  return reading;
}

const good = { UniqueIdentifier: 'C-1', MobilePhoneNumber: '206 555 0100' };

test('a full row becomes a contact, with every other column as an input attribute', () => {
  const { row, faults } = readAccepted({
    ...good,
    ID: 'A-1',
    HomePhoneNumber: '+44 20 7946 0958',
    FirstName: ' Ada ',
    LastName: 'Byron',
    Email: 'ada@example.com',
    Country: 'US',
    State: 'NY',
    City: 'New York',
    PostalCode: '10001',
    AddressLine: '1 Main Street',
    TimeZone: 'America/New_York',
    Priority: '5',
    Plan: 'gold',
    Note: '',
  });
  expect(faults).toEqual([]);
  expect(row).toEqual({
    line: 7,
    account: 'A-1',
    identifier: 'C-1',
    person: {
      firstName: 'Ada',
      lastName: 'Byron',
      email: 'ada@example.com',
      phones: [
        { type: 'mobile', number: '+12065550100' },
        { type: 'home', number: '+442079460958' },
      ],
      country: 'US',
      state: 'NY',
      city: 'New York',
      postalCode: '10001',
      addressLine: '1 Main Street',
      zone: 'America/New_York',
    },
    priority: '5',
    inputAttributes: { Plan: 'gold' },
  });
});

test('an absent value is empty, and an absent zone, account or priority is null', () => {
  expect(read({ ...good, ID: ' ', Priority: '', TimeZone: '' })).toMatchObject({
    kind: 'accepted',
    row: { account: null, priority: null, person: { firstName: '', zone: null } },
    faults: [],
  });
});

describe('a number without + is read', () => {
  test.each([
    {
      name: 'with the country of the row',
      row: { Country: 'GB', MobilePhoneNumber: '020 7946 0958' },
      country: 'US',
    },
    {
      name: 'with the country of the workstream if the row has none',
      row: { MobilePhoneNumber: '020 7946 0958' },
      country: 'GB',
    },
  ])('$name', ({ row, country }) => {
    const reading = readAccepted({ UniqueIdentifier: 'C-1', ...row }, { country });
    expect(reading.row.person.phones).toEqual([{ type: 'mobile', number: '+442079460958' }]);
  });

  test('as a fault without any country', () => {
    expect(read(good, { country: null })).toMatchObject({
      kind: 'rejected',
      faults: [{ field: 'MobilePhoneNumber', reason: 'invalidNumber', rowKept: false }],
    });
  });
});

test('an invalid number in a row with a valid one is a fault, and the row is kept', () => {
  const { row, faults } = readAccepted({ ...good, BusinessPhoneNumber: 'none' });
  expect(row.person.phones).toEqual([{ type: 'mobile', number: '+12065550100' }]);
  expect(faults).toEqual([
    {
      line: 7,
      field: 'BusinessPhoneNumber',
      reason: 'invalidNumber',
      message: 'The value is not a telephone number.',
      rowKept: true,
    },
  ]);
});

describe('a row is rejected', () => {
  const rejected = (field: string, reason: string) => ({
    kind: 'rejected',
    faults: [{ line: 7, field, reason, rowKept: false }],
  });

  test.each([
    {
      name: 'without an identifier',
      row: { ...good, UniqueIdentifier: ' ' },
      field: 'UniqueIdentifier',
      reason: 'missingValue',
    },
    {
      name: 'with an identifier that is too long',
      row: { ...good, UniqueIdentifier: 'x'.repeat(256) },
      field: 'UniqueIdentifier',
      reason: 'valueTooLong',
    },
    {
      name: 'with a value that is too long',
      row: { ...good, Plan: 'x'.repeat(4001) },
      field: 'Plan',
      reason: 'valueTooLong',
    },
    {
      name: 'with a named value that is too long',
      row: { ...good, City: 'x'.repeat(4001) },
      field: 'City',
      reason: 'valueTooLong',
    },
    {
      name: 'with an unknown zone',
      row: { ...good, TimeZone: 'Mars' },
      field: 'TimeZone',
      reason: 'unknownTimeZone',
    },
    {
      name: 'with bytes that are not text',
      row: { ...good, Plan: 'caf\uFFFD' },
      field: '',
      reason: 'notUtf8',
    },
    {
      name: 'without any number',
      row: { ...good, MobilePhoneNumber: '' },
      field: '',
      reason: 'noUsableNumber',
    },
    {
      name: 'with a number of an unused type alone',
      row: { UniqueIdentifier: 'C-1', HomePhoneNumber: '206 555 0100' },
      field: '',
      reason: 'noUsableNumber',
    },
    {
      name: 'with nothing but a bad number',
      row: { ...good, MobilePhoneNumber: 'none' },
      field: 'MobilePhoneNumber',
      reason: 'invalidNumber',
    },
  ])('$name', ({ row, field, reason }) => {
    expect(read(row)).toMatchObject(rejected(field, reason));
  });

  test.each([[['C-1']], [['C-1', '206 555 0100', 'more']]])(
    'with too few or too many values: %j',
    (cells) => {
      const header = readHeader(Object.keys(good));
      if (header.kind === 'fault') throw new Error(header.message);
      expect(readRow({ line: 7, cells }, header.columns, settings)).toMatchObject(
        rejected('', 'wrongColumnCount'),
      );
    },
  );

  test('with rowKept false in each of its faults', () => {
    const { faults } = read({ ...good, MobilePhoneNumber: 'none', BusinessPhoneNumber: '1' });
    expect(faults.map(({ rowKept }) => rowKept)).toEqual([false, false]);
  });
});

test('a row of up to 128 KB is accepted, and a longer one is rejected with the limit', () => {
  const wide = (columns: number) =>
    Object.fromEntries([...Array(columns).keys()].map((n) => [`Extra ${n}`, 'x'.repeat(4000)]));
  expect(read({ ...good, ...wide(32) })).toMatchObject({ row: { identifier: 'C-1' }, faults: [] });
  expect(read({ ...good, ...wide(33) })).toMatchObject({
    kind: 'rejected',
    faults: [{ line: 7, field: '', reason: 'rowTooLong', rowKept: false }],
  });
});

test('the length of a row counts its stored bytes', () => {
  const wide = Object.fromEntries([...Array(12).keys()].map((n) => [`${n}`, '京'.repeat(4000)]));
  expect(read({ ...good, ...wide }).faults).toMatchObject([{ reason: 'rowTooLong' }]);
});

// One row of a contact file. An unusable row is a fault with its line, field and reason. It is never an error, because
// one row must not stop the file. A row with an invalid and a valid number has a fault too. It is kept with the valid
// number.
import type { Person } from '../contact/contact.ts';
import { parsePhone, type PhoneType } from '../values/phone.ts';
import { parseZone } from '../values/time-zone.ts';
import { checkCells } from './check-cells.ts';
import { type Columns, type NamedColumn, phoneColumns } from './columns.ts';

export const rowIssueReasons = [
  'missingValue',
  'invalidNumber',
  'noUsableNumber',
  'unknownTimeZone',
  'wrongColumnCount',
  'duplicateRow',
  'chainTooLong',
  'valueTooLong',
  'rowTooLong',
  'openQuote',
  'brokenQuote',
  'notUtf8',
] as const;
type RowIssueReason = (typeof rowIssueReasons)[number];

export interface RowIssue {
  line: number;
  /** The column; empty for the whole row. */
  field: string;
  reason: RowIssueReason;
  message: string;
  /** Whether the row was accepted without the faulty value. */
  rowKept: boolean;
}

export interface RawRow {
  line: number;
  cells: readonly string[];
}

export interface IntakeRow {
  line: number;
  /** The ID column: rows with the same value are one account; null if it is empty. */
  account: string | null;
  identifier: string;
  person: Omit<Person, 'identifiedBy'>;
  priority: string | null;
  inputAttributes: Record<string, string>;
}

export interface IntakeSettings {
  /** The phone types of the engagement, in its order. */
  phoneTypes: readonly PhoneType[];
  /** The country of a number without + if the row has no country. */
  country: string | null;
}

/** Also an accepted row can have faults: a faulty value is left out. */
export type RowReading =
  | { kind: 'accepted'; row: IntakeRow; faults: readonly RowIssue[] }
  | { kind: 'rejected'; faults: readonly RowIssue[] };

const maxIdentifierLength = 255;

export function readRow(raw: RawRow, columns: Columns, settings: IntakeSettings): RowReading {
  const reject = (field: string, reason: RowIssueReason, message: string): RowReading => ({
    kind: 'rejected',
    faults: [{ line: raw.line, field, reason, message, rowKept: false }],
  });

  const issue = checkCells(raw.cells, columns);
  if (issue !== null) return reject(issue.field, issue.reason, issue.message);
  const text = (column: NamedColumn): string => {
    const position = columns.named.get(column);
    return position === undefined ? '' : (raw.cells[position] ?? '').trim();
  };

  const identifier = text('UniqueIdentifier');
  if (identifier === '') return reject('UniqueIdentifier', 'missingValue', 'It is empty.');
  if (identifier.length > maxIdentifierLength) {
    const message = `It may have up to ${maxIdentifierLength} characters.`;
    return reject('UniqueIdentifier', 'valueTooLong', message);
  }

  const zoneName = text('TimeZone');
  const zone = zoneName === '' ? null : parseZone(zoneName);
  if (zoneName !== '' && zone === null) {
    // A guessed time zone could dial the contact at night.
    const message = `'${zoneName}' is neither an IANA nor a Windows time zone.`;
    return reject('TimeZone', 'unknownTimeZone', message);
  }

  const country = text('Country');
  const { phones, faults } = readPhones(
    raw.line,
    text,
    country === '' ? settings.country : country,
  );
  if (!phones.some(({ type }) => settings.phoneTypes.includes(type))) {
    if (faults.length > 0) return { kind: 'rejected', faults: faults.map(notKept) };
    const used = settings.phoneTypes.join(', ');
    const message = `The row has no number of a type that the engagement uses (${used}).`;
    return reject('', 'noUsableNumber', message);
  }

  const priority = text('Priority');
  const account = text('ID');
  const row: IntakeRow = {
    line: raw.line,
    account: account === '' ? null : account,
    identifier,
    person: {
      firstName: text('FirstName'),
      lastName: text('LastName'),
      email: text('Email'),
      phones,
      country,
      state: text('State'),
      city: text('City'),
      postalCode: text('PostalCode'),
      addressLine: text('AddressLine'),
      zone,
    },
    priority: priority === '' ? null : priority,
    inputAttributes: inputAttributesOf(raw, columns),
  };
  return { kind: 'accepted', row, faults };
}

const phoneEntries = Object.entries(phoneColumns) as [keyof typeof phoneColumns, PhoneType][];

function readPhones(line: number, text: (column: NamedColumn) => string, country: string | null) {
  const phones: Person['phones'] = [];
  const faults: RowIssue[] = [];
  for (const [field, type] of phoneEntries) {
    const value = text(field);
    if (value === '') continue;
    const parsed = parsePhone(value, country ?? undefined);
    if (parsed.kind === 'valid') {
      phones.push({ type, number: parsed.number });
    } else {
      const message = `The value ${parsed.reason}.`;
      faults.push({ line, field, reason: 'invalidNumber', message, rowKept: true });
    }
  }
  return { phones, faults };
}

const notKept = (fault: RowIssue): RowIssue => ({ ...fault, rowKept: false });

function inputAttributesOf(raw: RawRow, columns: Columns): Record<string, string> {
  const attributes = columns.extra
    .map(({ name, position }) => [name, (raw.cells[position] ?? '').trim()] as const)
    .filter(([, value]) => value !== '');
  return Object.fromEntries(attributes);
}

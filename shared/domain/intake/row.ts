// One row of a contact file. An unusable row is a fault with its line, field and reason, never an error, so that it does
// not stop the file. A row with an invalid number and a valid one has a fault too, but it is kept with the valid number.
import type { Person } from '../contact/contact.ts';
import { parsePhone, type PhoneType } from '../values/phone.ts';
import { parseZone } from '../values/time-zone.ts';
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
  /** The phone types that the engagement uses, in its order. */
  phoneTypes: readonly PhoneType[];
  /** The country of a number without + if the row has no country. */
  country: string | null;
}

export const maxValueLength = 4000;
const maxIdentifierLength = 255;
/** Five rows make one task, and a task is one document of at most 2 MB. */
const maxRowBytes = 128 * 1024;

export function readRow(
  raw: RawRow,
  columns: Columns,
  settings: IntakeSettings,
): { row: IntakeRow | null; faults: readonly RowIssue[] } {
  const faults: RowIssue[] = [];
  const refuse = (field: string, reason: RowIssueReason, message: string) => {
    faults.push({ line: raw.line, field, reason, message, rowKept: false });
    return { row: null, faults: faults.map((fault) => ({ ...fault, rowKept: false })) };
  };

  if (raw.cells.length !== columns.width) {
    const counts = `${raw.cells.length} values for ${columns.width} columns`;
    return refuse('', 'wrongColumnCount', `The row has ${counts}.`);
  }
  if (raw.cells.some((cell) => cell.includes('\uFFFD'))) {
    return refuse(
      '',
      'notUtf8',
      'The row contains bytes that are not UTF-8; save the file as UTF-8.',
    );
  }
  const long = raw.cells.findIndex((cell) => cell.length > maxValueLength);
  if (long >= 0) {
    const message = `A value may have up to ${maxValueLength} characters.`;
    return refuse(nameAt(columns, long), 'valueTooLong', message);
  }
  if (isTooLong(raw.cells)) {
    return refuse('', 'rowTooLong', `A row may have up to ${maxRowBytes / 1024} KB.`);
  }
  const text = (column: NamedColumn): string => {
    const position = columns.named.get(column);
    return position === undefined ? '' : (raw.cells[position] ?? '').trim();
  };

  const identifier = text('UniqueIdentifier');
  if (identifier === '') return refuse('UniqueIdentifier', 'missingValue', 'It is empty.');
  if (identifier.length > maxIdentifierLength) {
    const message = `It may have up to ${maxIdentifierLength} characters.`;
    return refuse('UniqueIdentifier', 'valueTooLong', message);
  }

  const zoneName = text('TimeZone');
  const zone = zoneName === '' ? null : parseZone(zoneName);
  if (zoneName !== '' && zone === null) {
    // A guessed time zone could dial the contact at night.
    const message = `'${zoneName}' is neither an IANA nor a Windows time zone.`;
    return refuse('TimeZone', 'unknownTimeZone', message);
  }

  const country = text('Country');
  const phones: Person['phones'] = [];
  for (const [column, type] of phoneEntries) {
    const value = text(column);
    if (value === '') continue;
    const parsed = parsePhone(value, country === '' ? (settings.country ?? undefined) : country);
    if (parsed.kind === 'valid') phones.push({ type, number: parsed.number });
    else {
      const message = `The value ${parsed.reason}.`;
      faults.push({
        line: raw.line,
        field: column,
        reason: 'invalidNumber',
        message,
        rowKept: true,
      });
    }
  }
  if (!phones.some(({ type }) => settings.phoneTypes.includes(type))) {
    if (faults.length > 0) return { row: null, faults: faults.map(notKept) };
    const used = settings.phoneTypes.join(', ');
    const message = `The row has no number of a type that the engagement uses (${used}).`;
    return refuse('', 'noUsableNumber', message);
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
    inputAttributes: attributes(raw, columns),
  };
  return { row, faults };
}

/** Counts stored bytes: a character has up to six. */
function isTooLong(cells: readonly string[]): boolean {
  const characters = cells.reduce((sum, cell) => sum + cell.length, 0);
  if (characters * 6 <= maxRowBytes) return false;
  return new TextEncoder().encode(JSON.stringify(cells)).length > maxRowBytes;
}

const phoneEntries = Object.entries(phoneColumns) as [keyof typeof phoneColumns, PhoneType][];

const notKept = (fault: RowIssue): RowIssue => ({ ...fault, rowKept: false });

function attributes(raw: RawRow, columns: Columns): Record<string, string> {
  const found = columns.extra
    .map(({ name, position }) => [name, (raw.cells[position] ?? '').trim()] as const)
    .filter(([, value]) => value !== '');
  return Object.fromEntries(found);
}

function nameAt(columns: Columns, position: number): string {
  for (const [name, at] of columns.named) if (at === position) return name;
  return columns.extra.find((column) => column.position === position)?.name ?? '';
}

// The header of a contact file. Named columns are the contact's own attributes; every other column is passed through
// to the representative as an input attribute.
import type { PhoneType } from '../values/phone.ts';

export const phoneColumns = {
  MobilePhoneNumber: 'mobile',
  BusinessPhoneNumber: 'business',
  HomePhoneNumber: 'home',
} as const satisfies Record<string, PhoneType>;

const textColumns = [
  'FirstName',
  'LastName',
  'Email',
  'Country',
  'State',
  'City',
  'PostalCode',
  'AddressLine',
] as const;

const otherColumns = ['UniqueIdentifier', 'ID', 'TimeZone', 'Priority'] as const;

const namedColumns = [
  ...otherColumns,
  ...(Object.keys(phoneColumns) as (keyof typeof phoneColumns)[]),
  ...textColumns,
];
export type NamedColumn = (typeof namedColumns)[number];

export interface Columns {
  width: number;
  /** Where each named column stands; absent columns are not in it. */
  named: ReadonlyMap<NamedColumn, number>;
  /** The other columns, by position. */
  extra: readonly { name: string; position: number }[];
}

/** Every row carries the names of its extra columns into its task. */
const mostColumns = 500;
const longestName = 255;

export type Header = { kind: 'columns'; columns: Columns } | { kind: 'fault'; message: string };

export function readHeader(cells: readonly string[]): Header {
  const names = cells.map((cell) => cell.trim());
  const fault = (message: string): Header => ({ kind: 'fault', message });

  if (names.length > mostColumns) {
    return fault(`It has ${names.length} columns; a contact file may have up to ${mostColumns}.`);
  }
  const long = names.findIndex((name) => name.length > longestName);
  if (long >= 0) {
    return fault(`The name of column ${long + 1} has more than ${longestName} characters.`);
  }
  const separator = [';', '\t', '|'].find((mark) => names.length === 1 && names[0]?.includes(mark));
  if (separator !== undefined) {
    const shown = separator === '\t' ? 'tabs' : `'${separator}'`;
    return fault(`The columns are separated by ${shown}; a contact file separates them by commas.`);
  }
  const seen = new Set<string>();
  for (const name of names) {
    const key = name.toLowerCase();
    if (name !== '' && seen.has(key)) return fault(`The column '${name}' stands twice.`);
    seen.add(key);
  }

  const named = new Map<NamedColumn, number>();
  const extra: { name: string; position: number }[] = [];
  for (const [position, name] of names.entries()) {
    const column = namedColumns.find((known) => known.toLowerCase() === name.toLowerCase());
    if (column !== undefined) named.set(column, position);
    else if (name !== '') extra.push({ name, position });
  }
  const found = names.filter((name) => name !== '').join(', ') || 'none';
  if (!named.has('UniqueIdentifier')) {
    return fault(`The required column 'UniqueIdentifier' is missing; found: ${found}.`);
  }
  const phones = Object.keys(phoneColumns);
  if (!namedColumns.some((column) => phones.includes(column) && named.has(column))) {
    return fault(`At least one of the columns ${phones.join(', ')} is required; found: ${found}.`);
  }
  return { kind: 'columns', columns: { width: names.length, named, extra } };
}

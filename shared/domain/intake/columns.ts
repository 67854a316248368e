// The header of a contact file. Named columns are fields of the contact. Every other column is an input attribute, which
// the representative sees.
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
  /** The position of each named column of the file. */
  named: ReadonlyMap<NamedColumn, number>;
  /** The other columns. */
  extra: readonly { name: string; position: number }[];
}

/** Each task stores the names of its extra columns, so their number and length are limited. */
const maxColumns = 500;
const maxNameLength = 255;

export type Header = { kind: 'columns'; columns: Columns } | { kind: 'fault'; message: string };

export function readHeader(cells: readonly string[]): Header {
  const names = cells.map((cell) => cell.trim());
  const fault = (message: string): Header => ({ kind: 'fault', message });

  if (names.length > maxColumns) {
    return fault(`It has ${names.length} columns; a contact file may have up to ${maxColumns}.`);
  }
  const long = names.findIndex((name) => name.length > maxNameLength);
  if (long >= 0) {
    return fault(`The name of column ${long + 1} has more than ${maxNameLength} characters.`);
  }
  const separator = [';', '\t', '|'].find((mark) => names.length === 1 && names[0]?.includes(mark));
  if (separator !== undefined) {
    const separatorText = separator === '\t' ? 'tabs' : `'${separator}'`;
    return fault(
      `The columns are separated by ${separatorText}; a contact file separates them by commas.`,
    );
  }
  const usedNames = new Set<string>();
  for (const name of names) {
    const key = name.toLowerCase();
    if (name !== '' && usedNames.has(key))
      return fault(`The column '${name}' occurs twice; remove one of them.`);
    usedNames.add(key);
  }

  const named = new Map<NamedColumn, number>();
  const extra: { name: string; position: number }[] = [];
  for (const [position, name] of names.entries()) {
    const column = namedColumns.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
    if (column !== undefined) named.set(column, position);
    else if (name !== '') extra.push({ name, position });
  }
  const columnList = names.filter((name) => name !== '').join(', ') || 'none';
  if (!named.has('UniqueIdentifier')) {
    return fault(`The required column 'UniqueIdentifier' is missing; found: ${columnList}.`);
  }
  const phones = Object.keys(phoneColumns);
  if (!namedColumns.some((column) => phones.includes(column) && named.has(column))) {
    return fault(
      `At least one of the columns ${phones.join(', ')} is required; found: ${columnList}.`,
    );
  }
  return { kind: 'columns', columns: { width: names.length, named, extra } };
}

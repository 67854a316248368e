/**
 * The file of the demonstration: 200 rows, eight of them invalid for different reasons. One valid row has an invalid
 * second number. The content is the same on every machine; write-contacts.ts writes it to contacts.csv. A longer file
 * continues with valid rows; a shorter file is its beginning.
 */
import { pickByWeight, createRandom, pickOne } from './seeded-random.ts';
import { type City, cities } from './cities.ts';

const columns = [
  ...['UniqueIdentifier', 'ID', 'FirstName', 'LastName', 'Email'],
  ...['MobilePhoneNumber', 'BusinessPhoneNumber', 'HomePhoneNumber', 'TimeZone', 'Priority'],
  ...['Country', 'State', 'City', 'PostalCode', 'AddressLine'],
  ...['PolicyNumber', 'Agent note'],
] as const;
type Row = Record<(typeof columns)[number], string>;
type Phones = 'MobilePhoneNumber' | 'BusinessPhoneNumber' | 'HomePhoneNumber';

const firstNames =
  'Ada Alan Amélie Björn Carla Chen Diego Edith Fatima Grace Hugo Inès Jörg Katherine Liam Mina Noor Oskar Priya Rosa Søren Tariq Uma Viktor Wanda Zoë'.split(
    ' ',
  );
const lastNames = [
  ...'Lovelace Nguyen Okafor Müller García Rossi Lindqvist Haddad Novak Fischer Laurent Kowalski Andersen Baker Silva'.split(
    ' ',
  ),
  ...['Smith, Jr.', 'Anthony "Tony" Park', "O'Brien", 'van der Berg'],
];
const notes = ['', '', 'prefers mornings', 'asked about the "family" tariff', 'moved, new address'];
const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const lineOf = (row: Row) => columns.map((column) => cell(row[column])).join(',');

interface ExpectedFault {
  readonly line: number;
  readonly reason: string;
}
export interface ContactFile {
  readonly bytes: Buffer;
  readonly rows: number;
  readonly accepted: number;
  readonly faults: readonly ExpectedFault[];
  /** Every number of the file, in the form that the engine dials. */
  readonly numbers: readonly string[];
}

const demoRows = 200;
/** Accounts of two to four contacts in adjacent rows, by their first row. */
const accounts = new Map([10, 30, 50, 70, 90, 110, 130, 150].map((at, i) => [at, 2 + (i % 3)]));
const sharedHomes = new Set([27, 67, 107]);

export const createDemoFile = (): ContactFile => createContactFile(demoRows);

export function createContactFile(rowCount: number): ContactFile {
  const draw = createRandom('contacts');
  const used = new Map<City, number>();
  const numbers: string[] = [];

  function numberAt(place: City): string {
    const n = used.get(place) ?? 0;
    used.set(place, n + 1);
    const { e164, written } = place.number(n);
    numbers.push(e164);
    return pickOne(written, draw());
  }

  function person(index: number, account: string): Row {
    const place = pickOne(cities, draw());
    const has = pickByWeight(
      { mobile: 50, mobileHome: 20, business: 10, home: 10, all: 10 },
      draw(),
    );
    const first = pickOne(firstNames, draw());
    const last = pickOne(lastNames, draw());
    const phones: Record<Phones, string> = {
      MobilePhoneNumber: has.startsWith('mobile') || has === 'all' ? numberAt(place) : '',
      BusinessPhoneNumber: has === 'business' || has === 'all' ? numberAt(place) : '',
      HomePhoneNumber: /home|all/i.test(has) ? numberAt(place) : '',
    };
    const plain = `${first}.${last}`
      .replace('ø', 'o')
      .normalize('NFD')
      .replaceAll(/[^A-Za-z.]|\.$/g, '');
    return {
      ...phones,
      UniqueIdentifier: `C-${String(1000 + index)}`,
      ID: account,
      FirstName: first,
      LastName: last,
      Email: `${plain.toLowerCase()}@example.com`,
      TimeZone: pickOne(place.zones, draw()),
      Priority: String(1 + Math.floor(draw() * 3)),
      Country: place.country,
      State: place.state,
      City: place.city,
      PostalCode: place.postalCode,
      AddressLine: `${String(1 + Math.floor(draw() * 200))} ${place.street}`,
      PolicyNumber: `P-${String(Math.floor(draw() * 1_000_000)).padStart(6, '0')}`,
      'Agent note': pickOne(notes, draw()),
    };
  }

  const lines: Buffer[] = [Buffer.from(columns.join(','))];
  const faults: ExpectedFault[] = [];
  let account = { id: '', left: 0 };
  let accepted = 0;
  let lastHome = '';
  for (let index = 0; index < rowCount; index++) {
    const size = accounts.get(index);
    if (size !== undefined) account = { id: `A-${String(100 + index)}`, left: size };
    const bad = spoiled.get(index);
    const keep = numbers.length;
    let row = person(index, account.left > 0 ? account.id : '');
    account.left -= 1;
    if (sharedHomes.has(index) && lastHome !== '') row = { ...row, HomePhoneNumber: lastHome };
    if (bad === undefined && row.HomePhoneNumber.startsWith('+')) lastHome = row.HomePhoneNumber;
    const { line, reason } = bad?.(row) ?? { line: Buffer.from(lineOf(row)), reason: undefined };
    if (reason !== undefined) faults.push({ line: index + 2, reason });
    if (bad === undefined || bad === secondNumber) accepted += 1;
    // Numbers of an invalid row belong to no contact.
    if (bad !== undefined && bad !== secondNumber) numbers.length = keep;
    lines.push(line);
  }
  const bytes = Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\r\n')]));
  return { bytes, rows: rowCount, accepted, faults, numbers: [...new Set(numbers)] };
}

type Spoil = (row: Row) => { line: Buffer; reason: string };

const noPhones = { MobilePhoneNumber: '', BusinessPhoneNumber: '', HomePhoneNumber: '' };
const having =
  (reason: string, change: Partial<Row>): Spoil =>
  (row) => ({ reason, line: Buffer.from(lineOf({ ...row, ID: '', ...change })) });

/** The row is accepted with its other number. */
const secondNumber: Spoil = (row) => {
  const good = { MobilePhoneNumber: row.MobilePhoneNumber || row.HomePhoneNumber };
  return having('invalidNumber', { ...good, BusinessPhoneNumber: '555-01' })(row);
};

const spoiled: ReadonlyMap<number, Spoil> = new Map<number, Spoil>([
  [19, having('missingValue', { UniqueIdentifier: '' })],
  [39, having('invalidNumber', { ...noPhones, MobilePhoneNumber: '+1 212 555' })],
  [59, having('noUsableNumber', noPhones)],
  [79, having('unknownTimeZone', { TimeZone: 'Atlantis/Capital' })],
  [99, having('duplicateRow', { UniqueIdentifier: 'C-1098' })],
  [
    119,
    (row) => {
      const cells = columns.slice(0, -2).map((column) => cell(row[column]));
      return { reason: 'wrongColumnCount', line: Buffer.from(cells.join(',')) };
    },
  ],
  [
    139,
    (row) => {
      const open = { ...row, ID: '', LastName: 'Left' };
      return { reason: 'openQuote', line: Buffer.from(lineOf(open).replace('Left', '"Left open')) };
    },
  ],
  [
    159,
    (row) => {
      const line = Buffer.from(lineOf({ ...row, ID: '', FirstName: 'Ren*', LastName: 'Latin' }));
      // An é in Latin-1.
      line[line.indexOf('*')] = 0xe9;
      return { reason: 'notUtf8', line };
    },
  ],
  [179, secondNumber],
]);

// The SQL of one scan: conditions on the indexed columns, and the ORDER BY of the index.
import { type DatabaseSync } from 'node:sqlite';
import { keyOf } from '../store/key.ts';
import { type Column, type Table } from '../store/table.ts';
import { type Access, type OrderItem } from './access.ts';
import { type Bound } from './bounds.ts';

export interface Position {
  keys: string[];
  seq: number;
}
export interface Scan {
  partition: { key: string } | { from: string; to: string };
  /** Bounds per path; each equality has one value. */
  bounds: ReadonlyMap<string, Bound>;
}
export interface ScannedRow {
  seq: number;
  body: string;
}

interface Condition {
  text: string;
  values: (string | number)[];
}

/** Ties have the direction of the first item of the order, so that a whole order can be read backwards. */
export const tiesDescend = (order: readonly OrderItem[]) => order[0]?.descending ?? false;

/** The ids that the query selects by equality; every table has an index of them. */
const idsOf = ({ bounds }: Scan) =>
  bounds
    .get('/id')
    ?.equal?.filter((key) => key.startsWith(keyOf('')))
    .map((key) => key.slice(1));

export function conditionsOf(table: Table, scan: Scan, now: number): Condition {
  const texts: string[] = [];
  const values: (string | number)[] = [];
  const add = (text: string, ...given: (string | number)[]) => {
    texts.push(text);
    values.push(...given);
  };
  if ('key' in scan.partition) add('pk = ?', scan.partition.key);
  else add('pk > ? AND pk < ?', scan.partition.from, scan.partition.to);
  const ids = idsOf(scan);
  if (ids) add(`id IN (${ids.map(() => '?').join()})`, ...ids);
  for (const [path, { equal, from, to }] of scan.bounds) {
    const column = table.columns.get(path);
    if (!column) continue;
    if (equal) add(`${column.name} IN (${equal.map(() => '?').join()})`, ...equal);
    if (from) add(`${column.name} ${from.inclusive ? '>=' : '>'} ?`, from.key);
    if (to) add(`${column.name} ${to.inclusive ? '<=' : '<'} ?`, to.key);
  }
  add('(expires IS NULL OR expires > ?)', now);
  return { text: texts.join(' AND '), values };
}

/** The condition "after the position" in a mixed order. A bound on the first column alone lets SQLite use the index. */
function after(order: { name: string; descending: boolean }[], values: (string | number)[]) {
  const [first] = order;
  if (!first || values.length === 0) return { text: 'true', values: [] };
  let text = '';
  const given: (string | number)[] = [];
  for (let at = order.length - 1; at >= 0; at -= 1) {
    const { name, descending } = order[at]!;
    const beyond = `${name} ${descending ? '<' : '>'} ?`;
    text = text === '' ? beyond : `(${beyond} OR (${name} = ? AND ${text}))`;
    given.unshift(...(at === order.length - 1 ? [values[at]!] : [values[at]!, values[at]!]));
  }
  return {
    text: `${first.name} ${first.descending ? '<=' : '>='} ? AND ${text}`,
    values: [values[0]!, ...given],
  };
}

export function* scanRows(
  db: DatabaseSync,
  table: Table,
  access: Access,
  scan: Scan,
  options: { now: number; position: Position | undefined },
): Generator<ScannedRow> {
  const where = conditionsOf(table, scan, options.now);
  const names = access.served ? columnsOf(table, access.order) : [];
  const order = [
    ...names.map((column, at) => ({
      name: column.name,
      descending: access.order[at]!.descending,
    })),
    { name: 'seq', descending: access.served && tiesDescend(access.order) },
  ];
  const { position } = options;
  const resume =
    position && access.served
      ? after(order, [...position.keys, position.seq])
      : { text: 'true', values: [] };
  const index = access.index?.name ?? (idsOf(scan) ? table.byId : table.byPartition);
  const by = 'key' in scan.partition ? `INDEXED BY ${index}` : 'NOT INDEXED';
  const statement = db.prepare(
    `SELECT seq, body FROM ${table.name} ${by} WHERE ${where.text} AND ${resume.text}
     ORDER BY ${order.map(({ name, descending }) => name + (descending ? ' DESC' : '')).join()}`,
  );
  for (const row of statement.iterate(...where.values, ...resume.values)) {
    yield row as unknown as ScannedRow;
  }
}

const columnsOf = (table: Table, order: readonly OrderItem[]): Column[] =>
  order.map(({ path }) => table.columns.get(path)!);

// One SQLite table per container. Next to the body, each path of a composite index or a unique key has a column. The
// column has a sortable text (key.ts). So an index scan reads only the JSON that it returns.
import { type DatabaseSync } from 'node:sqlite';
import { parseJson, policyPath, valueAt } from '../json.ts';
import { keyOf, nullKey, undefinedKey } from './key.ts';
import { type Shape } from './shape.ts';

export interface Column {
  name: string;
  path: string;
  steps: string[];
}
export interface Index {
  name: string;
  columns: { column: Column; descending: boolean }[];
}
export interface Table {
  name: string;
  columns: ReadonlyMap<string, Column>;
  indexes: Index[];
  /** The index of plain partition scans, in creation order. */
  byPartition: string;
  byId: string;
}

export function keyPaths({ composites, uniqueKeys }: Shape): string[] {
  const composite = composites.flatMap((index) => index.columns.map((column) => column.path));
  return [...new Set([...composite, ...uniqueKeys.flat()])];
}

export function tableOf(n: number, paths: readonly string[], shape: Shape): Table {
  const columns = new Map(
    paths.map((path, at) => [path, { name: `k${at}`, path, steps: policyPath(path) }]),
  );
  const name = `docs_${n}`;
  const indexes = shape.composites.map((composite) => {
    const parts = composite.columns.map(({ path, descending }) => ({
      column: columns.get(path)!,
      descending,
    }));
    const spelt = parts.map(({ column, descending }) => column.name + (descending ? 'd' : 'a'));
    return { name: `${name}_${spelt.join('_')}`, columns: parts };
  });
  return { name, columns, indexes, byPartition: `${name}_pk`, byId: `${name}_id` };
}

export function createTable(db: DatabaseSync, table: Table, shape: Shape): void {
  const keys = [...table.columns.values()].map(({ name }) => `${name} TEXT NOT NULL,`);
  db.exec(`CREATE TABLE ${table.name} (
    seq INTEGER PRIMARY KEY, pk TEXT NOT NULL, id TEXT NOT NULL, expires INTEGER, etag TEXT NOT NULL,
    ts INTEGER NOT NULL, ${keys.join(' ')} body TEXT NOT NULL)`);
  db.exec(`CREATE UNIQUE INDEX ${table.byId} ON ${table.name}(pk, id)`);
  db.exec(`CREATE INDEX ${table.byPartition} ON ${table.name}(pk)`);
  db.exec(`CREATE INDEX ${table.name}_expires ON ${table.name}(expires) WHERE expires IS NOT NULL`);
  // A missing unique value counts as null, as in Azure: two documents without it in one logical partition conflict.
  shape.uniqueKeys.forEach((paths, at) => {
    const values = paths.map((path) => {
      const { name } = table.columns.get(path)!;
      return `CASE ${name} WHEN '${undefinedKey}' THEN '${nullKey}' ELSE ${name} END`;
    });
    db.exec(
      `CREATE UNIQUE INDEX ${table.name}_unique${at} ON ${table.name}(pk, ${values.join(', ')})`,
    );
  });
  createIndexes(db, table);
}

function createIndexes(db: DatabaseSync, table: Table): void {
  for (const { name, columns } of table.indexes) {
    const parts = columns.map((part) => part.column.name + (part.descending ? ' DESC' : ''));
    db.exec(`CREATE INDEX IF NOT EXISTS ${name} ON ${table.name}(pk, ${parts.join(', ')})`);
  }
}

/** Adds the columns and indexes of a changed indexing policy, and drops the indexes that it no longer has. */
export function changeIndexes(db: DatabaseSync, before: Table, after: Table): void {
  const added = [...after.columns.values()].filter(({ path }) => !before.columns.has(path));
  for (const { name } of added) {
    db.exec(`ALTER TABLE ${after.name} ADD COLUMN ${name} TEXT NOT NULL DEFAULT '${undefinedKey}'`);
  }
  if (added.length > 0) {
    for (const column of added) {
      db.function(`key_${column.name}`, { deterministic: true }, (body) =>
        keyOf(valueAt(parseJson(String(body)), column.steps)),
      );
    }
    const values = added.map(({ name }) => `${name} = key_${name}(body)`);
    db.exec(`UPDATE ${after.name} SET ${values.join(', ')}`);
  }
  const currentNames = new Set(after.indexes.map(({ name }) => name));
  for (const { name } of before.indexes) if (!currentNames.has(name)) db.exec(`DROP INDEX ${name}`);
  createIndexes(db, after);
}

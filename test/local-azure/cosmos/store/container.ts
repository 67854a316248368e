// A container at run time: its resource, the parsed resource, its table and the statements.
import { randomUUID } from 'node:crypto';
import { type DatabaseSync } from 'node:sqlite';
import { policyPath, type JsonObject } from '../json.ts';
import { documents, type Documents } from './documents.ts';
import { shapeOf, type Shape } from './shape.ts';
import { keyPaths, tableOf, type Table } from './table.ts';

export interface Container {
  readonly n: number;
  readonly id: string;
  readonly rid: string;
  readonly selfLink: string;
  readonly resource: JsonObject;
  readonly etag: string;
  readonly ts: number;
  readonly shape: Shape;
  readonly partitionPaths: string[][];
  readonly table: Table;
  readonly documents: Documents;
  /** The paths with a column, in the order of the columns. Paths are only added. */
  readonly paths: string[];
}

export const newEtag = () => `"${randomUUID()}"`;

/** Resource ids contain the numbers of database, container and document, with four, four and eight bytes. */
export function ridOf(...numbers: number[]): string {
  const bytes = Buffer.alloc(numbers.length * 4 + (numbers.length === 3 ? 4 : 0));
  numbers.forEach((n, at) => {
    if (at === 2) bytes.writeBigUInt64BE(BigInt(n), 8);
    else bytes.writeUInt32BE(n, at * 4);
  });
  return bytes.toString('base64').replaceAll('/', '-');
}

export function containerOf(
  db: DatabaseSync,
  record: {
    database: number;
    n: number;
    id: string;
    resource: JsonObject;
    paths: readonly string[];
    etag: string;
    ts: number;
  },
): Container {
  const { database, n, id, resource, etag, ts } = record;
  const shape = shapeOf(resource);
  const paths = [...new Set([...record.paths, ...keyPaths(shape)])];
  const table = tableOf(n, paths, shape);
  const rid = ridOf(database, n);
  return {
    n,
    id,
    rid,
    selfLink: `dbs/${ridOf(database)}/colls/${rid}/`,
    resource,
    etag,
    ts,
    shape,
    partitionPaths: shape.partitionKey.map(policyPath),
    table,
    documents: documents(db, table, (seq) => ridOf(database, n, seq)),
    paths,
  };
}

export const containerBody = (container: Container): JsonObject => ({
  ...container.resource,
  _rid: container.rid,
  _ts: container.ts,
  _self: container.selfLink,
  _etag: container.etag,
  _docs: 'docs/',
  _sprocs: 'sprocs/',
  _triggers: 'triggers/',
  _udfs: 'udfs/',
  _conflicts: 'conflicts/',
});

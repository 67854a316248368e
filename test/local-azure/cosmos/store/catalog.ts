// The databases and containers, in two tables of the SQLite file of the documents.
import { type DatabaseSync } from 'node:sqlite';
import { type LocalClock } from '../../clock.ts';
import { badRequest, CosmosError } from '../error.ts';
import { parseJson, type Json, type JsonObject } from '../json.ts';
import { containerOf, newEtag, ridOf, type Container } from './container.ts';
import { transaction } from './open.ts';
import { shapeOf } from './shape.ts';
import { changeIndexes, createTable, keyPaths } from './table.ts';

export interface Database {
  readonly n: number;
  readonly id: string;
  readonly rid: string;
  readonly body: JsonObject;
  readonly containers: Map<string, Container>;
}
export type Catalog = ReturnType<typeof catalog>;

const schema = `
  CREATE TABLE IF NOT EXISTS databases (
    n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE, etag TEXT, ts INTEGER);
  CREATE TABLE IF NOT EXISTS containers (
    n INTEGER PRIMARY KEY AUTOINCREMENT, database INTEGER, id TEXT, resource TEXT, paths TEXT, etag TEXT,
    ts INTEGER, UNIQUE (database, id));`;

const alreadyExists = () =>
  new CosmosError(409, 'Resource with specified id, name, or unique index already exists.');

function checkId(id: Json | undefined): string {
  if (typeof id === 'string' && /^[^/\\#?]{1,255}$/.test(id) && !id.endsWith(' ')) return id;
  throw badRequest(`The resource id ${JSON.stringify(id)} is invalid.`);
}

export function catalog(db: DatabaseSync, clock: LocalClock) {
  db.exec(schema);
  const databases = new Map<string, Database>();
  const seconds = () => Math.floor(clock.now() / 1000);

  function databaseOf(row: { n: number; id: string; etag: string; ts: number }): Database {
    const rid = ridOf(row.n);
    const body = {
      id: row.id,
      _rid: rid,
      _self: `dbs/${rid}/`,
      _etag: row.etag,
      _colls: 'colls/',
      _users: 'users/',
      _ts: row.ts,
    };
    return { n: row.n, id: row.id, rid, body, containers: new Map() };
  }

  function createDatabase(resource: JsonObject): Database {
    const id = checkId(resource['id']);
    if (databases.has(id)) throw alreadyExists();
    const row = { id, etag: newEtag(), ts: seconds() };
    const insert = db.prepare('INSERT INTO databases (id, etag, ts) VALUES (?, ?, ?)');
    const n = Number(insert.run(row.id, row.etag, row.ts).lastInsertRowid);
    const made = databaseOf({ n, ...row });
    databases.set(id, made);
    return made;
  }

  function deleteContainer(database: Database, container: Container): void {
    transaction(db, () => {
      db.exec(`DROP TABLE ${container.table.name}`);
      db.prepare('DELETE FROM containers WHERE n = ?').run(container.n);
    });
    database.containers.delete(container.id);
  }

  function deleteDatabase(database: Database): void {
    for (const container of [...database.containers.values()]) deleteContainer(database, container);
    db.prepare('DELETE FROM databases WHERE n = ?').run(database.n);
    databases.delete(database.id);
  }

  function createContainer(database: Database, resource: JsonObject): Container {
    const id = checkId(resource['id']);
    if (database.containers.has(id)) throw alreadyExists();
    const etag = newEtag();
    const ts = seconds();
    const paths = keyPaths(shapeOf(resource));
    const insert = db.prepare(
      'INSERT INTO containers (database, id, resource, paths, etag, ts) VALUES (?, ?, ?, ?, ?, ?)',
    );
    const texts = [JSON.stringify(resource), JSON.stringify(paths)] as const;
    const made = transaction(db, () => {
      const n = Number(insert.run(database.n, id, ...texts, etag, ts).lastInsertRowid);
      const record = { database: database.n, n, id, resource, paths, etag, ts };
      const container = containerOf(db, record);
      createTable(db, container.table, container.shape);
      return container;
    });
    database.containers.set(id, made);
    return made;
  }

  function replaceContainer(
    database: Database,
    before: Container,
    resource: JsonObject,
  ): Container {
    const { id } = before;
    if (resource['id'] !== id) throw badRequest('The id of a container cannot be changed.');
    const shape = shapeOf(resource);
    if (String(shape.partitionKey) !== String(before.shape.partitionKey)) {
      throw badRequest('The partition key of a container cannot be changed.');
    }
    if (JSON.stringify(shape.uniqueKeys) !== JSON.stringify(before.shape.uniqueKeys)) {
      throw badRequest('The unique keys of a container cannot be changed.');
    }
    const record = { n: before.n, id, paths: before.paths, etag: newEtag(), ts: seconds() };
    const made = containerOf(db, { database: database.n, resource, ...record });
    transaction(db, () => {
      changeIndexes(db, before.table, made.table);
      if (made.shape.defaultTtl !== before.shape.defaultTtl) renewExpiry(made);
      const update = db.prepare(
        'UPDATE containers SET resource = ?, paths = ?, etag = ?, ts = ? WHERE n = ?',
      );
      const texts = [JSON.stringify(resource), JSON.stringify(made.paths)] as const;
      update.run(...texts, made.etag, made.ts, made.n);
    });
    database.containers.set(id, made);
    return made;
  }

  /** Expiry follows the current policy of the container, also for older documents. */
  function renewExpiry({ table, shape }: Container): void {
    const own = `json_extract(body, '$.ttl')`;
    const ttl = `CASE WHEN typeof(${own}) = 'integer' THEN ${own} ELSE ${shape.defaultTtl ?? -1} END`;
    const expires =
      shape.defaultTtl === undefined
        ? 'NULL'
        : `CASE WHEN ${ttl} = -1 THEN NULL ELSE (ts + ${ttl}) * 1000 END`;
    db.exec(`UPDATE ${table.name} SET expires = ${expires}`);
  }

  for (const row of db.prepare('SELECT n, id, etag, ts FROM databases ORDER BY n').all()) {
    const database = databaseOf(row as unknown as Parameters<typeof databaseOf>[0]);
    databases.set(database.id, database);
    for (const stored of db.prepare('SELECT * FROM containers WHERE database = ?').all(row['n']!)) {
      const container = containerOf(db, {
        database: database.n,
        n: Number(stored['n']),
        id: String(stored['id']),
        resource: parseJson(String(stored['resource'])) as JsonObject,
        paths: parseJson(String(stored['paths'])) as string[],
        etag: String(stored['etag']),
        ts: Number(stored['ts']),
      });
      database.containers.set(container.id, container);
    }
  }

  return {
    databases,
    createDatabase,
    deleteDatabase,
    createContainer,
    replaceContainer,
    deleteContainer,
  };
}

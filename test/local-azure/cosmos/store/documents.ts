// The statements for single documents of a container. They apply no rules; item/perform.ts checks the preconditions.
import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import { valueAt, type JsonObject } from '../json.ts';
import { keyOf } from './key.ts';
import { type Table } from './table.ts';

export interface StoredDocument {
  seq: number;
  etag: string;
  body: string;
}
export interface NewDocument {
  pk: string;
  id: string;
  expires: number | null;
  etag: string;
  ts: number;
  document: JsonObject;
  body: string;
}
export type Documents = ReturnType<typeof documents>;

/** Statements are compiled at first use, because some containers never use them. */
function lazily(db: DatabaseSync, text: string): () => StatementSync {
  let made: StatementSync | undefined;
  return () => (made ??= db.prepare(text));
}

export function documents(db: DatabaseSync, table: Table, rid: (seq: number) => string) {
  const { name } = table;
  const columns = [...table.columns.values()];
  const fields = ['pk', 'id', 'expires', 'etag', 'ts', ...columns.map((key) => key.name), 'body'];
  const holes = ['?', ...fields.map(() => '?')].join(', ');
  const find = lazily(
    db,
    `SELECT seq, etag, body FROM ${name} WHERE pk = ? AND id = ? AND (expires IS NULL OR expires > ?)`,
  );
  const insert = lazily(db, `INSERT INTO ${name} (seq, ${fields.join(', ')}) VALUES (${holes})`);
  const update = lazily(
    db,
    `UPDATE ${name} SET ${fields.map((field) => `${field} = ?`).join(', ')} WHERE seq = ?`,
  );
  const remove = lazily(db, `DELETE FROM ${name} WHERE seq = ?`);
  const clear = lazily(db, `DELETE FROM ${name} WHERE pk = ?`);
  const expire = lazily(db, `DELETE FROM ${name} WHERE expires <= ?`);

  let lastSeq: number | undefined;
  const nextSeq = () => {
    lastSeq ??= Number(db.prepare(`SELECT max(seq) AS last FROM ${name}`).get()?.['last'] ?? 0);
    lastSeq += 1;
    return lastSeq;
  };
  const valuesOf = (row: NewDocument) => [
    row.pk,
    row.id,
    row.expires,
    row.etag,
    row.ts,
    ...columns.map(({ steps }) => keyOf(valueAt(row.document, steps))),
    row.body,
  ];

  return {
    rid,
    nextSeq,
    find: (pk: string, id: string, now: number) =>
      find().get(pk, id, now) as StoredDocument | undefined,
    insert: (seq: number, row: NewDocument) => insert().run(seq, ...valuesOf(row)),
    update: (seq: number, row: NewDocument) => update().run(...valuesOf(row), seq),
    remove: (seq: number) => remove().run(seq),
    clear: (pk: string) => clear().run(pk),
    expire: (now: number) => expire().run(now),
  };
}

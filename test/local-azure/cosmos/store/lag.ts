// Reads that lag behind writes, as when another replica serves a second host. Each container gets a copy in a separate
// database. The copy gets the changes of a write when they are as old as the lag. A reader with a session ahead of the
// copy reads the container. All other readers read the copy, with the same queries and indexes.
import { constants, type DatabaseSync } from 'node:sqlite';
import { type Container } from './container.ts';
import { documents } from './documents.ts';
import { openStore, transaction } from './open.ts';

export interface View {
  db: DatabaseSync;
  container: Container;
  /** The number of the last write in the copy. */
  lsn: number;
}
interface Change {
  lsn: number;
  at: number;
  changes: Uint8Array;
}
interface Copy extends View {
  source: Container;
  pending: Change[];
}
export type Lag = ReturnType<typeof lag>;

export function lag(db: DatabaseSync) {
  // A client keeps its session over a restart of the account, so the numbers must not restart.
  let lsn = Date.now();
  let lagMs: number | undefined;
  const copies = new Map<number, Copy>();

  function copyOf(source: Container): Copy {
    const existing = copies.get(source.n);
    if (existing?.source === source) return existing;
    existing?.db.close();
    const copyDb = copyTable(db, source.table.name);
    const statements = documents(copyDb, source.table, source.documents.rid);
    const container = { ...source, documents: statements };
    const copy: Copy = { db: copyDb, container, lsn, source, pending: [] };
    copies.set(source.n, copy);
    return copy;
  }

  return {
    /** The lag in milliseconds of local-Azure time; null disables it. */
    set: (ms: number | null) => {
      lagMs = ms ?? undefined;
      for (const copy of copies.values()) copy.db.close();
      copies.clear();
    },

    /** The container or its copy for a reader; `session` is the oldest write that it must see. */
    view: (container: Container, session: number | undefined, now: number): View => {
      if (lagMs === undefined) return { db, container, lsn };
      const copy = copyOf(container);
      catchUp(copy, now - lagMs);
      return session !== undefined && session > copy.lsn ? { db, container, lsn } : copy;
    },

    /** Runs a write, and stores its changes for the copy. */
    write: <T>(container: Container, now: number, run: () => T): { result: T; lsn: number } => {
      const copy = lagMs === undefined ? undefined : copyOf(container);
      lsn += 1;
      if (!copy) return { result: run(), lsn };
      const session = db.createSession({ table: container.table.name });
      try {
        return { result: run(), lsn };
      } finally {
        copy.pending.push({ lsn, at: now, changes: session.changeset() });
        session.close();
      }
    },
  };
}

/** Applies all changes up to an instant. Expired documents are removed first, because their ids may be in use again. */
function catchUp(copy: Copy, until: number): void {
  for (let [next] = copy.pending; next && next.at <= until; [next] = copy.pending) {
    copy.container.documents.expire(next.at);
    if (next.changes.length > 0) {
      copy.db.applyChangeset(next.changes, { onConflict: () => constants.SQLITE_CHANGESET_OMIT });
    }
    copy.lsn = next.lsn;
    copy.pending.shift();
  }
}

/** Copies the table with its indexes and rows to a separate database. */
function copyTable(db: DatabaseSync, table: string): DatabaseSync {
  const copyDb = openStore();
  const schema = db.prepare(
    "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type = 'index'",
  );
  for (const row of schema.all(table)) copyDb.exec(String(row['sql']));
  const rows = db.prepare(`SELECT * FROM ${table}`);
  const holes = rows.columns().map(() => '?');
  const insert = copyDb.prepare(`INSERT INTO ${table} VALUES (${holes.join()})`);
  transaction(copyDb, () => {
    for (const row of rows.iterate()) insert.run(...Object.values(row));
  });
  return copyDb;
}

// Reads that lag behind writes, as those of a second host do when another replica answers them. Each container gets a copy
// in a database of its own, to which the changes of every write come when they are old enough. A reader whose session has
// seen more than the copy reads the container itself; everybody else reads the copy, through the same queries and indexes.
import { constants, type DatabaseSync } from 'node:sqlite';
import { type Container } from './container.ts';
import { documents } from './documents.ts';
import { openStore, transaction } from './open.ts';

export interface View {
  db: DatabaseSync;
  container: Container;
  /** The number of the last write in it. */
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
  // A client keeps its session over a restart of this account, so that the numbers must not begin anew.
  let lsn = Date.now();
  let lagMs: number | undefined;
  const copies = new Map<number, Copy>();

  function copyOf(source: Container): Copy {
    const held = copies.get(source.n);
    if (held?.source === source) return held;
    held?.db.close();
    const own = copied(db, source.table.name);
    const statements = documents(own, source.table, source.documents.rid);
    const container = { ...source, documents: statements };
    const made: Copy = { db: own, container, lsn, source, pending: [] };
    copies.set(source.n, made);
    return made;
  }

  return {
    /** Milliseconds of local-Azure time; null ends it. */
    set: (ms: number | null) => {
      lagMs = ms ?? undefined;
      for (const copy of copies.values()) copy.db.close();
      copies.clear();
    },

    /** What a reader sees of a container; `session` is the write that it has to see. */
    view: (container: Container, session: number | undefined, now: number): View => {
      if (lagMs === undefined) return { db, container, lsn };
      const copy = copyOf(container);
      catchUp(copy, now - lagMs);
      return session !== undefined && session > copy.lsn ? { db, container, lsn } : copy;
    },

    /** Runs a write, and keeps what it changed for the copy. */
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

/** Everything up to an instant. What expired meanwhile goes first, since its id may have been given anew. */
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

/** The table with its indexes and rows, in a database of its own. */
function copied(db: DatabaseSync, table: string): DatabaseSync {
  const own = openStore();
  const schema = db.prepare(
    "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type = 'index'",
  );
  for (const row of schema.all(table)) own.exec(String(row['sql']));
  const rows = db.prepare(`SELECT * FROM ${table}`);
  const holes = rows.columns().map(() => '?');
  const insert = own.prepare(`INSERT INTO ${table} VALUES (${holes.join()})`);
  transaction(own, () => {
    for (const row of rows.iterate()) insert.run(...Object.values(row));
  });
  return own;
}

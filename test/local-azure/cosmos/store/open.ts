import { DatabaseSync } from 'node:sqlite';

/**
 * Opens the store. Without a file it lives in memory. In a file, the write-ahead log with synchronous NORMAL keeps
 * every answered write through the death of the process; only the death of the machine can take the last ones.
 */
export function openStore(file?: string): DatabaseSync {
  const db = new DatabaseSync(file ?? ':memory:');
  db.exec('PRAGMA journal_mode = WAL');
  db.exec('PRAGMA synchronous = NORMAL');
  db.exec('PRAGMA cache_size = -131072');
  db.exec('PRAGMA temp_store = MEMORY');
  // The log is folded in every 32 MB: at SQLite's 4 MB, bulk writes wait for the disk twice as long.
  db.exec('PRAGMA wal_autocheckpoint = 8000');
  return db;
}

/** All or nothing: an error undoes every write made in `run`. */
export function transaction<T>(db: DatabaseSync, run: () => T): T {
  db.exec('BEGIN');
  try {
    const result = run();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

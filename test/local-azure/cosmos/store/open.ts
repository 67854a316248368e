import { DatabaseSync } from 'node:sqlite';

/**
 * Opens the store, in memory without a file. In a file, the write-ahead log with synchronous NORMAL keeps every answered
 * write after a crash of the process. Only a crash of the machine can lose the last writes.
 */
export function openStore(file?: string): DatabaseSync {
  const db = new DatabaseSync(file ?? ':memory:');
  db.exec('PRAGMA journal_mode = WAL');
  db.exec('PRAGMA synchronous = NORMAL');
  db.exec('PRAGMA cache_size = -131072');
  db.exec('PRAGMA temp_store = MEMORY');
  // The log is merged every 32 MB. With the default of 4 MB, bulk writes wait for the disk twice as long.
  db.exec('PRAGMA wal_autocheckpoint = 8000');
  return db;
}

/** Runs a transaction: an error rolls back every write of `run`. */
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

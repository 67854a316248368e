/**
 * The journal in one SQLite file. Writes reach the operating system before the call returns, so a kill of the process
 * loses nothing. `synchronous` is off, because a crash of the machine may lose data. Locks are not stored: after a
 * restart every locked message is ready again.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { readContent } from '../wire/message-content.ts';
import { encodeContent } from '../wire/message-encoding.ts';
import type { Journal } from './journal.ts';
import type { StoredMessage } from './stored-message.ts';

const tables = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = OFF;
  CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY, queue TEXT NOT NULL, content BLOB NOT NULL, sequence INTEGER NOT NULL,
    enqueuedSequence INTEGER, state TEXT NOT NULL, deliveries INTEGER NOT NULL, enqueuedAt REAL NOT NULL,
    expiresAt REAL);
  CREATE TABLE IF NOT EXISTS sessions (
    queue TEXT, id TEXT, state BLOB NOT NULL, PRIMARY KEY (queue, id)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS messageIds (
    queue TEXT, id TEXT, until REAL NOT NULL, PRIMARY KEY (queue, id)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS sequences (queue TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;`;

type Row = Record<string, unknown>;

const messageOf = (row: Row): StoredMessage => ({
  id: Number(row['id']),
  content: readContent(Buffer.from(row['content'] as Uint8Array)),
  sequence: Number(row['sequence']),
  enqueuedSequence: row['enqueuedSequence'] === null ? undefined : Number(row['enqueuedSequence']),
  state: row['state'] as StoredMessage['state'],
  deliveries: Number(row['deliveries']),
  enqueuedAt: Number(row['enqueuedAt']),
  expiresAt: row['expiresAt'] === null ? Infinity : Number(row['expiresAt']),
  isLocked: false,
});

export function sqliteJournal(directory: string): Journal {
  mkdirSync(directory, { recursive: true });
  const db = new DatabaseSync(join(directory, 'service-bus.sqlite'));
  db.exec(tables);
  const save = db.prepare('INSERT OR REPLACE INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const remove = db.prepare('DELETE FROM messages WHERE id = ?');
  const saveState = db.prepare('INSERT OR REPLACE INTO sessions VALUES (?, ?, ?)');
  const removeState = db.prepare('DELETE FROM sessions WHERE queue = ? AND id = ?');
  const remember = db.prepare('INSERT OR REPLACE INTO messageIds VALUES (?, ?, ?)');
  const forget = db.prepare('DELETE FROM messageIds WHERE queue = ? AND id = ?');
  const reserve = db.prepare('INSERT OR REPLACE INTO sequences VALUES (?, ?)');
  const rows = (sql: string, queue: string): Row[] => db.prepare(sql).all(queue);

  return {
    save(queue, message) {
      save.run(
        message.id,
        queue,
        encodeContent(message.content),
        message.sequence,
        message.enqueuedSequence ?? null,
        message.state,
        message.deliveries,
        message.enqueuedAt,
        Number.isFinite(message.expiresAt) ? message.expiresAt : null,
      );
    },
    remove: ({ id }) => void remove.run(id),
    saveSessionState(queue, session, state) {
      if (state === null) removeState.run(queue, session);
      else saveState.run(queue, session, state);
    },
    rememberId: (queue, messageId, until) => void remember.run(queue, messageId, until),
    forgetId: (queue, messageId) => void forget.run(queue, messageId),
    reserveSequences: (queue, last) => void reserve.run(queue, last),
    together(run) {
      db.exec('BEGIN');
      try {
        return run();
      } finally {
        db.exec('COMMIT');
      }
    },
    load: (queue) => ({
      messages: rows('SELECT * FROM messages WHERE queue = ? ORDER BY sequence', queue).map(
        messageOf,
      ),
      sessionStates: rows('SELECT id, state FROM sessions WHERE queue = ?', queue).map((row) => ({
        id: String(row['id']),
        state: Buffer.from(row['state'] as Uint8Array),
      })),
      messageIds: rows(
        'SELECT id, until FROM messageIds WHERE queue = ? ORDER BY until',
        queue,
      ).map((row) => ({ id: String(row['id']), until: Number(row['until']) })),
      lastSequence: Number(
        rows('SELECT last FROM sequences WHERE queue = ?', queue)[0]?.['last'] ?? 0,
      ),
    }),
    lastMessageId: () =>
      Number(db.prepare('SELECT max(id) AS last FROM messages').get()?.['last'] ?? 0),
    close: () => db.close(),
  };
}

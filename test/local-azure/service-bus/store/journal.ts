/** Stores unsettled messages beyond the process. Every call is complete when it returns. */
import type { StoredMessage } from './stored-message.ts';

interface KeptQueue {
  readonly messages: readonly StoredMessage[];
  readonly sessionStates: readonly { id: string; state: Buffer }[];
  readonly messageIds: readonly { id: string; until: number }[];
  /** Numbers up to this one must not be used again. */
  readonly lastSequence: number;
}

export interface Journal {
  save(queue: string, message: StoredMessage): void;
  remove(message: StoredMessage): void;
  saveSessionState(queue: string, session: string, state: Buffer | null): void;
  rememberId(queue: string, messageId: string, until: number): void;
  forgetId(queue: string, messageId: string): void;
  reserveSequences(queue: string, last: number): void;
  /** Stores all writes of `run`, or none. */
  together<T>(run: () => T): T;
  load(queue: string): KeptQueue;
  lastMessageId(): number;
  close(): void;
}

/** Stores nothing. */
export const noJournal: Journal = {
  save: () => {},
  remove: () => {},
  saveSessionState: () => {},
  rememberId: () => {},
  forgetId: () => {},
  reserveSequences: () => {},
  together: (run) => run(),
  load: () => ({ messages: [], sessionStates: [], messageIds: [], lastSequence: 0 }),
  lastMessageId: () => 0,
  close: () => {},
};

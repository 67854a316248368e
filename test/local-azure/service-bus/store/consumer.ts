/** A receiver of a queue. */
import type { Lock } from './locks.ts';
import type { StoredMessage } from './stored-message.ts';

export interface Consumer {
  /** The name of the link, which $management requests use. */
  readonly name: string;
  readonly mode: 'peekLock' | 'receiveAndDelete';
  /** The number of messages that it can receive now. */
  room(): number;
  deliver(message: StoredMessage, lock: Lock | undefined): void;
  /** The lock of its session has expired. */
  sessionLost(session: string): void;
}

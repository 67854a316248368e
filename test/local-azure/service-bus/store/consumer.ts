/** A receiver as the queue sees it. */
import type { Lock } from './locks.ts';
import type { StoredMessage } from './stored-message.ts';

export interface Consumer {
  /** The link's name, by which $management requests refer to it. */
  readonly name: string;
  readonly mode: 'peekLock' | 'receiveAndDelete';
  /** How many messages it can take now. */
  room(): number;
  deliver(message: StoredMessage, lock: Lock | undefined): void;
  /** Its session's lock has ended. */
  sessionLost(session: string): void;
}

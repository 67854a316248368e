/**
 * Locked messages. In a queue without sessions each lock has its own expiry. In a session all locks expire with that of
 * the session. A message with an expired lock is in the queue again, even if its receiver still processes it.
 */
import type { LocalClock } from '../../clock.ts';
import { messageLockLost, sessionLockLost } from '../wire/refusal.ts';
import { newLockToken } from '../wire/lock-token.ts';
import { scheduledItems } from './scheduled.ts';
import type { Session } from './sessions.ts';
import type { StoredMessage } from './stored-message.ts';

export interface Lock {
  readonly token: string;
  readonly message: StoredMessage;
  readonly session: Session | undefined;
  /** An instant of the local clock. */
  until: number;
  cancel: () => void;
}

export interface Locks {
  readonly size: number;
  lock(message: StoredMessage, session: Session | undefined): Lock;
  /** Throws if the lock has expired. */
  findLock(token: string): Lock;
  renew(token: string): number;
  release(lock: Lock): void;
  all(): Iterable<Lock>;
  stop(): void;
}

export function locks(
  clock: LocalClock,
  lockMs: number,
  isSessionful: boolean,
  onEnd: (lock: Lock) => void,
): Locks {
  const byToken = new Map<string, Lock>();
  const ends = scheduledItems<Lock>(clock, onEnd);

  function findLock(token: string): Lock {
    const lock = byToken.get(token);
    if (lock === undefined) throw isSessionful ? sessionLockLost() : messageLockLost();
    return lock;
  }

  return {
    get size() {
      return byToken.size;
    },
    lock(message, session) {
      const until = session?.holder?.until ?? clock.now() + lockMs;
      const lock: Lock = { token: newLockToken(), message, session, until, cancel: () => {} };
      if (session === undefined) lock.cancel = ends.add(until, lock);
      else session.locks.add(lock);
      message.isLocked = true;
      byToken.set(lock.token, lock);
      return lock;
    },
    findLock,
    renew(token) {
      const lock = findLock(token);
      if (lock.session !== undefined) throw messageLockLost();
      lock.cancel();
      lock.until = clock.now() + lockMs;
      lock.cancel = ends.add(lock.until, lock);
      return lock.until;
    },
    release(lock) {
      lock.cancel();
      lock.session?.locks.delete(lock);
      lock.message.isLocked = false;
      byToken.delete(lock.token);
    },
    all: () => byToken.values(),
    stop: () => ends.stop(),
  };
}

/** Ends the lock of a message, or its stay in the queue. */
import type { LocalClock } from '../../clock.ts';
import { withApplicationProperties } from '../wire/message-content.ts';
import { notAllowed } from '../wire/refusal.ts';
import { deliveredTooOften, expired, type DeadLetterReason } from './dead-letter.ts';
import type { Journal } from './journal.ts';
import type { Lock, Locks } from './locks.ts';
import type { Outcome } from './outcome.ts';
import type { QueueSettings } from './queue-settings.ts';
import type { StoredMessage } from './stored-message.ts';

export interface DispositionParts {
  readonly settings: QueueSettings;
  readonly clock: LocalClock;
  readonly journal: Journal;
  readonly locks: Locks;
  readonly place: (message: StoredMessage) => void;
  /** Undefined in a dead-letter queue. */
  readonly moveToDeadLetter: ((message: StoredMessage, why: DeadLetterReason) => void) | undefined;
}

export interface Dispositions {
  readonly settle: (token: string, outcome: Outcome) => void;
  /** The delivery failed and counts. */
  readonly fail: (lock: Lock) => void;
  /** The message is ready again, and the delivery does not count. */
  readonly putBack: (lock: Lock) => void;
  readonly expire: (message: StoredMessage) => void;
}

export function dispositions(parts: DispositionParts): Dispositions {
  const { settings, clock, journal, locks, place, moveToDeadLetter } = parts;

  function expire(message: StoredMessage) {
    if (settings.deadLetterExpired && moveToDeadLetter !== undefined)
      moveToDeadLetter(message, expired);
    else journal.remove(message);
  }

  function putBack(lock: Lock) {
    locks.release(lock);
    const { message } = lock;
    if (message.state === 'active' && message.expiresAt <= clock.now()) expire(message);
    else place(message);
  }

  function fail(lock: Lock) {
    const { message } = lock;
    message.deliveries++;
    if (moveToDeadLetter !== undefined && message.deliveries >= settings.maxDeliveryCount) {
      locks.release(lock);
      moveToDeadLetter(message, deliveredTooOften(settings.maxDeliveryCount));
      return;
    }
    journal.save(settings.name, message);
    putBack(lock);
  }

  function settle(token: string, outcome: Outcome) {
    const lock = locks.findLock(token);
    const { message } = lock;
    if (outcome.kind === 'deadLetter' && moveToDeadLetter === undefined)
      throw notAllowed(`A message in '${settings.name}' cannot be dead-lettered again.`);
    if (outcome.kind !== 'complete')
      message.content = withApplicationProperties(message.content, outcome.properties);
    switch (outcome.kind) {
      case 'complete':
        locks.release(lock);
        journal.remove(message);
        return;
      case 'abandon':
        fail(lock);
        return;
      case 'defer':
        locks.release(lock);
        message.deliveries++;
        message.state = 'deferred';
        journal.save(settings.name, message);
        place(message);
        return;
      case 'deadLetter':
        locks.release(lock);
        moveToDeadLetter?.(message, outcome);
    }
  }

  return { settle, fail, putBack, expire };
}

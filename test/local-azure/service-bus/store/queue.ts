/**
 * One queue: accepts messages, delivers them to receivers, and handles those that are not completed. A receiver is a
 * `Consumer`; the queue does not use AMQP links.
 */
import type { LocalClock } from '../../clock.ts';
import type { MessageContent } from '../wire/message-content.ts';
import { contentSize } from '../wire/message-size.ts';
import { validateMessage } from './validation.ts';
import type { Consumer } from './consumer.ts';
import { makeDeadLetter, type DeadLetterReason } from './dead-letter.ts';
import { distribution } from './distribution.ts';
import { duplicateHistory } from './duplicates.ts';
import { dispositions } from './disposition.ts';
import type { Journal } from './journal.ts';
import { locks, type Lock } from './locks.ts';
import { locations } from './locations.ts';
import type { QueueSettings } from './queue-settings.ts';
import { sequenceNumbers } from './sequence-numbers.ts';
import { sessions, type Session } from './sessions.ts';
import type { StoredMessage } from './stored-message.ts';

export interface QueueSurroundings {
  readonly clock: LocalClock;
  readonly journal: Journal;
  readonly newId: () => number;
  /** Throws if the namespace or the queue accepts no sends now. */
  readonly assertAcceptsSends: () => void;
  /** Undefined in a dead-letter queue. */
  readonly moveToDeadLetter: ((message: StoredMessage, why: DeadLetterReason) => void) | undefined;
}

export type Queue = ReturnType<typeof queue>;

export function queue(settings: QueueSettings, surroundings: QueueSurroundings) {
  const { clock, journal, newId, assertAcceptsSends, moveToDeadLetter } = surroundings;
  const { name } = settings;
  const history = duplicateHistory(name, settings.duplicateWindowMs, journal);
  const numbers = sequenceNumbers(name, journal);
  const held = locks(clock, settings.lockMs, settings.requiresSession, (lock) => ending.fail(lock));
  const groups = sessions(clock, settings.lockMs, (session, holder) => {
    releaseSession(session, ending.fail);
    holder.consumer.sessionLost(session.id);
  });
  const stored = locations(settings, clock, groups, {
    started(message) {
      message.enqueuedSequence = message.sequence;
      message.sequence = numbers.next();
      activate(message);
    },
    ended: (message) => ending.expire(message),
    arrived: () => delivery.soon(),
  });
  const ending = dispositions({
    settings,
    clock,
    journal,
    locks: held,
    place: (message) => stored.place(message),
    moveToDeadLetter,
  });
  const delivery = distribution(stored.ready, groups, hand, (messages) => stored.take(messages));

  function enqueue(content: MessageContent): number {
    const now = clock.now();
    const sequence = numbers.next();
    // The service gives a repeat a sequence number too, and then drops it.
    if (history.isRepeat(content.messageId, now)) return sequence;
    const message: StoredMessage = {
      id: newId(),
      content,
      sequence,
      enqueuedSequence: undefined,
      state: (content.scheduledFor ?? 0) > now ? 'scheduled' : 'active',
      deliveries: 0,
      enqueuedAt: now,
      expiresAt: Infinity,
      isLocked: false,
    };
    if (message.state === 'active') activate(message);
    else store(message);
    return sequence;
  }

  function activate(message: StoredMessage) {
    const life = Math.min(message.content.ttlMs ?? Infinity, settings.timeToLiveMs);
    message.state = 'active';
    message.enqueuedAt = clock.now();
    message.expiresAt = message.enqueuedAt + life;
    store(message);
  }

  function store(message: StoredMessage) {
    journal.save(name, message);
    stored.place(message);
  }

  /** Locks the message until it is settled; receiveAndDelete removes it now. */
  function lockOrRemove(
    message: StoredMessage,
    mode: Consumer['mode'],
    session: Session | undefined,
  ) {
    if (mode === 'peekLock') return held.lock(message, session);
    journal.remove(message);
    return undefined;
  }

  function hand(message: StoredMessage, consumer: Consumer, session: Session | undefined) {
    consumer.deliver(message, lockOrRemove(message, consumer.mode, session));
  }

  function releaseSession(session: Session, each: (lock: Lock) => void) {
    const sessionLocks = [...session.locks];
    groups.release(session);
    for (const lock of sessionLocks) each(lock);
    groups.offer(session);
  }

  /** All messages of the queue, locked or not. */
  const allMessages = (): StoredMessage[] => [
    ...stored.all(),
    ...[...held.all()].map((lock) => lock.message),
  ];

  return {
    settings,
    clock,
    settle: ending.settle,
    locks: held,
    sessions: groups,
    consumers: delivery.consumers,
    pumpSoon: delivery.soon,

    /** Accepts all messages or none, and returns their sequence numbers. */
    admit(contents: readonly MessageContent[]): number[] {
      assertAcceptsSends();
      for (const content of contents) validateMessage(settings, content);
      return journal.together(() => contents.map(enqueue));
    },

    cancelScheduled(sequences: readonly number[]) {
      for (const message of stored.takeScheduled(sequences)) journal.remove(message);
    },

    receiveDeferred: (
      sequences: readonly number[],
      mode: Consumer['mode'],
      session: Session | undefined,
    ) =>
      stored
        .takeDeferred(sequences, session)
        .map((message) => ({ message, lock: lockOrRemove(message, mode, session) })),

    receiveDead(message: StoredMessage, why: DeadLetterReason) {
      makeDeadLetter(message, why, numbers.next());
      store(message);
    },

    closeSession: (session: Session) => releaseSession(session, ending.putBack),

    saveSessionState(session: Session, state: Buffer | null) {
      session.state = state;
      journal.saveSessionState(name, session.id, state);
    },

    browse: (from: number, count: number, session: string | undefined): StoredMessage[] =>
      allMessages()
        .filter((message) => message.sequence >= from)
        .filter((message) => session === undefined || message.content.sessionId === session)
        .sort((a, b) => a.sequence - b.sequence)
        .slice(0, count),

    restore() {
      const snapshot = journal.load(name);
      numbers.continueAfter(snapshot.lastSequence);
      for (const { id, state } of snapshot.sessionStates) groups.session(id).state = state;
      for (const { id, until } of snapshot.messageIds) history.restore(id, until);
      for (const message of snapshot.messages) {
        stored.place(message);
      }
    },

    /** The size of all messages in bytes on the wire. */
    size: () => allMessages().reduce((sum, { content }) => sum + contentSize(content), 0),

    counts: () => ({ ...stored.counts(), locked: held.size }),

    stop() {
      for (const timed of [held, groups, stored]) timed.stop();
    },
  };
}

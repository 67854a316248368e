/**
 * One queue: what comes in, to whom it goes, and what becomes of what is not completed. It knows receivers as
 * `Consumer`s and nothing of AMQP links.
 */
import type { LocalClock } from '../../clock.ts';
import type { MessageContent } from '../wire/message-content.ts';
import { contentSize } from '../wire/message-size.ts';
import { checkAdmission } from './validation.ts';
import type { Consumer } from './consumer.ts';
import { makeDeadLetter, type DeadLetterReason } from './dead-letter.ts';
import { distribution } from './distribution.ts';
import { duplicateHistory } from './duplicates.ts';
import { endings } from './disposition.ts';
import type { Journal } from './journal.ts';
import { locks, type Lock } from './locks.ts';
import { places } from './locations.ts';
import type { QueueSettings } from './queue-settings.ts';
import { sequenceNumbers } from './sequence-numbers.ts';
import { sessions, type Session } from './sessions.ts';
import type { StoredMessage } from './stored-message.ts';

export interface QueueSurroundings {
  readonly clock: LocalClock;
  readonly journal: Journal;
  readonly newId: () => number;
  /** Asked before anything is taken in; throws where the namespace or the queue takes nothing now. */
  readonly mayEnter: () => void;
  /** Absent in a dead-letter queue. */
  readonly bury: ((message: StoredMessage, why: DeadLetterReason) => void) | undefined;
}

export type Queue = ReturnType<typeof queue>;

export function queue(settings: QueueSettings, surroundings: QueueSurroundings) {
  const { clock, journal, newId, mayEnter, bury } = surroundings;
  const { name } = settings;
  const history = duplicateHistory(name, settings.duplicateWindowMs, journal);
  const numbers = sequenceNumbers(name, journal);
  const held = locks(clock, settings.lockMs, settings.requiresSession, (lock) => ending.fail(lock));
  const groups = sessions(clock, settings.lockMs, (session, holder) => {
    releaseSession(session, ending.fail);
    holder.consumer.sessionLost(session.id);
  });
  const shelf = places(settings, clock, groups, {
    started(message) {
      message.enqueuedSequence = message.sequence;
      message.sequence = numbers.next();
      activate(message);
    },
    ended: (message) => ending.expire(message),
    arrived: () => delivery.soon(),
  });
  const ending = endings({
    settings,
    clock,
    journal,
    locks: held,
    place: (message) => shelf.place(message),
    bury,
  });
  const delivery = distribution(shelf.ready, groups, hand, (line) => shelf.take(line));

  function enqueue(content: MessageContent): number {
    const now = clock.now();
    const sequence = numbers.next();
    // The service gives a repeat a number too, and then drops it.
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
    shelf.place(message);
  }

  /** Peek-locked it is kept until it is settled; otherwise it is gone now. */
  function lend(message: StoredMessage, mode: Consumer['mode'], session: Session | undefined) {
    if (mode === 'peekLock') return held.lock(message, session);
    journal.remove(message);
    return undefined;
  }

  function hand(message: StoredMessage, consumer: Consumer, session: Session | undefined) {
    consumer.deliver(message, lend(message, consumer.mode, session));
  }

  function releaseSession(session: Session, each: (lock: Lock) => void) {
    const holding = [...session.locks];
    groups.release(session);
    for (const lock of holding) each(lock);
    groups.offer(session);
  }

  /** Everything that is here, locked or not. */
  const everything = (): StoredMessage[] => [
    ...shelf.all(),
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

    /** All of them or none; returns their sequence numbers. */
    admit(contents: readonly MessageContent[]): number[] {
      mayEnter();
      for (const content of contents) checkAdmission(settings, content);
      return journal.together(() => contents.map(enqueue));
    },

    cancelScheduled(sequences: readonly number[]) {
      for (const message of shelf.takeScheduled(sequences)) journal.remove(message);
    },

    receiveDeferred: (
      sequences: readonly number[],
      mode: Consumer['mode'],
      session: Session | undefined,
    ) =>
      shelf
        .takeDeferred(sequences, session)
        .map((message) => ({ message, lock: lend(message, mode, session) })),

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
      everything()
        .filter((message) => message.sequence >= from)
        .filter((message) => session === undefined || message.content.sessionId === session)
        .sort((a, b) => a.sequence - b.sequence)
        .slice(0, count),

    restore() {
      const kept = journal.load(name);
      numbers.continueAfter(kept.lastSequence);
      for (const { id, state } of kept.sessionStates) groups.session(id).state = state;
      for (const { id, until } of kept.messageIds) history.restore(id, until);
      for (const message of kept.messages) {
        shelf.place(message);
      }
    },

    /** In bytes, as the messages would be sent. */
    size: () => everything().reduce((sum, { content }) => sum + contentSize(content), 0),

    counts: () => ({ ...shelf.counts(), locked: held.size }),

    stop() {
      for (const timed of [held, groups, shelf]) timed.stop();
    },
  };
}

/** The unlocked messages of a queue: ready, in a session, deferred, or scheduled. */
import type { LocalClock } from '../../clock.ts';
import { messageNotFound } from '../wire/refusal.ts';
import { scheduledItems } from './scheduled.ts';
import type { QueueSettings } from './queue-settings.ts';
import { readyMessages, type ReadyMessages } from './ready.ts';
import type { Session, Sessions } from './sessions.ts';
import type { StoredMessage } from './stored-message.ts';

export interface LocationEvents {
  /** A scheduled message is due. */
  started(message: StoredMessage): void;
  /** A ready message has expired and is removed. */
  ended(message: StoredMessage): void;
  /** A message is ready for delivery. */
  arrived(): void;
}

export function locations(
  settings: QueueSettings,
  clock: LocalClock,
  sessions: Sessions,
  events: LocationEvents,
) {
  const ready = readyMessages();
  const deferred = new Map<number, StoredMessage>();
  const scheduled = new Map<number, { message: StoredMessage; cancel: () => void }>();
  const starts = scheduledItems<StoredMessage>(clock, (message) => {
    scheduled.delete(message.sequence);
    events.started(message);
  });
  // Only ready messages expire. Locked and deferred messages expire when they are ready again.
  const watched = new Map<StoredMessage, () => void>();
  const ends = scheduledItems<StoredMessage>(clock, (message) => {
    watched.delete(message);
    readyOf(message).remove(message);
    events.ended(message);
  });

  const readyOf = (message: StoredMessage): ReadyMessages => sessionOf(message)?.ready ?? ready;

  function sessionOf(message: StoredMessage): Session | undefined {
    const { sessionId } = message.content;
    return settings.requiresSession && sessionId !== undefined
      ? sessions.session(sessionId)
      : undefined;
  }

  function place(message: StoredMessage) {
    const { state, sequence } = message;
    if (state === 'deferred') deferred.set(sequence, message);
    else if (state === 'scheduled') {
      const cancel = starts.add(message.content.scheduledFor ?? 0, message);
      scheduled.set(sequence, { message, cancel });
    } else {
      const session = sessionOf(message);
      readyOf(message).add(message);
      if (message.expiresAt < Infinity) watched.set(message, ends.add(message.expiresAt, message));
      if (session !== undefined) sessions.offer(session);
      events.arrived();
    }
  }

  return {
    ready,
    place,

    /** The next message that has not expired. */
    take(messages: ReadyMessages): StoredMessage | undefined {
      for (let message = messages.take(); message !== undefined; message = messages.take()) {
        watched.get(message)?.();
        watched.delete(message);
        if (message.expiresAt > clock.now()) return message;
        events.ended(message);
      }
      return undefined;
    },

    /** Removes all of these scheduled messages or none. */
    takeScheduled(sequences: readonly number[]): StoredMessage[] {
      const entries = sequences.map((sequence) => {
        const entry = scheduled.get(sequence);
        if (entry === undefined) throw messageNotFound(sequence);
        return entry;
      });
      for (const { message, cancel } of entries) {
        cancel();
        scheduled.delete(message.sequence);
      }
      return entries.map((entry) => entry.message);
    },

    /** Removes all of these deferred messages or none; in a session only its own. */
    takeDeferred(sequences: readonly number[], session: Session | undefined): StoredMessage[] {
      const messages = sequences.map((sequence) => {
        const message = deferred.get(sequence);
        if (message === undefined || sessionOf(message) !== session)
          throw messageNotFound(sequence);
        return message;
      });
      for (const message of messages) deferred.delete(message.sequence);
      return messages;
    },

    all: (): StoredMessage[] => [
      ...ready.all(),
      ...sessions.all().flatMap((session) => session.ready.all()),
      ...deferred.values(),
      ...[...scheduled.values()].map((entry) => entry.message),
    ],

    counts: () => ({
      active: sessions.all().reduce((sum, session) => sum + session.ready.size, ready.size),
      deferred: deferred.size,
      scheduled: scheduled.size,
    }),

    stop() {
      starts.stop();
      ends.stop();
    },
  };
}

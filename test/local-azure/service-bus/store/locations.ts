/** Where the messages of a queue are while nobody holds them: ready, in a session, deferred, or not yet due. */
import type { LocalClock } from '../../clock.ts';
import { messageNotFound } from '../wire/refusal.ts';
import { dueLine } from './scheduled.ts';
import type { QueueSettings } from './queue-settings.ts';
import { readyLine, type ReadyLine } from './ready.ts';
import type { Session, Sessions } from './sessions.ts';
import type { StoredMessage } from './stored-message.ts';

export interface PlaceEvents {
  /** A scheduled message is due. */
  started(message: StoredMessage): void;
  /** A ready message's life is over; it has been taken away. */
  ended(message: StoredMessage): void;
  /** There is something to deliver. */
  arrived(): void;
}

export function places(
  settings: QueueSettings,
  clock: LocalClock,
  sessions: Sessions,
  events: PlaceEvents,
) {
  const ready = readyLine();
  const deferred = new Map<number, StoredMessage>();
  const scheduled = new Map<number, { message: StoredMessage; cancel: () => void }>();
  const starts = dueLine<StoredMessage>(clock, (message) => {
    scheduled.delete(message.sequence);
    events.started(message);
  });
  // Watched while they lie ready: locked and deferred messages outlive their time until they come back.
  const watched = new Map<StoredMessage, () => void>();
  const ends = dueLine<StoredMessage>(clock, (message) => {
    watched.delete(message);
    lineOf(message).remove(message);
    events.ended(message);
  });

  const lineOf = (message: StoredMessage): ReadyLine => sessionOf(message)?.line ?? ready;

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
      lineOf(message).add(message);
      if (message.expiresAt < Infinity) watched.set(message, ends.add(message.expiresAt, message));
      if (session !== undefined) sessions.offer(session);
      events.arrived();
    }
  }

  return {
    ready,
    place,

    /** The next message that still lives. */
    take(line: ReadyLine): StoredMessage | undefined {
      for (let message = line.take(); message !== undefined; message = line.take()) {
        watched.get(message)?.();
        watched.delete(message);
        if (message.expiresAt > clock.now()) return message;
        events.ended(message);
      }
      return undefined;
    },

    /** All of them or none. */
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

    /** All of them or none; in a session, only its own. */
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
      ...sessions.all().flatMap((session) => session.line.all()),
      ...deferred.values(),
      ...[...scheduled.values()].map((entry) => entry.message),
    ],

    counts: () => ({
      active: sessions.all().reduce((sum, session) => sum + session.line.size, ready.size),
      deferred: deferred.size,
      scheduled: scheduled.size,
    }),

    stop() {
      starts.stop();
      ends.stop();
    },
  };
}

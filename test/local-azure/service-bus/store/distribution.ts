/** Delivers ready messages to receivers with credit, one message each in turn, so that no receiver starves. */
import type { Consumer } from './consumer.ts';
import type { ReadyMessages } from './ready.ts';
import type { Session, Sessions } from './sessions.ts';
import type { StoredMessage } from './stored-message.ts';

export interface Distribution {
  readonly consumers: Set<Consumer>;
  /** Schedules a delivery run after the current event. */
  readonly soon: () => void;
}

export function distribution(
  ready: ReadyMessages,
  sessions: Sessions,
  hand: (message: StoredMessage, consumer: Consumer, session: Session | undefined) => void,
  takeUnexpired: (messages: ReadyMessages) => StoredMessage | undefined,
): Distribution {
  const consumers = new Set<Consumer>();
  let isDue = false;

  function feed(
    messages: ReadyMessages,
    receivers: Iterable<Consumer>,
    session: Session | undefined,
  ) {
    for (let isMoving = true; isMoving;) {
      isMoving = false;
      for (const consumer of receivers) {
        if (consumer.room() <= 0) continue;
        const message = takeUnexpired(messages);
        if (message === undefined) return;
        hand(message, consumer, session);
        isMoving = true;
      }
    }
  }

  function run() {
    isDue = false;
    feed(ready, consumers, undefined);
    for (const session of sessions.inHands())
      if (session.holder !== undefined) feed(session.ready, [session.holder.consumer], session);
  }

  return {
    consumers,
    soon() {
      if (isDue) return;
      isDue = true;
      setImmediate(run);
    },
  };
}

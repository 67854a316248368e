/** Hands ready messages to receivers with room for them: one each in turn, so that none starves beside a greedy one. */
import type { Consumer } from './consumer.ts';
import type { ReadyLine } from './ready.ts';
import type { Session, Sessions } from './sessions.ts';
import type { StoredMessage } from './stored-message.ts';

export interface Distribution {
  readonly consumers: Set<Consumer>;
  /** Once more, when the current event is over. */
  readonly soon: () => void;
}

export function distribution(
  ready: ReadyLine,
  sessions: Sessions,
  hand: (message: StoredMessage, consumer: Consumer, session: Session | undefined) => void,
  takeLive: (line: ReadyLine) => StoredMessage | undefined,
): Distribution {
  const consumers = new Set<Consumer>();
  let isDue = false;

  function feed(line: ReadyLine, receivers: Iterable<Consumer>, session: Session | undefined) {
    for (let isMoving = true; isMoving;) {
      isMoving = false;
      for (const consumer of receivers) {
        if (consumer.room() <= 0) continue;
        const message = takeLive(line);
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
      if (session.holder !== undefined) feed(session.line, [session.holder.consumer], session);
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

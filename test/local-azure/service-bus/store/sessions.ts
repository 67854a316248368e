/**
 * The sessions of one queue, with their receivers and the waiting receivers. The session that has waited longest goes to
 * the receiver that has waited longest.
 */
import type { LocalClock } from '../../clock.ts';
import { sessionLockLost, sessionTaken } from '../wire/refusal.ts';
import type { Consumer } from './consumer.ts';
import { scheduledItems } from './scheduled.ts';
import type { Lock } from './locks.ts';
import { readyMessages, type ReadyMessages } from './ready.ts';

export interface Holder {
  readonly consumer: Consumer;
  until: number;
  cancel: () => void;
}

export interface Session {
  readonly id: string;
  readonly ready: ReadyMessages;
  readonly locks: Set<Lock>;
  state: Buffer | null;
  holder: Holder | undefined;
}

export interface Sessions {
  session(id: string): Session;
  all(): Session[];
  inHands(): Session[];
  /** Offers a session with new or released messages to a waiting receiver. */
  offer(session: Session): void;
  /** Throws if another receiver holds the session. */
  accept(id: string, consumer: Consumer): Session;
  /** Calls `granted` at once or when a session has messages. Returns its cancellation. */
  acceptNext(consumer: Consumer, granted: (session: Session) => void): () => void;
  /** Throws if no link or another link holds the session. */
  held(id: string, linkName: string | undefined): Session;
  renew(session: Session): number;
  release(session: Session): void;
  stop(): void;
}

export function sessions(
  clock: LocalClock,
  lockMs: number,
  onEnd: (session: Session, holder: Holder) => void,
): Sessions {
  const byId = new Map<string, Session>();
  const free = new Set<Session>();
  const inHands = new Set<Session>();
  const seekers = new Set<{ consumer: Consumer; granted: (session: Session) => void }>();
  const ends = scheduledItems<Session>(clock, (session) => {
    const { holder } = session;
    if (holder !== undefined) onEnd(session, holder);
  });

  function session(id: string): Session {
    let existing = byId.get(id);
    if (existing === undefined) {
      existing = { id, ready: readyMessages(), locks: new Set(), state: null, holder: undefined };
      byId.set(id, existing);
    }
    return existing;
  }

  function grant(to: Session, consumer: Consumer) {
    free.delete(to);
    inHands.add(to);
    const until = clock.now() + lockMs;
    to.holder = { consumer, until, cancel: ends.add(until, to) };
  }

  /** The messages of a free session may have expired in the meantime. */
  function longestFree(): Session | undefined {
    for (const candidate of free) {
      if (candidate.ready.size > 0) return candidate;
      free.delete(candidate);
    }
    return undefined;
  }

  function match() {
    for (const seeker of seekers) {
      const longest = longestFree();
      if (longest === undefined) return;
      seekers.delete(seeker);
      grant(longest, seeker.consumer);
      seeker.granted(longest);
    }
  }

  return {
    session,
    all: () => [...byId.values()],
    inHands: () => [...inHands],
    offer(offered) {
      if (offered.holder !== undefined || offered.ready.size === 0) return;
      free.add(offered);
      match();
    },
    accept(id, consumer) {
      const wanted = session(id);
      if (wanted.holder !== undefined) throw sessionTaken(id);
      grant(wanted, consumer);
      return wanted;
    },
    acceptNext(consumer, granted) {
      const seeker = { consumer, granted };
      seekers.add(seeker);
      match();
      return () => void seekers.delete(seeker);
    },
    held(id, linkName) {
      const known = byId.get(id);
      const holder = known?.holder;
      if (known === undefined || holder === undefined) throw sessionLockLost(id);
      if (linkName !== undefined && holder.consumer.name !== linkName) throw sessionLockLost(id);
      return known;
    },
    renew(held) {
      const { holder } = held;
      if (holder === undefined) throw sessionLockLost(held.id);
      holder.cancel();
      holder.until = clock.now() + lockMs;
      holder.cancel = ends.add(holder.until, held);
      for (const lock of held.locks) lock.until = holder.until;
      return holder.until;
    },
    release(held) {
      held.holder?.cancel();
      held.holder = undefined;
      inHands.delete(held);
      if (held.ready.size === 0 && held.state === null) byId.delete(held.id);
    },
    stop: () => ends.stop(),
  };
}

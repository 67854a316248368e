/**
 * Accepts a session for an attached link. The answer to the attach has the session id and the expiry of its lock. For
 * the next session, the answer waits until a session is available or the timeout of the client ends.
 */
import type { Dictionary, Sender } from 'rhea';
import type { LocalClock } from '../../clock.ts';
import type { Consumer } from '../store/consumer.ts';
import type { Queue } from '../store/queue.ts';
import type { Session } from '../store/sessions.ts';
import { amqpError, noSessionInTime } from '../wire/refusal.ts';
import { attachOf, holdAttach, longBytes } from '../wire/rhea-edge.ts';

const filterName = 'com.microsoft:session-filter';

/** .NET counts units of 100 ns since the year 1. */
const ticks = (ms: number) => BigInt(Math.trunc(ms)) * 10_000n + 621_355_968_000_000_000n;

/** The id of a session; null for the next session; undefined without a session. */
export function sessionWanted(
  filter: Dictionary<unknown> | null | undefined,
): string | null | undefined {
  if (filter === undefined || filter === null || !(filterName in filter)) return undefined;
  const given = filter[filterName];
  const value = typeof given === 'object' && given !== null ? given.valueOf() : given;
  return typeof value === 'string' ? value : null;
}

export function openSession(
  sender: Sender,
  queue: Queue,
  consumer: Consumer,
  wanted: string | null,
  clock: LocalClock,
): () => void {
  const { address } = sender.source;
  let session: Session | undefined;

  function attachSession(to: Session) {
    session = to;
    const until = clock.realAt(to.holder?.until ?? clock.now());
    sender.set_source({ address, filter: { [filterName]: to.id } });
    attachOf(sender).properties = { 'com.microsoft:locked-until-utc': longBytes(ticks(until)) };
    queue.pumpSoon();
  }

  const leave = () => {
    // The lock may have expired, and another link may hold the session.
    if (session?.holder?.consumer === consumer) queue.closeSession(session);
  };
  if (wanted !== null) {
    attachSession(queue.sessions.accept(wanted, consumer));
    return leave;
  }

  const answer = holdAttach(sender);
  const patience = setTimeout(() => {
    giveUp();
    sender.close(amqpError(noSessionInTime()));
    answer();
  }, patienceMs(sender));
  const giveUp = queue.sessions.acceptNext(consumer, (to) => {
    clearTimeout(patience);
    attachSession(to);
    answer();
  });
  return () => {
    clearTimeout(patience);
    giveUp();
    answer();
    leave();
  };
}

/** Slightly less than the timeout of the client, so that it gets the reason. */
function patienceMs(sender: Sender): number {
  const properties = (sender.properties as Dictionary<unknown> | undefined) ?? {};
  const given = Number(properties['com.microsoft:timeout'] ?? 60_000);
  return Math.max(0, given - Math.min(200, given / 4));
}

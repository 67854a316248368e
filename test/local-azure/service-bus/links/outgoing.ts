/** Links on which the client receives: from a queue or a session, or replies of $cbs and $management. */
import type { Sender } from 'rhea';
import type { LocalClock } from '../../clock.ts';
import type { Consumer } from '../store/consumer.ts';
import type { Namespace } from '../store/namespace.ts';
import type { Queue } from '../store/queue.ts';
import { brokerFields } from '../store/stored-message.ts';
import { lockTokenTag, newLockToken } from '../wire/lock-token.ts';
import { encodeMessage } from '../wire/message-encoding.ts';
import { amqpError, asRefusal, notAllowed, sessionLockLost } from '../wire/refusal.ts';
import { answerDrains, attachOf, roomOf } from '../wire/rhea-edge.ts';
import { nodeOf } from './addresses.ts';
import { addReplyLink } from './replies.ts';
import { openSession, sessionWanted } from './session-attach.ts';
import { listenForOutcomes } from './settlement.ts';

/** Runs when the link ends for any reason. */
export type Leave = () => void;

const presettled = 1;

function consumerOf(sender: Sender, clock: LocalClock): Consumer {
  const mode = sender.snd_settle_mode === presettled ? 'receiveAndDelete' : 'peekLock';
  return {
    name: sender.name,
    mode,
    room: () => (sender.is_open() ? roomOf(sender) : 0),
    deliver(message, lock) {
      const until = lock === undefined ? undefined : clock.realAt(lock.until);
      const bytes = encodeMessage(message.content, brokerFields(message, until));
      sender.send(bytes, lockTokenTag(lock?.token ?? newLockToken()), 0);
    },
    sessionLost: (session) => sender.close(amqpError(sessionLockLost(session))),
  };
}

function openEntity(sender: Sender, queue: Queue, clock: LocalClock): Leave {
  const { address, filter } = sender.source;
  const sessionId = sessionWanted(filter);
  const consumer = consumerOf(sender, clock);
  sender.set_source({ address });
  sender.set_target({ address: sender.target.address });
  attachOf(sender).snd_settle_mode = sender.snd_settle_mode;
  attachOf(sender).rcv_settle_mode = sender.rcv_settle_mode;
  answerDrains(sender);
  listenForOutcomes(sender, queue);
  sender.on('sender_flow', () => queue.pumpSoon());

  if (queue.settings.requiresSession && sessionId === undefined)
    throw notAllowed(
      'It is not possible for an entity that requires sessions to create a non-sessionful message receiver.',
    );
  if (!queue.settings.requiresSession && sessionId !== undefined)
    throw notAllowed(
      'A sessionful message receiver cannot be created on an entity that does not require sessions.',
    );
  if (sessionId !== undefined) return openSession(sender, queue, consumer, sessionId, clock);
  queue.consumers.add(consumer);
  // Locks stay after the end of the link, because the SDK may still settle over $management.
  return () => void queue.consumers.delete(consumer);
}

export function openOutgoing(sender: Sender, namespace: Namespace, clock: LocalClock): Leave {
  const address = sender.source.address;
  try {
    const node = nodeOf(address);
    if (node.kind === 'entity') return openEntity(sender, namespace.entity(node.entity), clock);
    if (node.kind === 'management') namespace.entity(node.entity);
    // The type says always present, but $cbs links have none.
    const target = sender.target.address as string | undefined;
    sender.set_source({ address });
    sender.set_target({ address: target ?? sender.name });
    attachOf(sender).snd_settle_mode = presettled;
    addReplyLink(sender, target);
  } catch (error) {
    sender.close(amqpError(asRefusal(error)));
  }
  return () => {};
}

/** A message in a queue, and what the queue knows of it. Instants are the local clock's. */
import type { MessageContent } from '../wire/message-content.ts';
import type { BrokerFields } from '../wire/message-encoding.ts';

export interface StoredMessage {
  /** Unique over all queues: the journal's key. */
  readonly id: number;
  content: MessageContent;
  sequence: number;
  /** The number that it had before it was activated or dead-lettered. */
  enqueuedSequence: number | undefined;
  state: BrokerFields['state'];
  /** Deliveries that ended without the message being completed. */
  deliveries: number;
  enqueuedAt: number;
  expiresAt: number;
  /** A receiver holds it. */
  isLocked: boolean;
}

/** What the wire shows of it. */
export const brokerFields = (
  message: StoredMessage,
  lockedUntil: number | undefined,
): BrokerFields => ({
  sequence: message.sequence,
  enqueuedSequence: message.enqueuedSequence,
  deliveries: message.deliveries,
  enqueuedAt: message.enqueuedAt,
  ttlMs: Number.isFinite(message.expiresAt)
    ? message.expiresAt - message.enqueuedAt
    : message.content.ttlMs,
  state: message.state,
  lockedUntil,
});

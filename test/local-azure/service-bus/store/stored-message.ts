/** A message in a queue, with its state. Instants are those of the local clock. */
import type { MessageContent } from '../wire/message-content.ts';
import type { BrokerFields } from '../wire/message-encoding.ts';

export interface StoredMessage {
  /** The key in the journal, unique over all queues. */
  readonly id: number;
  content: MessageContent;
  sequence: number;
  /** The sequence number before the message was activated or dead-lettered. */
  enqueuedSequence: number | undefined;
  state: BrokerFields['state'];
  /** Deliveries that ended without completion. */
  deliveries: number;
  enqueuedAt: number;
  expiresAt: number;
  /** True while a receiver holds the lock. */
  isLocked: boolean;
}

/** The state that the wire shows. */
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

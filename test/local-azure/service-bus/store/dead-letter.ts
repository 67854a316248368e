/** Makes a message a dead letter: it keeps its content and gets the reason as a property. */
import { withApplicationProperties } from '../wire/message-content.ts';
import type { StoredMessage } from './stored-message.ts';

export interface DeadLetterReason {
  readonly reason: string | undefined;
  readonly description: string | undefined;
}

export const expired: DeadLetterReason = {
  reason: 'TTLExpiredException',
  description: 'The message expired and was dead lettered.',
};

export const deliveredTooOften = (limit: number): DeadLetterReason => ({
  reason: 'MaxDeliveryCountExceeded',
  description: `Message could not be consumed after ${limit} delivery attempts.`,
});

export function makeDeadLetter(
  message: StoredMessage,
  { reason, description }: DeadLetterReason,
  sequence: number,
): void {
  message.content = withApplicationProperties(message.content, {
    ...(reason !== undefined && { DeadLetterReason: reason }),
    ...(description !== undefined && { DeadLetterErrorDescription: description }),
  });
  message.enqueuedSequence ??= message.sequence;
  message.sequence = sequence;
  message.state = 'active';
  // Dead letters stay until a receiver settles them.
  message.expiresAt = Infinity;
}

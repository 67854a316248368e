/** Refuses messages that the service does not accept. */
import type { MessageContent } from '../wire/message-content.ts';
import { checkHeaderSize } from '../wire/message-size.ts';
import { notAllowed, Refusal } from '../wire/refusal.ts';
import type { QueueSettings } from './queue-settings.ts';

const longestId = 128;

const tooLong = (name: string) =>
  new Refusal(
    'com.microsoft:argument-out-of-range',
    400,
    `${name} must not be longer than ${longestId} characters.`,
  );

export function validateMessage(settings: QueueSettings, content: MessageContent): void {
  const { messageId, sessionId, partitionKey } = content;
  if (settings.isDeadLetter) throw notAllowed(`Messages cannot be sent to '${settings.name}'.`);
  if (settings.requiresSession && (sessionId === undefined || sessionId === ''))
    throw notAllowed(
      `The SessionId was not set on a message, and it cannot be sent to the entity '${settings.name}'.`,
    );
  checkHeaderSize(content);
  if (messageId.length > longestId) throw tooLong('The message id');
  if ((sessionId?.length ?? 0) > longestId) throw tooLong('The session id');
  if ((partitionKey?.length ?? 0) > longestId) throw tooLong('The partition key');
  if (sessionId !== undefined && partitionKey !== undefined && sessionId !== partitionKey)
    throw notAllowed('The partition key must equal the session id where both are set.');
}

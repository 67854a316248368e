/** Service Bus messages in the form of the trigger, with the names of .NET's extension. */
import { type ServiceBusReceivedMessage } from '@azure/service-bus';
import { type RpcData } from '../app/programming-model.ts';

class UnsupportedMessage extends Error {
  override readonly name = 'UnsupportedMessage';
}

/** The raw bytes of a message: the receivers do not parse bodies. */
function bytesOf(message: ServiceBusReceivedMessage): Buffer {
  const body: unknown = message.body;
  if (Buffer.isBuffer(body)) return body;
  if (body instanceof Uint8Array) return Buffer.from(body);
  throw new UnsupportedMessage(
    `Message ${String(message.messageId)} has an AMQP value or sequence body; only data bodies are supported.`,
  );
}

const json = (value: unknown): RpcData =>
  value === undefined || value === null ? {} : { json: JSON.stringify(value) };
const text = (value: string | undefined): RpcData => (value === undefined ? {} : { string: value });

type Field = { isText: true; value: string | undefined } | { isText: false; value: unknown };

/** Every value under its .NET name; strings stay strings, other values become JSON. */
function fields(message: ServiceBusReceivedMessage): Record<string, Field> {
  const asText = (value: string | number | Buffer | undefined): Field => ({
    isText: true,
    value: value?.toString(),
  });
  const other = (value: unknown): Field => ({ isText: false, value });
  return {
    MessageId: asText(message.messageId),
    SessionId: asText(message.sessionId),
    CorrelationId: asText(message.correlationId),
    ContentType: asText(message.contentType),
    Subject: asText(message.subject),
    Label: asText(message.subject),
    To: asText(message.to),
    ReplyTo: asText(message.replyTo),
    ReplyToSessionId: asText(message.replyToSessionId),
    PartitionKey: asText(message.partitionKey),
    LockToken: asText(message.lockToken),
    DeadLetterSource: asText(message.deadLetterSource),
    SequenceNumber: other(message.sequenceNumber?.toNumber()),
    EnqueuedSequenceNumber: other(message.enqueuedSequenceNumber),
    // The header counts earlier failed deliveries; .NET counts the current one too.
    DeliveryCount: other((message.deliveryCount ?? 0) + 1),
    EnqueuedTimeUtc: other(message.enqueuedTimeUtc),
    ExpiresAtUtc: other(message.expiresAtUtc),
    LockedUntilUtc: other(message.lockedUntilUtc),
    ScheduledEnqueueTimeUtc: other(message.scheduledEnqueueTimeUtc),
    TimeToLive: other(message.timeToLive),
    ApplicationProperties: other(message.applicationProperties ?? {}),
    UserProperties: other(message.applicationProperties ?? {}),
  };
}

export function singleMessage(message: ServiceBusReceivedMessage, binary: boolean) {
  const body = bytesOf(message);
  const data: RpcData = binary ? { bytes: body } : { string: body.toString('utf8') };
  const metadata: Record<string, RpcData> = {};
  for (const [name, field] of Object.entries(fields(message)))
    metadata[name] = field.isText ? text(field.value) : json(field.value);
  return { data, metadata };
}

/** Cardinality `many`: bodies as one collection, metadata as `…Array`. */
export function messageBatch(messages: readonly ServiceBusReceivedMessage[], binary: boolean) {
  const bodies = messages.map(bytesOf);
  const data: RpcData = binary
    ? { collectionBytes: { bytes: bodies } }
    : { collectionString: { string: bodies.map((body) => body.toString('utf8')) } };
  const metadata: Record<string, RpcData> = {};
  const rows = messages.map(fields);
  for (const name of Object.keys(rows[0] ?? {}))
    metadata[`${name}Array`] = json(rows.map((row) => row[name]?.value ?? null));
  return { data, metadata };
}

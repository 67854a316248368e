/** Encodes a message: the header and the annotations of the broker, then the bytes of the sender. */
import { compound, section } from './bytes.ts';
import { encodeMap, type MessageContent } from './message-content.ts';
import { absent, int, long, timestamp, uint } from './values.ts';

export interface BrokerFields {
  readonly sequence: number;
  readonly enqueuedSequence: number | undefined;
  /** The number of earlier failed deliveries; 0 for the first delivery. */
  readonly deliveries: number;
  /** An instant of the local clock. */
  readonly enqueuedAt: number;
  readonly ttlMs: number | undefined;
  readonly state: 'active' | 'deferred' | 'scheduled';
  /** An instant of the machine clock, because the SDK compares it with that clock. */
  readonly lockedUntil: number | undefined;
}

const stateNumbers = { active: 0, deferred: 1, scheduled: 2 } as const;

export function encodeMessage(content: MessageContent, broker: BrokerFields): Buffer {
  const header = compound(0xd0, [
    content.durable ?? absent,
    content.priority ?? absent,
    broker.ttlMs === undefined ? absent : uint(Math.min(broker.ttlMs, 2 ** 32 - 1)),
    absent,
    uint(broker.deliveries),
  ]);
  const annotations = new Map(content.annotations);
  annotations.set('x-opt-sequence-number', long(broker.sequence));
  annotations.set('x-opt-enqueued-time', timestamp(broker.enqueuedAt));
  if (broker.enqueuedSequence !== undefined)
    annotations.set('x-opt-enqueue-sequence-number', long(broker.enqueuedSequence));
  if (broker.lockedUntil !== undefined)
    annotations.set('x-opt-locked-until', timestamp(broker.lockedUntil));
  if (broker.state !== 'active')
    annotations.set('x-opt-message-state', int(stateNumbers[broker.state]));
  return Buffer.concat([
    section(0x70, header),
    encodeMap(0x72, annotations),
    content.properties,
    content.applicationProperties ?? Buffer.alloc(0),
    content.body,
  ]);
}

/** The original message, which the journal stores and `readContent` reads. */
export function encodeContent(content: MessageContent): Buffer {
  const header = compound(0xd0, [
    content.durable ?? absent,
    content.priority ?? absent,
    content.ttlMs === undefined ? absent : uint(content.ttlMs),
  ]);
  return Buffer.concat([
    section(0x70, header),
    encodeMap(0x72, content.annotations),
    content.properties,
    content.applicationProperties ?? Buffer.alloc(0),
    content.body,
  ]);
}

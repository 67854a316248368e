/** A message as the broker sends it: the sender's bytes behind a header and annotations of the broker's own. */
import { compound, section } from './bytes.ts';
import { encodeMap, type MessageContent } from './message-content.ts';
import { absent, int, long, timestamp, uint } from './values.ts';

export interface BrokerFields {
  readonly sequence: number;
  readonly enqueuedSequence: number | undefined;
  /** Earlier deliveries that failed: 0 the first time. */
  readonly deliveries: number;
  /** Local-clock instant. */
  readonly enqueuedAt: number;
  readonly ttlMs: number | undefined;
  readonly state: 'active' | 'deferred' | 'scheduled';
  /** The machine's instant, because the SDK compares it with the machine's clock. */
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

/** As it came: what the journal keeps and `readContent` reads back. */
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

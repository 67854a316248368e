/**
 * A message of a sender, split into two parts. The broker reads or replaces the header, the annotations and the two ids.
 * It passes on all other bytes unchanged. Values are never changed in place.
 */
import { randomUUID } from 'node:crypto';
import { compound, elements, section, sections } from './bytes.ts';
import { anyValue, readValue, string, symbol } from './values.ts';

/** Encoded values by key. */
export type EncodedMap = ReadonlyMap<string, Buffer>;

export interface MessageContent {
  readonly messageId: string;
  readonly sessionId: string | undefined;
  readonly partitionKey: string | undefined;
  readonly ttlMs: number | undefined;
  /** The enqueue instant of the sender, in the local clock. */
  readonly scheduledFor: number | undefined;
  /** The encoded header fields: durable, priority. */
  readonly durable: Buffer | undefined;
  readonly priority: Buffer | undefined;
  readonly annotations: EncodedMap;
  /** Whole encoded sections. */
  readonly properties: Buffer;
  readonly applicationProperties: Buffer | undefined;
  readonly body: Buffer;
}

const header = 0x70;
const annotations = 0x72;
const properties = 0x73;
const applicationProperties = 0x74;
const firstBody = 0x75;
/** Annotations of the broker; a copy of a received message may still have them. */
const brokerAnnotations = [
  'x-opt-sequence-number',
  'x-opt-enqueued-time',
  'x-opt-enqueue-sequence-number',
  'x-opt-locked-until',
  'x-opt-message-state',
];
const messageIdAt = 0;
const sessionIdAt = 10;

const isPresent = (bytes: Buffer | undefined): bytes is Buffer =>
  bytes !== undefined && bytes[0] !== 0x40;

function encodedMap(value: Buffer | undefined): Map<string, Buffer> {
  const map = new Map<string, Buffer>();
  if (value === undefined) return map;
  const parts = elements(value);
  for (let i = 0; i + 1 < parts.length; i += 2)
    map.set(String(readValue(parts[i]!)), parts[i + 1]!);
  return map;
}

export function encodeMap(code: number, map: EncodedMap): Buffer {
  const key = code === applicationProperties ? string : symbol;
  return section(
    code,
    compound(
      0xd1,
      [...map].flatMap(([name, value]) => [key(name), value]),
    ),
  );
}

const instant = (bytes: Buffer | undefined) => {
  if (!isPresent(bytes)) return undefined;
  const value = readValue(bytes);
  return value instanceof Date ? value.getTime() : Number(value);
};

/** Gives an id to a message without one, as the service does; otherwise the SDK cannot settle it. */
function withMessageId(fields: Buffer[]): { messageId: string; section: Buffer | undefined } {
  const given = fields[messageIdAt];
  if (isPresent(given)) {
    const id = readValue(given);
    return {
      messageId: Buffer.isBuffer(id) ? id.toString('hex') : String(id),
      section: undefined,
    };
  }
  const messageId = randomUUID().replaceAll('-', '');
  const rest = fields.slice(messageIdAt + 1);
  return { messageId, section: section(properties, compound(0xd0, [string(messageId), ...rest])) };
}

export function readContent(bytes: Buffer): MessageContent {
  const cut = sections(bytes);
  const find = (code: number) => cut.find((one) => one.code === code);
  const [durable, priority, ttl] = elements(find(header)?.value ?? Buffer.from([0x45]));
  const fields = elements(find(properties)?.value ?? Buffer.from([0x45]));
  const notes = encodedMap(find(annotations)?.value);
  for (const name of brokerAnnotations) notes.delete(name);
  const { messageId, section: own } = withMessageId(fields);
  const text = (field: Buffer | undefined) =>
    isPresent(field) ? String(readValue(field)) : undefined;
  return {
    messageId,
    sessionId: text(fields[sessionIdAt]),
    partitionKey: text(notes.get('x-opt-partition-key')),
    ttlMs: isPresent(ttl) ? Number(readValue(ttl)) : undefined,
    scheduledFor: instant(notes.get('x-opt-scheduled-enqueue-time')),
    durable,
    priority,
    annotations: notes,
    properties: own ?? find(properties)!.bytes,
    applicationProperties: find(applicationProperties)?.bytes,
    body: Buffer.concat(cut.filter((one) => one.code >= firstBody).map((one) => one.bytes)),
  };
}

/** Adds or replaces application properties; the others keep their bytes. */
export function withApplicationProperties(
  content: MessageContent,
  changes: Readonly<Record<string, unknown>>,
): MessageContent {
  const entries = Object.entries(changes);
  if (entries.length === 0) return content;
  const present = content.applicationProperties;
  const map = encodedMap(present === undefined ? undefined : sections(present)[0]!.value);
  for (const [name, value] of entries) map.set(name, anyValue(value));
  return { ...content, applicationProperties: encodeMap(applicationProperties, map) };
}

/** Encodes and decodes single AMQP values. Simple types are written here; rhea does the rest. */
import rhea from 'rhea';

interface Codec {
  Reader: new (bytes: Buffer) => { read(): unknown };
  Writer: new () => { write(value: unknown): void; toBuffer(): Buffer };
  wrap(value: unknown): unknown;
  unwrap(value: unknown): unknown;
  wrap_array(values: unknown[], code: number): unknown;
}

// The type declarations of rhea omit the reader, the writer and the named constructors.
const codec = rhea.types as unknown as Codec;

export const absent = Buffer.from([0x40]);

export const readValue = (bytes: Buffer): unknown => codec.unwrap(new codec.Reader(bytes).read());

/** Encodes a value with the type that rhea selects, which is also the choice of the SDK. */
export function anyValue(value: unknown): Buffer {
  const writer = new codec.Writer();
  writer.write(codec.wrap(value));
  return Buffer.from(writer.toBuffer());
}

export function long(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(9);
  bytes.writeUInt8(0x81, 0);
  bytes.writeBigInt64BE(BigInt(value), 1);
  return bytes;
}

export function timestamp(ms: number): Buffer {
  const bytes = long(Math.trunc(ms));
  bytes.writeUInt8(0x83, 0);
  return bytes;
}

export function int(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(5);
  bytes.writeUInt8(0x71, 0);
  bytes.writeInt32BE(value, 1);
  return bytes;
}

export function uint(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(5);
  bytes.writeUInt8(0x70, 0);
  bytes.writeUInt32BE(value, 1);
  return bytes;
}

function text(code: 0xa1 | 0xa3, value: string): Buffer {
  const content = Buffer.from(value, 'utf8');
  if (content.length < 256) return Buffer.concat([Buffer.from([code, content.length]), content]);
  const head = Buffer.allocUnsafe(5);
  head.writeUInt8(code + 0x10, 0);
  head.writeUInt32BE(content.length, 1);
  return Buffer.concat([head, content]);
}

export const string = (value: string): Buffer => text(0xa1, value);
export const symbol = (value: string): Buffer => text(0xa3, value);

/** Arrays for the replies of $management; the SDK expects exactly these element types. */
export const longs = (values: readonly number[]): unknown => codec.wrap_array([...values], 0x81);
export const timestamps = (values: readonly number[]): unknown =>
  codec.wrap_array(values.map(Math.trunc), 0x83);

/**
 * Splits encoded AMQP 1.0 values without decoding them. So the receiver gets exactly the bytes of the sender, down to
 * the width of an integer. A value is an optional descriptor (0x00, value), a type code and its content. The upper half
 * of the code defines the length of the content.
 */

/** The position after the value at `at`. */
function valueEnd(bytes: Buffer, at: number): number {
  const code = bytes.readUInt8(at);
  const start = at + 1;
  if (code === 0x00) return valueEnd(bytes, valueEnd(bytes, start));
  switch (code >>> 4) {
    case 0x4:
      return start;
    case 0x5:
    case 0x6:
    case 0x7:
    case 0x8:
    case 0x9:
      return start + 2 ** ((code >>> 4) - 5);
    case 0xa:
    case 0xc:
    case 0xe:
      return start + 1 + bytes.readUInt8(start);
    case 0xb:
    case 0xd:
    case 0xf:
      return start + 4 + bytes.readUInt32BE(start);
    default:
      throw new Error(`0x${code.toString(16)} is not an AMQP type code.`);
  }
}

/** The encoded elements of a list or map; a map gives key, value, key, value. */
export function elements(bytes: Buffer): Buffer[] {
  const code = bytes.readUInt8(0);
  if (code === 0x45) return [];
  const wide = code === 0xd0 || code === 0xd1;
  if (!wide && code !== 0xc0 && code !== 0xc1)
    throw new Error(`0x${code.toString(16)} is neither a list nor a map.`);
  const count = wide ? bytes.readUInt32BE(5) : bytes.readUInt8(2);
  const parts: Buffer[] = [];
  let at = wide ? 9 : 3;
  while (parts.length < count) {
    const end = valueEnd(bytes, at);
    parts.push(bytes.subarray(at, end));
    at = end;
  }
  return parts;
}

/** Encodes a list (0xd0) or map (0xd1) of encoded elements. */
export function compound(code: 0xd0 | 0xd1, parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const head = Buffer.allocUnsafe(9);
  head.writeUInt8(code, 0);
  head.writeUInt32BE(length + 4, 1);
  head.writeUInt32BE(parts.length, 5);
  return Buffer.concat([head, ...parts]);
}

export interface Section {
  /** The numeric descriptor: 0x70 header … 0x78 footer. */
  readonly code: number;
  /** The bytes of the section, with its descriptor. */
  readonly bytes: Buffer;
  /** The bytes of the value without the descriptor. */
  readonly value: Buffer;
}

/** The sections of a message in order. */
export function sections(bytes: Buffer): Section[] {
  const result: Section[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (bytes.readUInt8(at) !== 0x00) throw new Error('A message section has no descriptor.');
    const descriptor = bytes.readUInt8(at + 1);
    if (descriptor !== 0x53 && descriptor !== 0x80)
      throw new Error('A message section has a descriptor that is not a number.');
    const valueAt = valueEnd(bytes, at + 1);
    const end = valueEnd(bytes, valueAt);
    result.push({
      code: bytes.readUInt8(valueAt - 1),
      bytes: bytes.subarray(at, end),
      value: bytes.subarray(valueAt, end),
    });
    at = end;
  }
  if (at > bytes.length) throw new Error('The message ends inside a section.');
  return result;
}

/** Encodes a section. */
export function section(code: number, value: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([0x00, 0x53, code]), value]);
}

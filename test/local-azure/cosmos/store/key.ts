// A value as a text that SQLite sorts like Cosmos DB sorts the values. It has one character for the type, then the value.
// A range of one type contains no texts of other types, so it is a range of the index.
import { type Value } from '../json.ts';

export const undefinedKey = '0';
export const nullKey = '1';

const bits = new DataView(new ArrayBuffer(8));

/** The bits of a double as 16 hexadecimal digits that sort like the numbers. */
function numberKey(value: number): string {
  bits.setFloat64(0, value === 0 ? 0 : value);
  const raw = bits.getBigUint64(0);
  const turned = raw >> 63n ? BigInt.asUintN(64, ~raw) : raw | (1n << 63n);
  return turned.toString(16).padStart(16, '0');
}

export function keyOf(value: Value): string {
  if (typeof value === 'string') return `5${value}`;
  if (value === undefined) return undefinedKey;
  if (value === null) return nullKey;
  if (typeof value === 'boolean') return value ? '3t' : '3f';
  if (typeof value === 'number') return `4${numberKey(value)}`;
  return `${Array.isArray(value) ? '6' : '7'}${JSON.stringify(value)}`;
}

/** The upper bound (exclusive) of all keys of the same type. */
export const typeEnd = (key: string) => String.fromCharCode(key.charCodeAt(0) + 1);
/** The lower bound (inclusive) of all keys of the same type. */
export const typeStart = (key: string) => key.charAt(0);

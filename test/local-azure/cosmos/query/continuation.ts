// Opaque to clients, and safe as a header. By value where results have an order: it goes on after the last result
// even if that document is gone. By number where results are made anew for each page (groups, DISTINCT).
import { badRequest } from '../error.ts';
import { isObject, parseJson, type Json } from '../json.ts';
import { type Position } from './scan.ts';

export interface Continuation {
  /** Results given so far, which TOP and LIMIT count. */
  taken: number;
  position?: Position;
  /** The page before was empty on purpose, and this one is not. */
  afterEmpty?: true;
}

export const writeContinuation = (continuation: Continuation) =>
  Buffer.from(JSON.stringify(continuation)).toString('base64url');

export function readContinuation(token: string): Continuation {
  try {
    const read = parseJson(Buffer.from(token, 'base64url').toString());
    if (isObject(read) && typeof read['taken'] === 'number') {
      const { taken, position, afterEmpty } = read;
      return {
        taken,
        ...(position === undefined ? {} : { position: positionOf(position) }),
        ...(afterEmpty === true ? { afterEmpty } : {}),
      };
    }
  } catch {
    // Falls through: whatever is not ours is refused alike.
  }
  throw badRequest('The continuation token is malformed.');
}

function positionOf(value: Json): Position {
  if (isObject(value) && typeof value['seq'] === 'number' && Array.isArray(value['keys'])) {
    const keys = value['keys'].filter((key) => typeof key === 'string');
    return { seq: value['seq'], keys };
  }
  throw badRequest('The continuation token is malformed.');
}

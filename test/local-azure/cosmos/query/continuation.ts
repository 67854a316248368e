// A continuation token, opaque to clients and valid in a header. Ordered results continue after the value of the last
// result, even if its document no longer exists. Computed results (groups, DISTINCT) continue by number.
import { badRequest } from '../error.ts';
import { isObject, parseJson, type Json } from '../json.ts';
import { type Position } from './scan.ts';

export interface Continuation {
  /** The number of returned results, which TOP and LIMIT limit. */
  returned: number;
  position?: Position;
  /** The previous page was the empty one of the control API, so this one is not empty. */
  afterEmpty?: true;
}

export const writeContinuation = (continuation: Continuation) =>
  Buffer.from(JSON.stringify(continuation)).toString('base64url');

export function readContinuation(token: string): Continuation {
  try {
    const read = parseJson(Buffer.from(token, 'base64url').toString());
    if (isObject(read) && typeof read['returned'] === 'number') {
      const { returned, position, afterEmpty } = read;
      return {
        returned,
        ...(position === undefined ? {} : { position: positionOf(position) }),
        ...(afterEmpty === true ? { afterEmpty } : {}),
      };
    }
  } catch {
    // Falls through: every invalid token gets the same error.
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

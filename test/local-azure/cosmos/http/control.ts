// The control API for tests. It does not exist in Azure and needs no signature.
//   PUT /_control/throttle     {"every": 7, "retryAfterMs": 50}   null disables it
//   PUT /_control/empty-pages  {"on": true}
//   PUT /_control/lag          {"ms": 500}                        null disables it
import { badRequest } from '../error.ts';
import { type Json } from '../json.ts';
import { type Lag } from '../store/lag.ts';
import { type Reply, type Request } from './request.ts';
import { type Throttle } from './throttle.ts';

export interface Switches {
  throttle: Throttle;
  /** Sends an empty page with a continuation before every page of a query. */
  emptyPages: { on: boolean };
  lag: Lag;
}

const numberOrNull = (name: string, value: Json | undefined): number | null => {
  if (value === null || (typeof value === 'number' && value >= 0)) return value;
  throw badRequest(`'${name}' must be a number or null.`);
};

export function controlReply({ throttle, emptyPages, lag }: Switches, request: Request): Reply {
  const switchName = `${request.method} ${request.segments[1] ?? ''}`;
  const { every, retryAfterMs, on, ms } = request.object();
  switch (switchName) {
    case 'PUT throttle': {
      const wait = typeof retryAfterMs === 'number' ? retryAfterMs : undefined;
      throttle.set(numberOrNull('every', every), wait);
      break;
    }
    case 'PUT empty-pages':
      if (typeof on !== 'boolean') throw badRequest("'on' must be true or false.");
      emptyPages.on = on;
      break;
    case 'PUT lag':
      lag.set(numberOrNull('ms', ms));
      break;
    default:
      throw badRequest('The control side knows PUT /_control/throttle, empty-pages and lag.');
  }
  return { status: 200, body: '{}' };
}

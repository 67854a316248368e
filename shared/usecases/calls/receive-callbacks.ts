// The communication service posts what happens to a call. A callback counts only with a valid token of the service and the
// secret of its call. The callbacks of one request apply in their order.
import type { Callback } from '../../ports/callbacks.ts';
import type { Ports } from '../../ports/ports.ts';
import type { ApplyCallEvent } from './apply-call-event.ts';
import { readCallbackToken } from './callback-token.ts';

interface CallbackRequest {
  /** The last segment of the callback URL. */
  token: string;
  authorization: string | null;
  /** Reads the body. Runs after the sender is authenticated. Throws InvalidInput for a malformed body. */
  readBody: () => Promise<readonly Callback[]>;
}

type CallbackAnswer =
  { kind: 'accepted' } | { kind: 'refused'; because: 'token' | 'signature' | 'secret' };

export type ReceiveCallbacks = (request: CallbackRequest) => Promise<CallbackAnswer>;

export function createReceiveCallbacks(
  deps: Pick<Ports, 'callStore' | 'callbacks' | 'clock' | 'log'> & {
    applyCallEvent: ApplyCallEvent;
  },
): ReceiveCallbacks {
  const { callStore, callbacks, clock, log, applyCallEvent } = deps;

  return async ({ token: text, authorization, readBody }) => {
    const token = readCallbackToken(text);
    const now = clock.now();
    if (token === null) return refuse('token');
    if (!(await callbacks.isSigned(authorization, now))) return refuse('signature');
    const posted = await readBody();
    const call = await callStore.find(token.group, token.deliveryId);
    // The call is gone, so no event matters. An error would only bring the events again.
    if (call === undefined) return { kind: 'accepted' };
    if (call.value.secret !== token.secret) return refuse('secret');

    // The first event applies to the call as just read; later ones read it again.
    let known: typeof call | undefined = call;
    for (const callback of posted) {
      const reading = callbacks.read(callback, call.value, now);
      if (reading.kind === 'strange') log.warn('callback.strange', { type: callback.type });
      if (reading.kind !== 'event') continue;
      await applyCallEvent(token.group, token.deliveryId, reading.event, known);
      known = undefined;
    }
    return { kind: 'accepted' };
  };

  function refuse(because: 'token' | 'signature' | 'secret'): CallbackAnswer {
    log.warn('callback.refused', { reason: because });
    return { kind: 'refused', because };
  }
}

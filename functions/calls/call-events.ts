// Where Azure Communication Services posts what happens to a call. Nobody who does not know the call's secret and holds no
// token of the service is heard. Events of a call are applied in the order in which they stand.
import { app } from '@azure/functions';
import {
  callbackSchema,
  readCallback,
} from '../../shared/adapters/communication/calling/call-events.ts';
import { httpHandler, bodyOf, param } from '../../shared/adapters/http/http-handler.ts';
import { invocationLog as log } from '../../shared/adapters/system/log.ts';
import { compose } from '../../shared/compose.ts';
import { parseInput } from '../../shared/contract/requests/parse-request.ts';
import { readCallbackToken } from '../../shared/usecases/calls/callback-token.ts';

app.http('call-events', {
  methods: ['POST'],
  route: 'call-events/{token}',
  authLevel: 'anonymous',
  handler: httpHandler(async (request) => {
    const { checkCallback, ports, applyCallEvent } = compose();
    const token = readCallbackToken(param(request, 'token'));
    const now = ports.clock.now();
    if (token === null) return refuse(401, 'token');
    if (!(await checkCallback(request.headers.get('authorization'), now))) {
      return refuse(401, 'signature');
    }
    const callbacks = parseInput(callbackSchema, await bodyOf(request), 'callback');
    const call = await ports.callStore.find(token.group, token.deliveryId);
    // A call that is gone has nothing left to hear; an answer of failure would only bring its events again.
    if (call === undefined) return { status: 200 };
    if (call.value.secret !== token.secret) return refuse(401, 'secret');

    let known: typeof call | undefined = call;
    for (const callback of callbacks) {
      const read = readCallback(callback, call.value, now);
      if (read.kind === 'strange') log.warn('callback.strange', { type: callback.type });
      if (read.kind === 'event') {
        await applyCallEvent(token.group, token.deliveryId, read.event, known);
        known = undefined;
      }
    }
    return { status: 200 };
  }),
});

function refuse(status: number, reason: string) {
  log.warn('callback.refused', { reason });
  return { status };
}

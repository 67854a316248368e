import { app } from '@azure/functions';
import { callbackSchema } from '../../shared/adapters/communication/calling/call-events.ts';
import { bodyOf, httpHandler, param } from '../../shared/adapters/http/http-handler.ts';
import { compose } from '../../shared/compose.ts';
import { parseInput } from '../../shared/contract/requests/parse-request.ts';

/** Azure Communication Services posts the events of a call here. */
app.http('call-events', {
  methods: ['POST'],
  route: 'call-events/{token}',
  authLevel: 'anonymous',
  handler: httpHandler(async (request) => {
    const answer = await compose().receiveCallbacks({
      token: param(request, 'token'),
      authorization: request.headers.get('authorization'),
      readBody: async () => parseInput(callbackSchema, await bodyOf(request), 'callback'),
    });
    return { status: answer.kind === 'accepted' ? 200 : 401 };
  }),
});

// The HTTP conventions of the Dataverse actions: 202 without a body, and only the error codes that their page documents.
// 405: the state does not allow the action. 429: too many requests.
import type { HttpHandler, HttpRequest } from '@azure/functions';
import { isKnown } from '../../errors.ts';
import { httpHandler } from '../http/http-handler.ts';

export { bodyOf } from '../http/http-handler.ts';

export function dataverseHandler(action: (request: HttpRequest) => Promise<unknown>): HttpHandler {
  return httpHandler(
    async (request) => {
      await action(request);
      return { status: 202 };
    },
    (error) => {
      if (!isKnown(error)) return undefined;
      switch (error.kind) {
        case 'notAllowed':
          return 405;
        case 'concurrencyConflict':
        case 'transient':
          return 429;
        default:
          return undefined;
      }
    },
  );
}

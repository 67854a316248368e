// HTTP as the Dataverse actions speak it: 202 without a body when accepted, and of all codes only those that the action's
// page names. What the state of things does not allow is 405 there, and asking too often is 429.
import type { HttpHandler, HttpRequest } from '@azure/functions';
import { isKnown } from '../../errors.ts';
import { httpHandler } from '../http/http-handler.ts';

export { bodyOf } from '../http/http-handler.ts';

export function dataverseHandler(act: (request: HttpRequest) => Promise<unknown>): HttpHandler {
  return httpHandler(
    async (request) => {
      await act(request);
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

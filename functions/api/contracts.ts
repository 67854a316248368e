// What the API is, for programs: anyone may read it, for it says nothing that is not in the source.
import { app, type HttpRequest } from '@azure/functions';
import { answering, ok } from '../../shared/adapters/functions/http.ts';
import { openapi } from '../../shared/contract/openapi/document.ts';
import { swagger } from '../../shared/contract/openapi/swagger/document.ts';

/** The operations are where the contract itself was asked for. */
const baseOf = (request: HttpRequest): string => new URL('.', request.url).href.replace(/\/$/, '');

app.http('openapi', {
  methods: ['GET'],
  route: 'openapi.json',
  authLevel: 'anonymous',
  handler: answering(async (request) => ok(openapi(baseOf(request)))),
});

app.http('swagger', {
  methods: ['GET'],
  route: 'swagger.json',
  authLevel: 'anonymous',
  handler: answering(async (request) => ok(swagger(baseOf(request)))),
});

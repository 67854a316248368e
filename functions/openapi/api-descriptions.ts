// What the API is, for programs: anyone may read it, for it says nothing that is not in the source. It is served where the
// settings say, whatever host a request names.
import { app } from '@azure/functions';
import { httpHandler, ok } from '../../shared/adapters/http/http-handler.ts';
import { compose } from '../../shared/compose.ts';
import { openapi } from '../../shared/contract/openapi/document.ts';
import { swagger } from '../../shared/contract/openapi/swagger/document.ts';

app.http('openapi', {
  methods: ['GET'],
  route: 'openapi.json',
  authLevel: 'anonymous',
  handler: httpHandler(async () => ok(openapi(compose().publicUrl))),
});

app.http('swagger', {
  methods: ['GET'],
  route: 'swagger.json',
  authLevel: 'anonymous',
  handler: httpHandler(async () => ok(swagger(compose().publicUrl))),
});

// The API descriptions. They need no key, because they contain nothing beyond the source code. The address comes from
// the settings, not from the request.
import { app } from '@azure/functions';
import { httpHandler, ok } from '../../shared/adapters/http/http-handler.ts';
import { compose } from '../../shared/compose.ts';
import { createOpenApiDocument } from '../../shared/contract/openapi/document.ts';
import { createSwaggerDocument } from '../../shared/contract/openapi/swagger/document.ts';

app.http('openapi', {
  methods: ['GET'],
  route: 'openapi.json',
  authLevel: 'anonymous',
  handler: httpHandler(async () => ok(createOpenApiDocument(compose().publicUrl))),
});

app.http('swagger', {
  methods: ['GET'],
  route: 'swagger.json',
  authLevel: 'anonymous',
  handler: httpHandler(async () => ok(createSwaggerDocument(compose().publicUrl))),
});

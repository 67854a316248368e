import { app } from '@azure/functions';
import { httpHandler, ok, parametersOf } from '../../shared/adapters/http/http-handler.ts';
import { rejectsOf } from '../../shared/adapters/csv/rejects.ts';
import { compose } from '../../shared/compose.ts';
import { engagementIdSchema, importIdSchema } from '../../shared/domain/values/ids.ts';

const engagement = { id: engagementIdSchema };
const importParameters = { ...engagement, importId: importIdSchema };

app.http('import-list', {
  methods: ['GET'],
  route: 'engagements/{id}/imports',
  authLevel: 'function',
  handler: httpHandler(async (request) => {
    return ok(await compose().listImports(parametersOf(request, engagement).id));
  }),
});

app.http('import-get', {
  methods: ['GET'],
  route: 'engagements/{id}/imports/{importId}',
  authLevel: 'function',
  handler: httpHandler(async (request) => {
    const { id, importId } = parametersOf(request, importParameters);
    return ok(await compose().readImport(id, importId));
  }),
});

app.http('import-rejects', {
  methods: ['GET'],
  route: 'engagements/{id}/imports/{importId}/rejects.csv',
  authLevel: 'function',
  handler: httpHandler(async (request) => {
    const { id, importId } = parametersOf(request, importParameters);
    const body = rejectsOf(await compose().readImportIssues(id, importId));
    return { body, headers: { 'content-type': 'text/csv; charset=utf-8' } };
  }),
});

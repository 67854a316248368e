// Progress of contact files, and what was wrong with their rows.
import { app, type HttpRequest } from '@azure/functions';
import { httpHandler, ok, parametersOf } from '../../shared/adapters/http/http-handler.ts';
import { rejectsOf } from '../../shared/adapters/csv/rejects.ts';
import { compose } from '../../shared/compose.ts';
import { engagementIdSchema, importIdSchema } from '../../shared/domain/values/ids.ts';
import type { ImportRun } from '../../shared/domain/intake/import.ts';
import { NotFound } from '../../shared/errors.ts';

const engagement = { id: engagementIdSchema };
const one = { ...engagement, importId: importIdSchema };

async function runOf(request: HttpRequest): Promise<ImportRun> {
  const { id, importId } = parametersOf(request, one);
  const found = await compose().ports.imports.find(id, importId);
  if (found === undefined) throw new NotFound('import', importId);
  return found.value;
}

app.http('import-list', {
  methods: ['GET'],
  route: 'engagements/{id}/imports',
  authLevel: 'function',
  handler: httpHandler(async (request) => {
    return ok(await compose().readHistory.imports(parametersOf(request, engagement).id));
  }),
});

app.http('import-get', {
  methods: ['GET'],
  route: 'engagements/{id}/imports/{importId}',
  authLevel: 'function',
  handler: httpHandler(async (request) => ok(await runOf(request))),
});

app.http('import-rejects', {
  methods: ['GET'],
  route: 'engagements/{id}/imports/{importId}/rejects.csv',
  authLevel: 'function',
  handler: httpHandler(async (request) => {
    const body = rejectsOf(compose().ports.imports.faults(await runOf(request)));
    return { body, headers: { 'content-type': 'text/csv; charset=utf-8' } };
  }),
});

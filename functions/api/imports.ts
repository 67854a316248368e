// Progress of contact files, and what was wrong with their rows.
import { app } from '@azure/functions';
import { stringify } from 'csv-stringify/sync';
import { answering, ok, param } from '../../shared/adapters/functions/http.ts';
import { compose } from '../../shared/compose.ts';
import { parseInput } from '../../shared/contract/requests.ts';
import { engagementIdSchema, importIdSchema } from '../../shared/domain/ids.ts';
import type { RecordedFault } from '../../shared/domain/intake/import.ts';
import { NotFound } from '../../shared/errors.ts';

const idOf = (text: string) => parseInput(engagementIdSchema, text, 'engagement id');
const importIdOf = (text: string) => parseInput(importIdSchema, text, 'import id');

app.http('import-list', {
  methods: ['GET'],
  route: 'engagements/{id}/imports',
  authLevel: 'function',
  handler: answering(async (request) => {
    return ok({ items: await compose().ports.imports.list(idOf(param(request, 'id'))) });
  }),
});

app.http('import-get', {
  methods: ['GET'],
  route: 'engagements/{id}/imports/{importId}',
  authLevel: 'function',
  handler: answering(async (request) => {
    const importId = importIdOf(param(request, 'importId'));
    const found = await compose().ports.imports.find(idOf(param(request, 'id')), importId);
    if (found === undefined) throw new NotFound('import', importId);
    return ok(found.value);
  }),
});

app.http('import-rejects', {
  methods: ['GET'],
  route: 'engagements/{id}/imports/{importId}/rejects.csv',
  authLevel: 'function',
  handler: answering(async (request) => {
    const faults: RecordedFault[] = [];
    const importId = importIdOf(param(request, 'importId'));
    const found = compose().ports.imports.faults(idOf(param(request, 'id')), importId);
    for await (const fault of found) faults.push(fault);
    const columns = ['line', 'field', 'reason', 'message', 'rowKept'];
    const body = stringify(faults, { header: true, columns, cast: { boolean: String } });
    return { body, headers: { 'content-type': 'text/csv; charset=utf-8' } };
  }),
});

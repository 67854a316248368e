// Imports of contact files: progress, and the issues of rows.
import { z } from 'zod';
import { engagementIdSchema, importIdSchema } from '../../domain/values/ids.ts';
import { importRunSchema } from '../../domain/intake/import.ts';
import { csvResponse, jsonResponse, type Refusals } from './responses.ts';
import type { Operation } from './operation.ts';
import type { Registry } from './registry.ts';

export function describeImports(registry: Registry, refused: Refusals): Operation[] {
  const run = registry.name('Import', importRunSchema);
  const list = registry.name('ImportList', z.strictObject({ items: z.array(run) }));
  const path = '/engagements/{id}/imports';
  const tag = 'Imports';
  const importOperation = { tag, params: { id: engagementIdSchema, importId: importIdSchema } };
  const refusals = { ...refused.invalid, ...refused.keyless, ...refused.failed };
  return [
    {
      method: 'get',
      path,
      operationId: 'ListImports',
      tag,
      params: { id: engagementIdSchema },
      summary: "List an engagement's imports",
      description:
        'The progress or the result of each contact file, also for a deleted engagement.',
      responses: {
        200: jsonResponse('The imports of all contact files.', list),
        ...refusals,
        ...refused.notFound,
      },
    },
    {
      ...importOperation,
      method: 'get',
      path: `${path}/{importId}`,
      operationId: 'GetImport',
      summary: 'Get an import',
      description: 'The progress of a contact file, or the reason of its failure.',
      responses: { 200: jsonResponse('The import.', run), ...refusals, ...refused.notFound },
    },
    {
      ...importOperation,
      method: 'get',
      path: `${path}/{importId}/rejects.csv`,
      operationId: 'GetImportRejects',
      summary: 'Get the rows of an import that have an issue',
      description:
        'A CSV file with line, field and reason of each issue. It includes warnings of accepted rows.',
      responses: { 200: csvResponse('One row per issue.'), ...refusals, ...refused.notFound },
    },
  ];
}

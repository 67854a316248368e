// Contact files: their progress, and the issues of their rows.
import { z } from 'zod';
import { engagementIdSchema, importIdSchema } from '../../domain/values/ids.ts';
import { importRunSchema } from '../../domain/intake/import.ts';
import { csv, json, type Refusals } from './responses.ts';
import type { Operation } from './operation.ts';
import type { Registry } from './registry.ts';

export function intake(registry: Registry, refused: Refusals): Operation[] {
  const run = registry.name('Import', importRunSchema);
  const list = registry.name('ImportList', z.strictObject({ items: z.array(run) }));
  const path = '/engagements/{id}/imports';
  const tag = 'Imports';
  const one = { tag, params: { id: engagementIdSchema, importId: importIdSchema } };
  const refusals = { ...refused.invalid, ...refused.keyless, ...refused.failed };
  return [
    {
      method: 'get',
      path,
      operationId: 'ListImports',
      tag,
      params: { id: engagementIdSchema },
      summary: "List an engagement's imports",
      description: 'How each contact file went, also of an engagement that is deleted.',
      answers: {
        200: json('Every contact file that was begun.', list),
        ...refusals,
        ...refused.notFound,
      },
    },
    {
      ...one,
      method: 'get',
      path: `${path}/{importId}`,
      operationId: 'GetImport',
      summary: 'Get an import',
      description: 'How far a contact file is read, and why it failed if it did.',
      answers: { 200: json('Its progress.', run), ...refusals, ...refused.notFound },
    },
    {
      ...one,
      method: 'get',
      path: `${path}/{importId}/rejects.csv`,
      operationId: 'GetImportRejects',
      summary: 'Get the rows of an import that have a fault',
      description: 'With line, field and reason, including accepted rows with a warning.',
      answers: { 200: csv('A row for each fault.'), ...refusals, ...refused.notFound },
    },
  ];
}

import type { Container } from '@azure/cosmos';
import { z } from 'zod';
import { importIdSchema, engagementIdSchema } from '../../domain/ids.ts';
import { faultSchema, importRunSchema } from '../../domain/intake/import.ts';
import type { Imports } from '../../ports/imports.ts';
import { documents } from './documents.ts';
import { errorFor, translated } from './errors.ts';

const recordedSchema = z.strictObject({
  id: z.string(),
  type: z.literal('fault'),
  schemaVersion: z.literal(1),
  engagementId: engagementIdSchema,
  importId: importIdSchema,
  fault: faultSchema,
});

const batchSize = 100;

export function importsStore(container: Container): Imports {
  const runs = documents(container, 'import', importRunSchema);
  const recorded = documents(container, 'fault', recordedSchema);

  return {
    find: (engagementId, id) => runs.find(id, engagementId),
    async list(engagementId) {
      const query = { query: `SELECT * FROM c WHERE c.type = 'import'` };
      return (await runs.query(query, engagementId)).map(({ value }) => value);
    },
    due(now, most) {
      const text = `SELECT TOP @most * FROM c WHERE c.type = 'import' AND c.status = 'InProgress' AND c.deadlineAt <= @now`;
      const parameters = [
        { name: '@most', value: most },
        { name: '@now', value: now },
      ];
      return runs.query({ query: text, parameters });
    },
    save: (version) => runs.save(version, version.value.engagementId),

    async addFaults(engagementId, importId, faults) {
      for (let from = 0; from < faults.length; from += batchSize) {
        const operations = faults.slice(from, from + batchSize).map((fault) => ({
          operationType: 'Upsert' as const,
          resourceBody: {
            id: `${importId}.${fault.line}.${fault.field}.${fault.reason}`,
            type: 'fault',
            schemaVersion: 1,
            engagementId,
            importId,
            fault: { ...fault },
          },
        }));
        try {
          const { result } = await container.items.batch(operations, engagementId);
          const refused = result?.find(({ statusCode }) => statusCode >= 400);
          if (refused !== undefined) {
            throw errorFor({ code: refused.statusCode, retryAfterMs: undefined });
          }
        } catch (error) {
          throw translated(error);
        }
      }
    },

    async *faults(engagementId, importId) {
      const query = {
        query: `SELECT * FROM c WHERE c.type = 'fault' AND c.importId = @id ORDER BY c.fault.line`,
        parameters: [{ name: '@id', value: importId }],
      };
      const pages = container.items.query<unknown>(query, { partitionKey: engagementId });
      for await (const { resources } of pages.getAsyncIterator()) {
        for (const resource of resources) yield recorded.parse(resource).value.fault;
      }
    },
  };
}

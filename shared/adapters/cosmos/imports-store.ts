import { createHash } from 'node:crypto';
import type { Container } from '@azure/cosmos';
import { z } from 'zod';
import { engagementIdSchema, importIdSchema } from '../../domain/values/ids.ts';
import {
  faultSchema,
  type ImportRun,
  importRunSchema,
  type RecordedFault,
} from '../../domain/intake/import.ts';
import type { Imports } from '../../ports/imports.ts';
import type { Log } from '../../ports/log.ts';
import { splitBatches } from './split-batches.ts';
import { createDocuments } from './documents.ts';
import { errorFor, toEngineError } from './errors.ts';

const recordedSchema = z.strictObject({
  id: z.string(),
  kind: z.literal('fault'),
  schemaVersion: z.literal(1),
  engagementId: engagementIdSchema,
  importId: importIdSchema,
  /** The attempt of the import that found the issue. */
  foundIn: z.string(),
  fault: faultSchema,
});

const batchSize = 100;

export function createImportsStore(container: Container, log: Log): Imports {
  const runs = createDocuments(container, 'import', importRunSchema, log);
  const recorded = createDocuments(container, 'fault', recordedSchema, log);

  return {
    find: (engagementId, id) => runs.find(id, engagementId),
    async list(engagementId) {
      const query = { text: `SELECT * FROM c WHERE c.kind = 'import'` };
      return (await runs.query(query, engagementId)).map(({ value }) => value);
    },
    due(now, limit) {
      const text = `SELECT TOP @limit * FROM c WHERE c.kind = 'import' AND c.status = 'InProgress' AND c.deadlineAt <= @now ORDER BY c.deadlineAt`;
      return runs.query({ text, values: { now }, limit });
    },
    save: (version) => runs.save(version, version.value.engagementId),

    async addFaults(run, faults) {
      const { engagementId } = run;
      const resources = faults.map((fault) => recordOf(run, fault));
      for (const batch of splitBatches(resources, batchSize, (resource) => resource)) {
        const operations = batch.map((resourceBody) => ({
          operationType: 'Upsert' as const,
          resourceBody,
        }));
        try {
          const { result } = await container.items.batch(operations, engagementId);
          const refused = result?.find(({ statusCode }) => statusCode >= 400);
          if (refused !== undefined) {
            throw errorFor({ code: refused.statusCode, retryAfterMs: undefined });
          }
        } catch (error) {
          throw toEngineError(error);
        }
      }
    },

    async *faults(run) {
      const query = {
        query: `SELECT * FROM c WHERE c.kind = 'fault' AND c.importId = @id AND c.foundIn = @foundIn ORDER BY c.fault.line`,
        parameters: [
          { name: '@id', value: run.id },
          { name: '@foundIn', value: tryOf(run) },
        ],
      };
      const pages = container.items.query<unknown>(query, { partitionKey: run.engagementId });
      try {
        for await (const { resources } of pages.getAsyncIterator()) {
          yield* recorded.parseAll(resources).map(({ value }) => value.fault);
        }
      } catch (error) {
        throw toEngineError(error);
      }
    },
  };
}

const tryOf = ({ startedAt, tries }: ImportRun): string => `${startedAt} ${tries}`;

function recordOf(run: ImportRun, fault: RecordedFault) {
  // A column may have any name, but an id must not contain slashes and question marks.
  const field = createHash('sha256').update(fault.field).digest('hex').slice(0, 16);
  return {
    id: `${run.id}.${fault.line}.${field}.${fault.reason}`,
    kind: 'fault',
    schemaVersion: 1,
    engagementId: run.engagementId,
    importId: run.id,
    foundIn: tryOf(run),
    fault: { ...fault },
  };
}

// The declared resources, for the emulators of these tests.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { DatabaseDefinition } from '../local-azure/cosmos/start.ts';

const order = z.enum(['ascending', 'descending']);
const containerSchema = z.object({
  id: z.string(),
  partitionKey: z.array(z.string()),
  uniqueKeys: z.array(z.array(z.string())).exactOptional(),
  compositeIndexes: z.array(z.array(z.tuple([z.string(), order]))).exactOptional(),
  defaultTtl: z.number().exactOptional(),
});
const queueSchema = z
  .looseObject({ name: z.string(), requiresSession: z.boolean().optional() })
  .transform(({ serves: _serves, ...queue }) => queue);

const resources = z
  .object({
    cosmos: z.object({ database: z.string(), containers: z.array(containerSchema) }),
    serviceBus: z.object({ queues: z.array(queueSchema) }),
  })
  .parse(JSON.parse(readFileSync(new URL('../../infra/resources.json', import.meta.url), 'utf8')));

export const database: DatabaseDefinition = {
  id: resources.cosmos.database,
  containers: resources.cosmos.containers,
};
export const queueDefinitions = resources.serviceBus.queues;

/** The declarations of infra/resources.json, for local services and external accounts. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

export const root = resolve(import.meta.dirname, '../../..');
export const resourcesFile = join(root, 'infra/resources.json');

const paths = z.array(z.string());
const container = z.object({
  id: z.string(),
  partitionKey: paths,
  uniqueKeys: z.array(paths).optional(),
  compositeIndexes: z
    .array(z.array(z.tuple([z.string(), z.enum(['ascending', 'descending'])])))
    .optional(),
  defaultTtl: z.number().optional(),
});
const queue = z.object({
  name: z.string(),
  requiresSession: z.boolean().optional(),
  lockDuration: z.string().optional(),
  maxDeliveryCount: z.number().optional(),
  defaultMessageTimeToLive: z.string().optional(),
  deadLetteringOnMessageExpiration: z.boolean().optional(),
  duplicateDetectionHistoryTimeWindow: z.string().optional(),
});
const resources = z.object({
  cosmos: z.object({ database: z.string(), containers: z.array(container) }),
  serviceBus: z.object({ queues: z.array(queue) }),
  blob: z.object({ containers: z.array(z.object({ name: z.string() })) }),
});

export type DeclaredContainer = z.infer<typeof container>;
export type DeclaredQueue = z.infer<typeof queue>;
export type Resources = z.infer<typeof resources>;

export const readResources = (): Resources =>
  resources.parse(JSON.parse(readFileSync(resourcesFile, 'utf8')));

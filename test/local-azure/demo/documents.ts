/** The documents of the tasks container, read directly by the SDK, so that the counters can be verified. */
import { CosmosClient } from '@azure/cosmos';
import { z } from 'zod';
import { type Stack } from '../stack/boot.ts';

const partition = { engagementId: z.string(), shard: z.number() };
const taskSchema = z.object({
  ...partition,
  kind: z.literal('task'),
  id: z.string(),
  status: z.string(),
  outcome: z.string().optional(),
  closedAt: z.string().optional(),
  deliveries: z.number(),
  chain: z.array(z.object({ contactId: z.string(), zone: z.string().nullable() })),
});
const deliverySchema = z.object({
  ...partition,
  kind: z.literal('delivery'),
  id: z.string(),
  taskId: z.string(),
  contactId: z.string(),
  channel: z.enum(['voice', 'sms']),
  to: z.string(),
  phoneType: z.string(),
  status: z.enum(['InProcess', 'Complete']),
  result: z.string().optional(),
  answeredAt: z.string().nullish(),
  bridgedAt: z.string().nullish(),
  abandoned: z.boolean().optional(),
  dispositionCodes: z.array(z.string()).optional(),
});
const tallySchema = z.object({
  ...partition,
  kind: z.literal('tally'),
  counts: z.record(z.string(), z.number()),
});
const documentSchema = z.discriminatedUnion('kind', [taskSchema, deliverySchema, tallySchema]);

type TaskDocument = z.infer<typeof taskSchema>;
export type DeliveryDocument = z.infer<typeof deliverySchema>;
type TallyDocument = z.infer<typeof tallySchema>;

export interface Documents {
  readonly tasks: readonly TaskDocument[];
  readonly deliveries: readonly DeliveryDocument[];
  readonly tallies: readonly TallyDocument[];
}

export async function readDocuments({ cosmos }: Stack): Promise<Documents> {
  const client = new CosmosClient({ endpoint: cosmos.endpoint, key: cosmos.key });
  try {
    const { resources } = await client
      .database(cosmos.database)
      .container('tasks')
      .items.query<unknown>('SELECT * FROM c')
      .fetchAll();
    const documents = z.array(documentSchema).parse(resources);
    return {
      tasks: documents.filter((document) => document.kind === 'task'),
      deliveries: documents.filter((document) => document.kind === 'delivery'),
      tallies: documents.filter((document) => document.kind === 'tally'),
    };
  } finally {
    client.dispose();
  }
}

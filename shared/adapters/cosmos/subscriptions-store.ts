// Subscriptions have their own partition in the settings container.
import type { Container } from '@azure/cosmos';
import { z } from 'zod';
import { subscriptionSchema } from '../../domain/webhooks/subscription.ts';
import type { Log } from '../../ports/log.ts';
import type { Subscriptions } from '../../ports/subscriptions.ts';
import { createDocuments } from './documents.ts';
import { isMissing, toEngineError } from './errors.ts';

const kind = 'subscription';
const storedSchema = z.strictObject({
  id: z.string(),
  kind: z.literal(kind),
  schemaVersion: z.literal(1),
  value: subscriptionSchema,
});

export function createSubscriptionsStore(container: Container, log: Log): Subscriptions {
  const stored = createDocuments(container, kind, storedSchema, log);

  return {
    find: async (id) => (await stored.find(id, kind))?.value.value,
    async list() {
      const query = { text: 'SELECT * FROM c WHERE c.kind = @kind', values: { kind } };
      return (await stored.query(query, kind)).map(({ value }) => value.value);
    },
    async create(value) {
      const document = { id: value.id, kind, schemaVersion: 1, value } as const;
      await stored.save({ value: document, etag: null }, kind);
    },
    async remove(id) {
      try {
        await container.item(id, kind).delete();
        return true;
      } catch (error) {
        if (isMissing(error)) return false;
        throw toEngineError(error);
      }
    },
  };
}

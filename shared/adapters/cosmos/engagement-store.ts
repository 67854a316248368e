import type { Container } from '@azure/cosmos';
import { z } from 'zod';
import { readSchemas } from '../../domain/configuration/documents.ts';
import { lifecycleSchema } from '../../domain/engagement/lifecycle.ts';
import { ConcurrencyConflict, CorruptRecord } from '../../errors.ts';
import type { EngagementStore, StoredEngagement } from '../../ports/engagement-store.ts';
import type { Log } from '../../ports/log.ts';
import type { Versioned } from '../../ports/versioned.ts';
import {
  envelope,
  idOf,
  lifecycleIdOf,
  nameOf,
  partition,
  storedSchema,
  toStored,
} from './configuration-documents.ts';
import { createDocuments, stripSystemFields } from './documents.ts';
import { isMissing, toEngineError } from './errors.ts';

const storedLifecycleSchema = z
  .strictObject({ ...envelope, kind: z.literal('lifecycle'), value: lifecycleSchema })
  .transform(({ id, value }) => {
    return { engagementId: nameOf(id)?.id ?? '', lifecycle: value };
  });
type StoredLifecycle = z.infer<typeof storedLifecycleSchema>;

const ofBothKinds = "SELECT * FROM c WHERE c.kind = 'engagement' OR c.kind = 'lifecycle'";

export function createEngagementStore(container: Container, log: Log): EngagementStore {
  const schema = storedSchema(readSchemas.engagement);
  const engagements = createDocuments(container, 'engagement', schema, log);
  const lifecycles = createDocuments(container, 'lifecycle', storedLifecycleSchema, log);

  /** A creation between the two reads yields an engagement without a lifecycle. */
  async function read(id: string) {
    // An edit also replaces the lifecycle. An edit between the two reads makes this lifecycle stale.
    const lifecycle = await lifecycles.find(lifecycleIdOf(id), partition);
    const engagement = await engagements.find(idOf({ kind: 'engagement', id }), partition);
    return { engagement, lifecycle };
  }

  return {
    async find(id) {
      const first = await read(id);
      const isNew = first.engagement !== undefined && first.lifecycle === undefined;
      const { engagement, lifecycle } = isNew ? await read(id) : first;
      if (engagement === undefined) return undefined;
      if (lifecycle !== undefined) return joinLifecycle(engagement, lifecycle);
      const details = { kind: 'lifecycle', id };
      throw new CorruptRecord(`The stored engagement '${id}' has no lifecycle.`, details);
    },

    async list() {
      const resources = await readAll(container);
      const ofKind = (kind: string) =>
        resources.filter((resource) => stripSystemFields(resource).value['kind'] === kind);
      const byId = new Map(
        lifecycles
          .parseAll(ofKind('lifecycle'))
          .map((stored) => [stored.value.engagementId, stored]),
      );
      return engagements.parseAll(ofKind('engagement')).flatMap((engagement) => {
        const lifecycle = byId.get(engagement.value.id);
        return lifecycle === undefined ? [] : [joinLifecycle(engagement, lifecycle)];
      });
    },

    async saveLifecycle(id, lifecycle, lifecycleEtag) {
      try {
        const body = toStored('lifecycle', id, lifecycle);
        const accessCondition = { type: 'IfMatch', condition: lifecycleEtag };
        await container.item(lifecycleIdOf(id), partition).replace(body, { accessCondition });
      } catch (error) {
        throw isMissing(error) ? new ConcurrencyConflict(error) : toEngineError(error);
      }
    },
  };
}

const joinLifecycle = (
  engagement: Versioned<StoredEngagement['engagement']>,
  { value, etag }: Versioned<StoredLifecycle>,
): StoredEngagement => ({
  engagement: engagement.value,
  lifecycle: value.lifecycle,
  etag: engagement.etag ?? '',
  lifecycleEtag: etag ?? '',
});

async function readAll(container: Container): Promise<unknown[]> {
  try {
    const query = container.items.query<unknown>(ofBothKinds, { partitionKey: partition });
    return (await query.fetchAll()).resources;
  } catch (error) {
    throw toEngineError(error);
  }
}

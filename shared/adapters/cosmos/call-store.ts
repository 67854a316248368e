import type { Container } from '@azure/cosmos';
import { z } from 'zod';
import { callSchema } from '../../domain/call/call.ts';
import type { CallStore } from '../../ports/call-store.ts';
import type { Log } from '../../ports/log.ts';
import { createDocuments } from './documents.ts';
import { toEngineError } from './errors.ts';

const { id, pacingGroup, engagementId, from } = callSchema.options[0].shape;
const status = z.enum(callSchema.options.map(({ shape }) => shape.status.value));
const lineSchema = z.strictObject({ id, pacingGroup, engagementId, from, status });

/** A settled call stays for one day, so that late callbacks still find it. */
const settledForSeconds = 24 * 60 * 60;

export function createCallStore(container: Container, log: Log): CallStore {
  const calls = createDocuments(container, 'call', callSchema, log, (call) =>
    call.status === 'settled' ? { ttl: settledForSeconds } : {},
  );

  return {
    find: (group, deliveryId) => calls.find(deliveryId, group),
    live: (group) =>
      calls.query(
        { text: `SELECT * FROM c WHERE c.kind = 'call' AND c.status != 'settled'` },
        group,
      ),
    async lines() {
      const query = `SELECT c.id, c.pacingGroup, c.engagementId, c["from"], c.status FROM c WHERE c.kind = 'call' AND c.status != 'settled'`;
      try {
        const { resources } = await container.items.query<unknown>(query).fetchAll();
        // A corrupt call is logged when it is read as a whole.
        return resources.flatMap((line) => lineSchema.safeParse(line).data ?? []);
      } catch (error) {
        throw toEngineError(error);
      }
    },
    due: (now, limit) => {
      const text = `SELECT TOP @limit * FROM c WHERE c.kind = 'call' AND c.deadlineAt <= @now ORDER BY c.deadlineAt`;
      return calls.query({ text, values: { now }, limit });
    },
    async save(version) {
      const etag = await calls.save(version, version.value.pacingGroup);
      return { value: version.value, etag };
    },
  };
}

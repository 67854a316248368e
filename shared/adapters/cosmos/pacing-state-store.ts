import type { Container } from '@azure/cosmos';
import { z } from 'zod';
import { instantOf, instantSchema } from '../../domain/values/time.ts';
import type { Log } from '../../ports/log.ts';
import type { PacingStateStore } from '../../ports/pacing-state-store.ts';
import { createDocuments } from './documents.ts';

const storedSchema = z.strictObject({
  id: z.literal('state'),
  kind: z.literal('state'),
  schemaVersion: z.literal(1),
  pacingGroup: z.string(),
  tickedAt: instantSchema,
  turn: z.int(),
});

/** The state of a group is in the partition of its calls. */
export function createPacingStateStore(container: Container, log: Log): PacingStateStore {
  const stored = createDocuments(container, 'pacing state', storedSchema, log);

  return {
    async find(group) {
      const document = await stored.find('state', group);
      if (document === undefined) return { value: { tickedAt: instantOf(0), turn: 0 }, etag: null };
      const { tickedAt, turn } = document.value;
      return { value: { tickedAt, turn }, etag: document.etag };
    },
    async save(pacingGroup, { value, etag }) {
      const fixedFields = { id: 'state', kind: 'state', schemaVersion: 1 } as const;
      await stored.save({ value: { ...fixedFields, pacingGroup, ...value }, etag }, pacingGroup);
    },
  };
}

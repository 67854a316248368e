import type { Container } from '@azure/cosmos';
import { z } from 'zod';
import { readingSchema } from '../../domain/pacing/abandonment.ts';
import type { EngagementId } from '../../domain/values/ids.ts';
import type { Log } from '../../ports/log.ts';
import type { RuleReadingStore } from '../../ports/rule-reading-store.ts';
import { createDocuments } from './documents.ts';

const storedSchema = z.strictObject({
  id: z.literal('readings'),
  kind: z.literal('readings'),
  schemaVersion: z.literal(1),
  pacingGroup: z.string(),
  readings: z.array(readingSchema),
});

/** No pacing group has this name, because a group starts with a queue id. */
const partitionOf = (engagement: EngagementId): string => `engagement:${engagement}`;

/** The readings share the container of the calls. */
export function createRuleReadingStore(container: Container, log: Log): RuleReadingStore {
  const stored = createDocuments(container, 'readings', storedSchema, log);

  return {
    async find(engagement) {
      const document = await stored.find('readings', partitionOf(engagement));
      return { value: document?.value.readings ?? [], etag: document?.etag ?? null };
    },
    async save(engagement, { value, etag }) {
      const pacingGroup = partitionOf(engagement);
      const fixedFields = { id: 'readings', kind: 'readings', schemaVersion: 1 } as const;
      const body = { ...fixedFields, pacingGroup, readings: [...value] };
      await stored.save({ value: body, etag }, pacingGroup);
    },
  };
}

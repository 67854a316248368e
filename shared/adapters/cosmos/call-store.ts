import type { Container } from '@azure/cosmos';
import { z } from 'zod';
import { callSchema } from '../../domain/call/call.ts';
import type { EngagementId } from '../../domain/values/ids.ts';
import { readingSchema } from '../../domain/pacing/abandonment.ts';
import { lineReservationsSchema } from '../../domain/pacing/line-reservations.ts';
import type { E164 } from '../../domain/values/phone.ts';
import { instantOf, instantSchema } from '../../domain/values/time.ts';
import type { CallStore } from '../../ports/call-store.ts';
import type { Log } from '../../ports/log.ts';
import { createDocuments } from './documents.ts';
import { toEngineError } from './errors.ts';

const stateSchema = z.strictObject({
  id: z.literal('state'),
  type: z.literal('state'),
  schemaVersion: z.literal(1),
  pacingGroup: z.string(),
  tickedAt: instantSchema,
  turn: z.int(),
});

const holdsSchema = z.strictObject({
  ...lineReservationsSchema.shape,
  id: z.literal('holds'),
  type: z.literal('holds'),
  schemaVersion: z.literal(1),
  pacingGroup: z.string(),
});
const readingsSchema = z.strictObject({
  id: z.literal('readings'),
  type: z.literal('readings'),
  schemaVersion: z.literal(1),
  pacingGroup: z.string(),
  readings: z.array(readingSchema),
});
/** No pacing group has this name, because a group starts with a queue id. */
const partitionOf = (number: E164): string => `number:${number}`;
const partitionFor = (engagement: EngagementId): string => `engagement:${engagement}`;

const { id, pacingGroup, engagementId, from } = callSchema.options[0].shape;
const status = z.enum(callSchema.options.map(({ shape }) => shape.status.value));
const lineSchema = z.strictObject({ id, pacingGroup, engagementId, from, status });

/** A settled call stays for one day, so that late callbacks still find it. */
const settledForSeconds = 24 * 60 * 60;

export function createCallStore(container: Container, log: Log): CallStore {
  const calls = createDocuments(container, 'call', callSchema, log, ({ status }) =>
    status === 'settled' ? { ttl: settledForSeconds } : {},
  );
  const states = createDocuments(container, 'pacing state', stateSchema, log);
  const holds = createDocuments(container, 'line holds', holdsSchema, log);
  const readings = createDocuments(container, 'readings', readingsSchema, log);

  return {
    find: (group, id) => calls.find(id, group),
    live: (group) =>
      calls.query(
        { text: `SELECT * FROM c WHERE c.type = 'call' AND c.status != 'settled'` },
        group,
      ),
    async lines() {
      const query = `SELECT c.id, c.pacingGroup, c.engagementId, c["from"], c.status FROM c WHERE c.type = 'call' AND c.status != 'settled'`;
      try {
        const { resources } = await container.items.query<unknown>(query).fetchAll();
        // A corrupt call is logged when it is read as a whole.
        return resources.flatMap((line) => lineSchema.safeParse(line).data ?? []);
      } catch (error) {
        throw toEngineError(error);
      }
    },
    due: (now, most) => {
      const text = `SELECT TOP @most * FROM c WHERE c.type = 'call' AND c.deadlineAt <= @now ORDER BY c.deadlineAt`;
      return calls.query({ text, values: { now }, most });
    },
    async save(version) {
      const etag = await calls.save(version, version.value.pacingGroup);
      return { value: version.value, etag };
    },
    async state(group) {
      const found = await states.find('state', group);
      if (found === undefined) return { value: { tickedAt: instantOf(0), turn: 0 }, etag: null };
      const { tickedAt, turn } = found.value;
      return { value: { tickedAt, turn }, etag: found.etag };
    },
    async saveState(pacingGroup, { value, etag }) {
      const own = { id: 'state', type: 'state', schemaVersion: 1 } as const;
      await states.save({ value: { ...own, pacingGroup, ...value }, etag }, pacingGroup);
    },
    async holds(number) {
      const found = await holds.find('holds', partitionOf(number));
      return { value: { number, holds: found?.value.holds ?? [] }, etag: found?.etag ?? null };
    },
    async saveHolds({ value, etag }) {
      const pacingGroup = partitionOf(value.number);
      const own = { id: 'holds', type: 'holds', schemaVersion: 1 } as const;
      await holds.save({ value: { ...own, pacingGroup, ...value }, etag }, pacingGroup);
    },
    async readings(engagement) {
      const found = await readings.find('readings', partitionFor(engagement));
      return { value: found?.value.readings ?? [], etag: found?.etag ?? null };
    },
    async saveReadings(engagement, { value, etag }) {
      const pacingGroup = partitionFor(engagement);
      const own = { id: 'readings', type: 'readings', schemaVersion: 1 } as const;
      const body = { ...own, pacingGroup, readings: [...value] };
      await readings.save({ value: body, etag }, pacingGroup);
    },
  };
}

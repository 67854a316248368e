import type { Container } from '@azure/cosmos';
import { z } from 'zod';
import { callSchema } from '../../domain/call/call.ts';
import { instantOf, instantSchema } from '../../domain/time.ts';
import type { Floor } from '../../ports/floor.ts';
import { documents } from './documents.ts';

const stateSchema = z.strictObject({
  id: z.literal('state'),
  type: z.literal('state'),
  schemaVersion: z.literal(1),
  pacingGroup: z.string(),
  tickedAt: instantSchema,
  turn: z.int(),
});

/** A settled call stays a day, so that late callbacks still find it and are told that it is over. */
const settledForSeconds = 24 * 60 * 60;

export function floorStore(container: Container): Floor {
  const calls = documents(container, 'call', callSchema, ({ status }) =>
    status === 'settled' ? { ttl: settledForSeconds } : {},
  );
  const states = documents(container, 'pacing state', stateSchema);

  return {
    find: (group, id) => calls.find(id, group),
    live: (group) =>
      calls.query(
        { query: `SELECT * FROM c WHERE c.type = 'call' AND c.status != 'settled'` },
        group,
      ),
    due: (now, most) =>
      calls.query({
        query: `SELECT TOP @most * FROM c WHERE c.type = 'call' AND c.deadlineAt <= @now`,
        parameters: [
          { name: '@most', value: most },
          { name: '@now', value: now },
        ],
      }),
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
  };
}

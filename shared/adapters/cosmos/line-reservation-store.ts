import type { Container } from '@azure/cosmos';
import { z } from 'zod';
import { lineReservationsSchema } from '../../domain/pacing/line-reservations.ts';
import type { E164 } from '../../domain/values/phone.ts';
import type { LineReservationStore } from '../../ports/line-reservation-store.ts';
import type { Log } from '../../ports/log.ts';
import { createDocuments } from './documents.ts';

const storedSchema = z.strictObject({
  ...lineReservationsSchema.shape,
  id: z.literal('holds'),
  kind: z.literal('holds'),
  schemaVersion: z.literal(1),
  pacingGroup: z.string(),
});

/** No pacing group has this name, because a group starts with a queue id. */
const partitionOf = (number: E164): string => `number:${number}`;

/** The reservations share the container of the calls. */
export function createLineReservationStore(container: Container, log: Log): LineReservationStore {
  const stored = createDocuments(container, 'line holds', storedSchema, log);

  return {
    async find(number) {
      const document = await stored.find('holds', partitionOf(number));
      return {
        value: { number, holds: document?.value.holds ?? [] },
        etag: document?.etag ?? null,
      };
    },
    async save({ value, etag }) {
      const pacingGroup = partitionOf(value.number);
      const fixedFields = { id: 'holds', kind: 'holds', schemaVersion: 1 } as const;
      await stored.save({ value: { ...fixedFields, pacingGroup, ...value }, etag }, pacingGroup);
    },
  };
}

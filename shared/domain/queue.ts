// A queue is the representatives who serve together. Its operating hours bound when their engagements may dial.
import { z } from 'zod';
import { queueIdSchema } from './ids.ts';
import { always, type Gate, hoursSchema, openDuring } from './schedule/hours.ts';
import { zoneSchema } from './time-zone.ts';

export const queueSchema = z.strictObject({
  id: queueIdSchema,
  name: z.string().min(1).max(100),
  operatingHours: z.strictObject({
    zone: zoneSchema,
    /** Null: always open. */
    hours: z.array(hoursSchema).nullable(),
  }),
  /** How long a representative may stay in wrap-up before they are available again by themselves. */
  wrapUpSeconds: z.int().min(0).max(3600),
});
export type Queue = z.infer<typeof queueSchema>;

export const queueDefaults = {
  operatingHours: { zone: 'UTC', hours: null },
  wrapUpSeconds: 60,
};

export function operatingGate(queue: Queue): Gate {
  const { hours, zone } = queue.operatingHours;
  return hours === null ? always : openDuring(hours, zone);
}

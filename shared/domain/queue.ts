// A queue is the representatives who serve together. Its operating hours bound when their engagements may dial.
import { z } from 'zod';
import { queueIdSchema, representativeIdSchema } from './ids.ts';
import { closedOn, type Gate, hoursSchema, openDuring } from './schedule/hours.ts';
import { skillSchema } from './skill.ts';
import { zoneSchema } from './time-zone.ts';

export const queueSchema = z.strictObject({
  id: queueIdSchema,
  name: z.string().min(1).max(100),
  operatingHours: z.strictObject({
    zone: zoneSchema,
    /** Null: always open. */
    hours: z.array(hoursSchema).max(50).nullable(),
    /** Days on which the queue is closed, on the clock of its zone. */
    holidays: z.array(z.strictObject({ date: z.iso.date(), name: z.string().max(100) })).max(200),
  }),
  /** Representatives who serve the queue, besides those whose own profiles say so. */
  members: z.array(representativeIdSchema).max(5000),
  /** What everybody who serves the queue can do there. */
  skills: z.array(skillSchema).max(50),
  /** How long a representative may stay in wrap-up before they are available again by themselves. */
  wrapUpSeconds: z.int().min(0).max(3600),
});
export type Queue = z.infer<typeof queueSchema>;

export const queueDefaults = {
  operatingHours: { zone: 'UTC', hours: null, holidays: [] },
  members: [],
  skills: [],
  wrapUpSeconds: 60,
};

/** All of them must be open. */
export function operatingGates(queue: Queue): Gate[] {
  const { hours, zone, holidays } = queue.operatingHours;
  const closed =
    holidays.length === 0
      ? []
      : [
          closedOn(
            holidays.map(({ date }) => date),
            zone,
          ),
        ];
  return hours === null ? closed : [openDuring(hours, zone), ...closed];
}

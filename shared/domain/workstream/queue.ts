// A queue is a group of representatives. Its operating hours limit when its engagements may dial.
import { z } from 'zod';
import { uniqueList } from '../values/unique-list.ts';
import { queueIdSchema, representativeIdSchema } from '../values/ids.ts';
import { nameSchema } from '../values/name.ts';
import { closedOn, openDuring } from '../schedule/weekly-windows.ts';
import type { TimeWindow } from '../schedule/time-window.ts';
import { weekSchema } from '../schedule/opening-hours.ts';
import { skillSchema } from '../values/skill.ts';
import { zoneSchema } from '../values/time-zone.ts';

const holidaySchema = z.strictObject({ date: z.iso.date(), name: z.string().max(100) });

export const queueSchema = z.strictObject({
  id: queueIdSchema,
  name: nameSchema(),
  operatingHours: z.strictObject({
    zone: zoneSchema,
    /** Null: always open. */
    hours: weekSchema
      .refine((rows) => rows.length > 0, {
        message: 'must have at least one row; null for a queue that is always open',
      })
      .nullable(),
    /** Days on which the queue is closed, in its time zone. */
    holidays: uniqueList(holidaySchema, 200, 'date'),
  }),
  /** Representatives that serve the queue, in addition to those with the queue in their profile. */
  members: uniqueList(representativeIdSchema, 5000),
  /** Skills that every representative of the queue has. */
  skills: uniqueList(skillSchema, 50),
  /** How long the wrap-up lasts before the representative is available again. */
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
export function operatingWindows(queue: Queue): TimeWindow[] {
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

// A contact is a person, one document however many engagements know them; a number record is what must be shared by
// everyone behind the same telephone: the open delivery, the opt-out, and how often it has been tried.
import { z } from 'zod';
import {
  contactIdSchema,
  deliveryIdSchema,
  engagementIdSchema,
  taskIdSchema,
} from '../values/ids.ts';
import { e164Schema, phoneTypeSchema } from '../values/phone.ts';
import { instantSchema } from '../values/time.ts';
import { zoneSchema } from '../values/time-zone.ts';

export const channelSchema = z.enum(['voice', 'sms']);
export type Channel = z.infer<typeof channelSchema>;

export const personSchema = z.strictObject({
  /** The attribute that identifies the person, and its value there. */
  identifiedBy: z.strictObject({ attribute: z.string(), value: z.string() }),
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  phones: z.array(z.strictObject({ type: phoneTypeSchema, number: e164Schema })).min(1),
  country: z.string(),
  state: z.string(),
  city: z.string(),
  postalCode: z.string(),
  addressLine: z.string(),
  zone: zoneSchema.nullable(),
});
export type Person = z.infer<typeof personSchema>;

/** One delivery that counts against the frequency limits. */
export const contactAttemptSchema = z.strictObject({
  deliveryId: deliveryIdSchema,
  engagementId: engagementIdSchema,
  channel: channelSchema,
  at: instantSchema,
});
export type ContactAttempt = z.infer<typeof contactAttemptSchema>;

/** Which task of an engagement has the person. Whether that task is still open, the task itself says. */
const contactReservationSchema = z.strictObject({
  taskId: taskIdSchema,
  shard: z.int().min(0),
  /** When it was taken: just before its task was made. */
  at: instantSchema,
  /** The task is over by then, whatever happens. */
  until: instantSchema,
});
export type ContactReservation = z.infer<typeof contactReservationSchema>;

export const contactSchema = z.strictObject({
  id: contactIdSchema,
  type: z.literal('contact'),
  schemaVersion: z.literal(1),
  person: personSchema,
  reached: z.array(contactAttemptSchema),
  /** By engagement: of its open tasks, one has the person, whatever lists name them. */
  claims: z.record(z.string(), contactReservationSchema),
});
export type Contact = z.infer<typeof contactSchema>;

export const numberRecordSchema = z.strictObject({
  id: z.string(),
  type: z.literal('number'),
  schemaVersion: z.literal(1),
  number: e164Schema,
  /** The delivery that has this number now. It ends by time alone: after `until` it counts as gone. */
  open: z.strictObject({ deliveryId: deliveryIdSchema, until: instantSchema }).nullable(),
  /** Deliveries to the number that count against its limits. */
  reached: z.array(z.strictObject({ deliveryId: deliveryIdSchema, at: instantSchema })),
  optedOut: z.strictObject({
    voice: instantSchema.nullable(),
    sms: instantSchema.nullable(),
  }),
});
export type NumberRecord = z.infer<typeof numberRecordSchema>;

// A contact is a person: one document for all engagements that contact the person.
import { z } from 'zod';
import { contactIdSchema, taskIdSchema } from '../values/ids.ts';
import { e164Schema, phoneTypeSchema } from '../values/phone.ts';
import { instantSchema } from '../values/time.ts';
import { zoneSchema } from '../values/time-zone.ts';
import { contactAttemptSchema } from './contact-attempts.ts';

export const personSchema = z.strictObject({
  /** The attribute that identifies the person, and its value. */
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

/** The task of an engagement that reserves the contact. Only the task itself says whether it is still open. */
const contactReservationSchema = z.strictObject({
  taskId: taskIdSchema,
  shard: z.int().min(0),
  /** The time of the reservation, just before the task was created. */
  at: instantSchema,
  /** The task is closed by then at the latest. */
  until: instantSchema,
});
export type ContactReservation = z.infer<typeof contactReservationSchema>;

export const contactSchema = z.strictObject({
  id: contactIdSchema,
  kind: z.literal('contact'),
  schemaVersion: z.literal(1),
  person: personSchema,
  reached: z.array(contactAttemptSchema),
  /** By engagement id: one open task per engagement, however many contact files name the contact. */
  claims: z.record(z.string(), contactReservationSchema),
});
export type Contact = z.infer<typeof contactSchema>;

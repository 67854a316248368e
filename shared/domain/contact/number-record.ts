// What all contacts behind one telephone number share: the open delivery, the opt-outs and the counted deliveries.
import { z } from 'zod';
import { deliveryIdSchema } from '../values/ids.ts';
import { type E164, e164Schema } from '../values/phone.ts';
import { instantSchema } from '../values/time.ts';
import { numberAttemptSchema } from './contact-attempts.ts';

export const numberRecordSchema = z.strictObject({
  id: z.string(),
  kind: z.literal('number'),
  schemaVersion: z.literal(1),
  number: e164Schema,
  /** The delivery that reserves the number. The reservation has no effect after `until`. */
  open: z.strictObject({ deliveryId: deliveryIdSchema, until: instantSchema }).nullable(),
  /** Deliveries to the number that count against its limits. */
  reached: z.array(numberAttemptSchema),
  optedOut: z.strictObject({
    voice: instantSchema.nullable(),
    sms: instantSchema.nullable(),
  }),
});
export type NumberRecord = z.infer<typeof numberRecordSchema>;

export function newNumberRecord(number: E164): NumberRecord {
  return {
    id: `number:${number}`,
    kind: 'number',
    schemaVersion: 1,
    number,
    open: null,
    reached: [],
    optedOut: { voice: null, sms: null },
  };
}

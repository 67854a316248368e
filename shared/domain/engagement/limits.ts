// How often a person may be reached, and when: frequency limits, quiet hours and whose clock they go by.
import { z } from 'zod';
import { frequencyLimitsSchema } from '../contact/frequency-limits.ts';
import { phoneTypeSchema } from '../phone.ts';
import { hoursSchema } from '../schedule/hours.ts';
import { asSoonAs, repeated, twice } from './across.ts';

const phoneTypeSettings = z.strictObject({
  type: phoneTypeSchema,
  quietHours: z.array(hoursSchema).max(50),
});

const types = z.array(z.looseObject({ type: phoneTypeSchema }));

/** The number types that may be used, in the order in which they are tried, each with its quiet hours. */
export const voicePhoneTypes = z
  .array(phoneTypeSettings)
  .min(1)
  .superRefine((list, context) => {
    for (const index of repeated(list, ({ type }) => type)) {
      const input = list[index]?.type;
      context.addIssue({ code: 'custom', path: [index, 'type'], input, message: twice });
    }
  }, asSoonAs(types));

/** An SMS goes to mobile numbers alone. */
export const smsPhoneTypes = z
  .array(phoneTypeSettings.extend({ type: z.literal('mobile') }))
  .length(1);

export const limits = {
  frequencyLimits: frequencyLimitsSchema,
  /** Whose clock the quiet hours go by. */
  timeZones: z.enum(['customer', 'utc']),
  /**
   * For a contact without a time zone: take UTC, hold the task, or allow what is allowed in every zone of the country of
   * the number.
   */
  missingTimeZone: z.enum(['utc', 'hold', 'infer']),
};

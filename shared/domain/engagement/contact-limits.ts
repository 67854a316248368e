// How often a person may be reached, and when: frequency limits, quiet hours and whose clock they go by.
import { z } from 'zod';
import { frequencyLimitsSchema } from '../compliance/frequency-limits.ts';
import { uniqueList } from '../values/unique-list.ts';
import { phoneTypes, phoneTypeSchema } from '../values/phone.ts';
import { coverWeek, weekSchema } from '../schedule/opening-hours.ts';
import { whenReadable } from './cross-field.ts';

const phoneTypeSettings = z.strictObject({
  type: phoneTypeSchema,
  quietHours: weekSchema.refine((quiet) => !coverWeek(quiet), {
    message: 'must leave a time in the week that is not quiet',
    ...whenReadable(weekSchema),
  }),
});

/** The number types that may be used, in the order in which they are tried, each with its quiet hours. */
export const voicePhoneTypes = uniqueList(phoneTypeSettings, phoneTypes.length, 'type').min(1);

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

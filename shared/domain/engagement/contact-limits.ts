// How often and when a contact may be reached: frequency limits, quiet hours and their time zone.
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

/** The phone types in use, in the order of their attempts, each with its quiet hours. */
export const voicePhoneTypes = uniqueList(phoneTypeSettings, phoneTypes.length, 'type').min(1);

/** An SMS goes only to mobile numbers. */
export const smsPhoneTypes = z
  .array(phoneTypeSettings.extend({ type: z.literal('mobile') }))
  .length(1);

export const limits = {
  frequencyLimits: frequencyLimitsSchema,
  /** The time zone of the quiet hours. */
  timeZones: z.enum(['customer', 'utc']),
  /**
   * For a contact without a time zone: use UTC, hold the task, or infer. Infer: dial only when every time zone of the
   * number's country allows it.
   */
  missingTimeZone: z.enum(['utc', 'hold', 'infer']),
};

// Reattempts: which results are retried, how often and after which wait.
import { z } from 'zod';
import { uniqueList } from '../values/unique-list.ts';
import { dispositionCodeIdSchema, engagementIdSchema } from '../values/ids.ts';
import { reattemptReasons } from '../outcome/result.ts';

const minutes = z
  .number()
  .min(0)
  .max(60 * 24 * 30);
const minutesOrDefault = minutes.nullable();

/** The fields that every dial mode has. */
const sharedFields = {
  /** A conversation with one of these codes counts as not held, and the contact is retried. */
  dispositionCodes: uniqueList(dispositionCodeIdSchema, 50),
  /** Passes over all numbers of a contact, the first pass included. */
  attempts: z.int().min(1).max(100),
  waitMinutes: minutes,
  /** The wait after an attempt that ended with this result; null: `waitMinutes`. */
  waitMinutesAfter: z.strictObject({
    noAnswer: minutesOrDefault,
    busy: minutesOrDefault,
    failed: minutesOrDefault,
    answeringMachine: minutesOrDefault,
    dispositionCode: minutesOrDefault,
  }),
  /** The next attempt runs in another part of the day (morning, afternoon, evening) than the last. */
  spread: z.boolean(),
  /** The rank of reattempts against new tasks. */
  priority: z.enum(['same', 'higher', 'lower']),
  waitBetweenNumbersMinutes: minutes,
  waitBetweenContactsMinutes: minutes,
  /** The SMS engagement that sends a text when no attempt is left. */
  smsFollowUp: engagementIdSchema.nullable(),
};

/** `reasons` are the results after which a number is retried. */
const createSchema = <R extends readonly [string, ...string[]]>(reasons: R) =>
  z.strictObject({ reasons: uniqueList(z.enum(reasons), reasons.length), ...sharedFields });

export const reattemptsSchema = createSchema(reattemptReasons);
/** In preview mode the representative hears the machine and records a disposition code for it. */
export const previewReattemptsSchema = createSchema(['noAnswer', 'busy', 'failed']);

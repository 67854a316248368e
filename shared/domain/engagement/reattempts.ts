// What is tried again, how often, and after how long.
import { z } from 'zod';
import { uniqueList } from '../values/unique-list.ts';
import { dispositionCodeIdSchema, engagementIdSchema } from '../values/ids.ts';
import { reattemptReasons } from '../outcome/result.ts';

const minutes = z
  .number()
  .min(0)
  .max(60 * 24 * 30);
const ownWait = minutes.nullable();

const settings = <R extends readonly [string, ...string[]]>(reasons: R) =>
  z.strictObject({
    /** The results after which a number is tried again. */
    reasons: uniqueList(z.enum(reasons), reasons.length),
    /** The codes after which a representative's conversation counts as not had. */
    dispositionCodes: uniqueList(dispositionCodeIdSchema, 50),
    /** Passes over a contact's numbers in all, the first included. */
    attempts: z.int().min(1).max(100),
    waitMinutes: minutes,
    /** A wait of its own after the result with which an attempt ended; null: waitMinutes. */
    waitMinutesAfter: z.strictObject({
      noAnswer: ownWait,
      busy: ownWait,
      failed: ownWait,
      answeringMachine: ownWait,
      dispositionCode: ownWait,
    }),
    /** The next attempt is made in another part of the day (morning, afternoon, evening) than the last. */
    spread: z.boolean(),
    /** Where reattempts stand beside new tasks. */
    priority: z.enum(['same', 'higher', 'lower']),
    waitBetweenNumbersMinutes: minutes,
    waitBetweenContactsMinutes: minutes,
    /** The SMS engagement to send when no attempt is left. */
    smsFollowUp: engagementIdSchema.nullable(),
  });

export const reattemptsSchema = settings(reattemptReasons);
/** A representative who dials after a preview hears machines themselves; they say so by a code. */
export const previewReattemptsSchema = settings(['noAnswer', 'busy', 'failed']);

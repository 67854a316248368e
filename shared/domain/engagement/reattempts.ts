// What is retried, how often, and after which wait.
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
    /** The results after which a number is retried. */
    reasons: uniqueList(z.enum(reasons), reasons.length),
    /** The disposition codes after which a conversation counts as an attempt without success. */
    dispositionCodes: uniqueList(dispositionCodeIdSchema, 50),
    /** Passes over a contact's numbers, including the first. */
    attempts: z.int().min(1).max(100),
    waitMinutes: minutes,
    /** The wait after a certain result; null: waitMinutes. */
    waitMinutesAfter: z.strictObject({
      noAnswer: ownWait,
      busy: ownWait,
      failed: ownWait,
      answeringMachine: ownWait,
      dispositionCode: ownWait,
    }),
    /** The next attempt is in another part of the day (morning, afternoon, evening) than the last. */
    spread: z.boolean(),
    /** The rank of reattempts compared with new tasks. */
    priority: z.enum(['same', 'higher', 'lower']),
    waitBetweenNumbersMinutes: minutes,
    waitBetweenContactsMinutes: minutes,
    /** The SMS engagement that is sent after the last attempt. */
    smsFollowUp: engagementIdSchema.nullable(),
  });

export const reattemptsSchema = settings(reattemptReasons);
/** In preview the representative hears the machine and records a code. */
export const previewReattemptsSchema = settings(['noAnswer', 'busy', 'failed']);

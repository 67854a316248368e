// Rules slow down or suspend an engagement by measured values. Each looks back over a window of minutes. A throttling
// rule changes the number of concurrent calls by a step in percent.
import { z } from 'zod';

const windowMinutes = z
  .int()
  .min(1)
  .max(60 * 24 * 30);
const stepPercent = z.int().min(1).max(100);
const percent = z.number().gt(0).max(100);

/** A rule that throttles; null: off. */
const throttlingRule = <T extends z.core.$ZodLooseShape>(threshold: T) =>
  z.strictObject({ ...threshold, windowMinutes, stepPercent }).nullable();

const abandonmentRate = throttlingRule({ percent });
const averageWait = throttlingRule({ seconds: z.int().min(1).max(3600) });
const escalationCount = throttlingRule({ count: z.int().min(1).max(100_000) });
const openEscalations = throttlingRule({ count: z.int().min(1).max(100_000) });
const percentageOfQueue = z.int().min(1).max(100);

export const copilotRules = z.strictObject({
  abandonmentRate,
  averageWait,
  escalationCount,
  openEscalations,
});
export const progressiveAiRules = z.strictObject({ abandonmentRate, averageWait });
export const predictiveAiRules = z.strictObject({
  abandonmentRate,
  averageWait,
  percentageOfQueue,
});
/** In a representative-led engagement the abandonment rate does not throttle: it suspends the engagement. */
export const reservingRules = z.strictObject({
  abandonmentRate: z.strictObject({ percent, windowMinutes }).nullable(),
  percentageOfQueue,
});
export const smsRules = z.strictObject({ averageWait, escalationCount, openEscalations });

// The share of answered calls in which a person waited too long. Reaching the limit suspends the engagement until
// Resume. Source: “Abandonment rate” of the product page, for engagements led by representatives. Machines do not count.
// Finished calls count within the window, and live calls count now. Without the live calls, successful calls would
// count minutes later than abandoned ones.
import { z } from 'zod';
import type { Call } from '../call/call.ts';
import { meaningOf, voiceResults } from '../outcome/result.ts';
import { type Instant, instantSchema, later, latest, MINUTE } from '../values/time.ts';

export interface AnswerCounts {
  answered: number;
  abandoned: number;
}

/** The counters at an instant. The difference of two readings is what happened between them. */
export const readingSchema = z.strictObject({
  at: instantSchema,
  answered: z.int(),
  abandoned: z.int(),
});
export type Reading = z.infer<typeof readingSchema>;

/** A window has this many steps: its length is exact to one step, or to a minute. */
const steps = 30;
const stepOf = (windowMinutes: number): number => (windowMinutes * MINUTE) / steps;

/** The answers by people in the counters. */
export function answersOf(counts: Readonly<Record<string, number>>): AnswerCounts {
  const results = voiceResults.filter((result) => meaningOf[result] === 'reached');
  const answered = results.reduce((sum, result) => sum + (counts[`voice.${result}`] ?? 0), 0);
  return { answered, abandoned: counts['abandoned'] ?? 0 };
}

/** The answers by people in live calls. */
export function liveAnswers(calls: readonly Call[]): AnswerCounts {
  const answers = calls.map(answerOf);
  const abandoned = answers.filter((answer) => answer === 'abandoned').length;
  const connected = answers.filter((answer) => answer === 'connected').length;
  return { answered: abandoned + connected, abandoned };
}

/** `unknown`: before the answer, while a machine is possible, and after the end. `connected`: not abandoned so far. */
function answerOf(call: Call): 'connected' | 'abandoned' | 'unknown' {
  switch (call.status) {
    case 'bridging':
    case 'talking':
      return 'connected';
    case 'apologizing':
      return 'abandoned';
    case 'hangingUp':
      if (meaningOf[call.result] !== 'reached') return 'unknown';
      return call.facts.abandoned ? 'abandoned' : 'connected';
    case 'queued':
    case 'placing':
    case 'ringing':
    case 'screening':
    case 'leavingVoicemail':
    case 'ended':
    case 'settled':
      return 'unknown';
  }
}

/** The window starts at the last Resume at the earliest. */
const windowStart = (windowMinutes: number, since: Instant, now: Instant): Instant =>
  latest(later(now, -windowMinutes * MINUTE), since);

/**
 * The readings that the window needs from now on: the last one before its start, and those within it. Adds the new
 * reading if the last one is one step old. Returns the same list if nothing changed.
 */
export function recordReading(
  readings: readonly Reading[],
  current: Reading,
  windowMinutes: number,
  since: Instant,
): readonly Reading[] {
  const from = windowStart(windowMinutes, since, current.at);
  const readingsOfRun = readings.filter(({ at }) => at >= since);
  const last = readingsOfRun.at(-1);
  const isDue = last === undefined || later(last.at, stepOf(windowMinutes)) <= current.at;
  if (!isDue) return readings;
  const needed = readingsOfRun.filter(
    (_, index) => (readingsOfRun[index + 1]?.at ?? current.at) > from,
  );
  return [...needed, current];
}

/**
 * The answers within the window, plus the live calls. After a longer window or a pause, the last reading may be from
 * long before the window. It does not show when calls were answered, so the window starts with its first reading.
 */
export function answersInWindow(
  readings: readonly Reading[],
  current: Reading,
  live: AnswerCounts,
  windowMinutes: number,
  since: Instant,
): AnswerCounts {
  const from = windowStart(windowMinutes, since, current.at);
  const oldest = latest(later(from, -Math.max(stepOf(windowMinutes), MINUTE)), since);
  const readingsOfRun = readings.filter(({ at }) => at >= oldest);
  const base = readingsOfRun.findLast(({ at }) => at <= from) ?? readingsOfRun[0] ?? current;
  return {
    answered: current.answered - base.answered + live.answered,
    abandoned: current.abandoned - base.abandoned + live.abandoned,
  };
}

/**
 * The minimum number of answers for a rate; missing answers count as connected. A single abandoned person shows no
 * rate (at 3 %: of 34), and two of a few people show enough. At least twenty, and at most a hundred, because a strict
 * rate would wait for a thousand calls.
 */
export const minAnswers = (percent: number): number =>
  Math.min(100, Math.max(20, Math.floor(100 / percent) + 1));

export const isRateReached = ({ answered, abandoned }: AnswerCounts, percent: number): boolean =>
  abandoned > 0 && abandoned * 100 >= Math.max(answered, minAnswers(percent)) * percent;

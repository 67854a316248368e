// The share of people who answered and were left waiting. Reaching what the engagement allows suspends it until somebody
// resumes it (“Abandonment rate” of the page, for engagements led by representatives). People alone count: those whose
// call ended within the window, by the tallies, and those who are on the line now, or good calls would count only minutes
// after the abandoned ones; a machine is nobody who waits.
import { z } from 'zod';
import type { Call } from '../call/call.ts';
import { meaningOf, voiceResults } from '../outcome/result.ts';
import { type Instant, instantSchema, later, latest, MINUTE } from '../values/time.ts';

export interface AnswerCounts {
  answered: number;
  abandoned: number;
}

/** What the tallies had counted at an instant. The difference of two is what happened between them. */
export const readingSchema = z.strictObject({
  at: instantSchema,
  answered: z.int(),
  abandoned: z.int(),
});
export type Reading = z.infer<typeof readingSchema>;

/** Into so many steps a window is divided: it is longer than it should be by one of them at the most, or by a minute. */
const steps = 30;
const stepOf = (windowMinutes: number): number => (windowMinutes * MINUTE) / steps;

/** The people among what was counted. */
export function answersOf(counts: Readonly<Record<string, number>>): AnswerCounts {
  const results = voiceResults.filter((result) => meaningOf[result] === 'reached');
  const answered = results.reduce((sum, result) => sum + (counts[`voice.${result}`] ?? 0), 0);
  return { answered, abandoned: counts['abandoned'] ?? 0 };
}

/** The people who are on the line. */
export function liveAnswers(calls: readonly Call[]): AnswerCounts {
  const found = calls.flatMap(abandonedNow);
  return { answered: found.length, abandoned: found.filter(Boolean).length };
}

/** Whether the person who answered was left waiting; nothing while nobody answered, or who it is is not known yet. */
function abandonedNow(call: Call): boolean[] {
  switch (call.status) {
    case 'bridging':
    case 'talking':
      return [false];
    case 'apologizing':
      return [true];
    case 'hangingUp':
      return meaningOf[call.result] === 'reached' ? [call.facts.abandoned] : [];
    case 'queued':
    case 'placing':
    case 'ringing':
    case 'screening':
    case 'leavingVoicemail':
    case 'ended':
    case 'settled':
      return [];
  }
}

/** The window looks back no further than to when the engagement was last resumed. */
const beginning = (windowMinutes: number, since: Instant, now: Instant): Instant =>
  latest(later(now, -windowMinutes * MINUTE), since);

/**
 * The readings that a window needs from now on: the last before its beginning, those within it, and the new one when the
 * last is a step of the window old. The same list when nothing changed.
 */
export function recordReading(
  readings: readonly Reading[],
  current: Reading,
  windowMinutes: number,
  since: Instant,
): readonly Reading[] {
  const from = beginning(windowMinutes, since, current.at);
  const own = readings.filter(({ at }) => at >= since);
  const last = own.at(-1);
  const isDue = last === undefined || later(last.at, stepOf(windowMinutes)) <= current.at;
  if (!isDue) return readings;
  const needed = own.filter((_, index) => (own[index + 1]?.at ?? current.at) > from);
  return [...needed, current];
}

/**
 * What was counted within the window, and who is on the line beside it. A reading from long before it (the window was longer
 * then, or nobody looked for a while) says nothing of when things happened: then it begins with the first one within it.
 */
export function answersInWindow(
  readings: readonly Reading[],
  current: Reading,
  up: AnswerCounts,
  windowMinutes: number,
  since: Instant,
): AnswerCounts {
  const from = beginning(windowMinutes, since, current.at);
  const oldest = latest(later(from, -Math.max(stepOf(windowMinutes), MINUTE)), since);
  const own = readings.filter(({ at }) => at >= oldest);
  const base = own.findLast(({ at }) => at <= from) ?? own[0] ?? current;
  return {
    answered: current.answered - base.answered + up.answered,
    abandoned: current.abandoned - base.abandoned + up.abandoned,
  };
}

/**
 * A rate is taken of so many people at the least, as if those who have not answered yet had all been connected: the one who
 * was left waiting first says nothing of a rate (at 3 %: of 34), and two of a few people say enough. Twenty at least, and a
 * hundred at most, or a strict rate would wait for a thousand calls.
 */
export const minAnswers = (percent: number): number =>
  Math.min(100, Math.max(20, Math.floor(100 / percent) + 1));

export const isRateReached = ({ answered, abandoned }: AnswerCounts, percent: number): boolean =>
  abandoned > 0 && abandoned * 100 >= Math.max(answered, minAnswers(percent)) * percent;

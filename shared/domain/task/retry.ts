// When the next attempt starts: after the wait of its reason. If the engagement spreads its attempts, it starts in another
// part of the contact's day than the last attempt.
import type { VoiceEngagement } from '../engagement/voice.ts';
import type { ReattemptReason } from '../outcome/result.ts';
import { type Instant, later, latest, MINUTE } from '../values/time.ts';
import { atLocalMinute, localTime } from '../values/local-time.ts';
import { utc, type Zone } from '../values/time-zone.ts';
import type { Place, Task } from './task.ts';

/** The start of morning, afternoon and evening, in minutes after midnight. */
const partStarts = [0, 12 * 60, 17 * 60];

/** The reason of a retry: a result of the system, or the code that a representative recorded. */
export type RetryAfter = ReattemptReason | 'dispositionCode';

export function nextAttemptAt(
  task: Task,
  { reattempts }: VoiceEngagement,
  now: Instant,
  after: RetryAfter | null,
): Instant {
  const { waitMinutes, waitMinutesAfter, spread } = reattempts;
  const wait = (after === null ? null : waitMinutesAfter[after]) ?? waitMinutes;
  const from = later(now, wait * MINUTE);
  return spread ? latest(from, nextPartOfDay(now, from, zoneOf(task))) : from;
}

/** `from`, or the start of the next part of the day if `from` lies in the same part as `last`. */
function nextPartOfDay(last: Instant, from: Instant, zone: Zone): Instant {
  const part = partOf(localTime(last, zone).minute);
  if (partOf(localTime(from, zone).minute) !== part) return from;
  const next = partStarts[part + 1];
  return next === undefined ? atLocalMinute(from, zone, 1, 0) : atLocalMinute(from, zone, 0, next);
}

const partOf = (minute: number): number => partStarts.findLastIndex((start) => start <= minute);

const zoneOf = (task: Task): Zone =>
  task.chain.map(({ zone }) => zone).find((zone) => zone !== null) ?? utc;

/** In minutes. The next number of the attempt may belong to another contact. */
export function waitBeforeNextNumber(
  task: Task,
  place: Place,
  { reattempts }: VoiceEngagement,
): number {
  const next = task.chain.findIndex(({ numbers }) =>
    numbers.some(({ standing, triedIn }) => standing === 'usable' && triedIn < task.attempt),
  );
  return next === place.member || next === -1
    ? reattempts.waitBetweenNumbersMinutes
    : reattempts.waitBetweenContactsMinutes;
}

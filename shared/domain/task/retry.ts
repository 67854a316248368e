// When an attempt is made again: after its outcome's own wait, and, if the engagement spreads its attempts, in another part
// of the day than the last, on the clock of the person who was called.
import type { VoiceEngagement } from '../engagement/voice.ts';
import type { ReattemptReason } from '../outcome/result.ts';
import { type Instant, later, latest, MINUTE } from '../values/time.ts';
import { atLocalMinute, localTime, utc, type Zone } from '../values/time-zone.ts';
import type { Place, Task } from './task.ts';

/** Where morning, afternoon and evening begin, in minutes after midnight. */
const parts = [0, 12 * 60, 17 * 60];

/** What an attempt is made again after: a result of the system, or what a representative recorded. */
export type AgainAfter = ReattemptReason | 'dispositionCode';

export function nextAttemptAt(
  task: Task,
  { reattempts }: VoiceEngagement,
  now: Instant,
  after: AgainAfter | null,
): Instant {
  const { waitMinutes, waitMinutesAfter, spread } = reattempts;
  const wait = (after === null ? null : waitMinutesAfter[after]) ?? waitMinutes;
  const from = later(now, wait * MINUTE);
  return spread ? latest(from, otherPart(now, from, zoneOf(task))) : from;
}

/** `from`, unless it lies in the part of the day of `last` on whatever day: then where the next part begins. */
function otherPart(last: Instant, from: Instant, zone: Zone): Instant {
  const part = partOf(localTime(last, zone).minute);
  if (partOf(localTime(from, zone).minute) !== part) return from;
  const next = parts[part + 1];
  return next === undefined ? atLocalMinute(from, zone, 1, 0) : atLocalMinute(from, zone, 0, next);
}

const partOf = (minute: number): number => parts.findLastIndex((start) => start <= minute);

const zoneOf = (task: Task): Zone =>
  task.chain.map(({ zone }) => zone).find((zone) => zone !== null) ?? utc;

/** How long until the next number of the attempt, which may be another person's. */
export function waitAfter(task: Task, place: Place, { reattempts }: VoiceEngagement): number {
  const next = task.chain.findIndex(({ numbers }) =>
    numbers.some(({ standing, triedIn }) => standing === 'usable' && triedIn < task.attempt),
  );
  return next === place.member || next === -1
    ? reattempts.waitBetweenNumbersMinutes
    : reattempts.waitBetweenContactsMinutes;
}

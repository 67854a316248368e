// Where a task goes when nothing is under way: ready, waiting, on to its next attempt, to its SMS follow-up, or closed.
import type { SmsEngagement } from '../engagement/sms.ts';
import type { VoiceEngagement } from '../engagement/voice.ts';
import { deliveryIdOf } from '../values/ids.ts';
import type { E164 } from '../values/phone.ts';
import { reattemptReasonOf } from '../outcome/result.ts';
import type { DialingWindows } from '../engagement/dialing-windows.ts';
import { nextOpening } from '../schedule/opening-hours.ts';
import { DAY, type Instant, later, MINUTE } from '../values/time.ts';
import { applyAttemptLimits } from './apply-attempt-limits.ts';
import { selectNumber, hasUsableNumber } from './select-number.ts';
import { close, exhausted, shared } from './close.ts';
import type { Advance } from './effect.ts';
import { openDelivery } from './open-delivery.ts';
import { rankOf } from './rank.ts';
import { type AgainAfter, nextAttemptAt } from './retry.ts';
import type { Place, Task, TaskIn } from './task.ts';

export interface TaskPolicy {
  engagement: VoiceEngagement;
  gates: DialingWindows;
  /** The SMS engagement to follow up with, its gates, its text and the number that it is sent from; null for none. */
  followUp: { engagement: SmsEngagement; gates: DialingWindows; from: E164; text: string } | null;
}

/** How long a delivery report may take before the SMS counts as unknown. */
export const reportTimeoutMs = DAY;
/** How soon after its time an SMS that was not sent is ordered again. */
export const sendTimeoutMs = 2 * MINUTE;
/** How far ahead an SMS follow-up may be put off by quiet hours. */
const followUpWithin = 7 * DAY;

/**
 * Makes the task ready if a number may be dialled at `from` and that is now; otherwise it waits, with the reason. Where no
 * attempt is left it ends.
 */
export function enqueue(
  given: Task,
  from: Instant,
  because: TaskIn<'waiting'>['because'],
  policy: TaskPolicy,
  now: Instant,
): Advance {
  const task = applyAttemptLimits(given, policy.engagement);
  if (task === null) return finish(given, policy, now);
  const choice = selectNumber(task, policy.gates, from);
  switch (choice.kind) {
    case 'now':
      return from > now ? wait(task, from, from, because) : ready(task, policy);
    case 'later':
      // Limits may be raised before the window opens: then they are what it waits for.
      return wait(task, choice.at, from, from > now ? orWindow(because) : 'outsideWindow');
    case 'held':
      return wait(task, task.expiresAt, from, 'timeZoneUnknown');
    case 'never':
      if (task.lastResult !== null) return finish(task, policy, now);
      return from < task.expiresAt ? untilExpiry(task, from) : close(task, 'expired', now);
    case 'attemptOver':
      return nextAttempt(task, policy, now);
  }
}

const orWindow = (because: TaskIn<'waiting'>['because']) =>
  because === 'frequencyLimit' ? because : 'outsideWindow';

/** No opening is in sight; whoever puts the hours right has the windows asked again. */
export const untilExpiry = (task: Task, notBefore: Instant): Advance =>
  wait(task, task.expiresAt, notBefore, 'outsideWindow');

function ready(task: Task, policy: TaskPolicy): Advance {
  const rank = rankOf(task, policy.engagement);
  return {
    next: { ...shared(task), status: 'ready', rank, deadlineAt: task.expiresAt },
    effects: [],
  };
}

function wait(
  task: Task,
  at: Instant,
  notBefore: Instant,
  because: TaskIn<'waiting'>['because'],
): Advance {
  return {
    next: { ...shared(task), status: 'waiting', deadlineAt: at, notBefore, because },
    effects: [{ kind: 'wake', at }],
  };
}

/** The next pass over the numbers, if one is left; `after` is what it is made again after, the last result unless given. */
export function nextAttempt(
  task: Task,
  policy: TaskPolicy,
  now: Instant,
  after: AgainAfter | null = task.lastResult === null ? null : reattemptReasonOf[task.lastResult],
): Advance {
  const { engagement } = policy;
  if (!hasUsableNumber(task, policy.gates) || task.attempt >= engagement.reattempts.attempts) {
    return finish(task, policy, now);
  }
  const again = { ...task, attempt: task.attempt + 1 };
  return enqueue(again, nextAttemptAt(task, engagement, now, after), 'retry', policy, now);
}

/**
 * No attempt is left: the SMS follow-up where there is one and a number for it, else the end. Whom nobody called, because no
 * number of theirs is used any more, is not told that they were not reached.
 */
export function finish(task: Task, policy: TaskPolicy, now: Instant): Advance {
  if (task.lastResult === null) return close(task, 'unreachable', now);
  const { followUp } = policy;
  const place = followUp === null ? null : mobilePlace(task);
  if (followUp === null || place === null) return close(task, exhausted(task), now);
  const { member } = place;
  const gates = followUp.gates.forNumber('mobile', member.zone, place.number);
  const at = typeof gates === 'string' ? null : nextOpening(gates, now, later(now, followUpWithin));
  if (at === null) return close(task, exhausted(task), now);

  const ordinal = task.deliveries + 1;
  const deliveryId = deliveryIdOf(task.id, task.attempt, ordinal);
  const next: TaskIn<'texting'> = {
    ...shared(task),
    deliveries: ordinal,
    status: 'texting',
    deliveryId,
    place: place.place,
    smsEngagementId: followUp.engagement.id,
    sentAt: null,
    refusals: 0,
    deadlineAt: later(at, sendTimeoutMs),
  };
  const { from } = followUp;
  const delivery = openDelivery(next, {
    channel: 'sms',
    from,
    representativeId: null,
    startedAt: now,
  });
  return {
    next,
    effects: [
      { kind: 'openDelivery', delivery },
      { kind: 'sendSms', deliveryId, at },
    ],
  };
}

/** The first mobile number of the chain at which its own person may be texted. */
function mobilePlace(task: Task) {
  for (const [m, member] of task.chain.entries()) {
    for (const [n, entry] of member.numbers.entries()) {
      if (entry.type !== 'mobile') continue;
      if (entry.standing === 'invalid' || entry.untexted !== undefined) continue;
      const place: Place = { member: m, number: n };
      return { place, member, number: entry.number };
    }
  }
  return null;
}

// The next step of a task without a delivery. In this order: the attempt, its next number, the SMS follow-up, the end.
import { reattemptReasonOf } from '../outcome/result.ts';
import type { Instant } from '../values/time.ts';
import { applyAttemptLimits, isAttemptAllowed } from './apply-attempt-limits.ts';
import { close, commonFields, unreachedOutcome } from './close.ts';
import type { Advance } from './effect.ts';
import { startFollowUp } from './follow-up.ts';
import { rankOf } from './rank.ts';
import { nextAttemptAt, type RetryAfter } from './retry.ts';
import { hasUsableNumber, selectNumber } from './select-number.ts';
import type { Task, WaitingReason } from './task.ts';
import type { TaskPolicy } from './task-policy.ts';

/**
 * - `enqueue`: the task goes on with its attempt at `from`
 * - `reevaluate`: the task is queued already; it keeps waiting while the hours leave no opening, until an edit corrects them
 * - `nextAttempt`: the attempt is over; `after` decides how long the task waits
 */
export type Turn =
  | { kind: 'enqueue' | 'reevaluate'; from: Instant; because: WaitingReason }
  | { kind: 'nextAttempt'; after: RetryAfter | null };

export function nextStep(task: Task, policy: TaskPolicy, now: Instant, turn: Turn): Advance {
  const { engagement, dialingWindows } = policy;
  if (turn.kind === 'nextAttempt') return nextAttempt(task, policy, now, turn.after);
  if (!isAttemptAllowed(task, engagement)) return followUpOrClose(task, policy, now);

  const { from, because } = turn;
  task = applyAttemptLimits(task, engagement);
  const choice = selectNumber(task, dialingWindows, from);
  switch (choice.kind) {
    case 'now':
      return from > now ? wait(task, from, from, because) : makeReady(task, policy);
    case 'later': {
      // A limit can be raised before the window opens, so the task keeps waiting for the limit.
      const isLimited = from > now && because === 'frequencyLimit';
      return wait(task, choice.at, from, isLimited ? because : 'outsideWindow');
    }
    case 'zoneUnknown':
      return wait(task, task.expiresAt, from, 'timeZoneUnknown');
    case 'noOpening': {
      const canWait = turn.kind === 'reevaluate' || task.lastResult === null;
      if (canWait && from < task.expiresAt)
        return wait(task, task.expiresAt, from, 'outsideWindow');
      if (task.lastResult === null) return close(task, 'expired', now);
      return followUpOrClose(task, policy, now);
    }
    case 'attemptOver': {
      const after = task.lastResult === null ? null : reattemptReasonOf[task.lastResult];
      return nextAttempt(task, policy, now, after);
    }
  }
}

function nextAttempt(task: Task, policy: TaskPolicy, now: Instant, after: RetryAfter | null) {
  const { engagement, dialingWindows } = policy;
  const isLast = task.attempt >= engagement.reattempts.attempts;
  if (isLast || !hasUsableNumber(task, dialingWindows)) return followUpOrClose(task, policy, now);
  const from = nextAttemptAt(task, engagement, now, after);
  task = { ...task, attempt: task.attempt + 1 };
  return nextStep(task, policy, now, { kind: 'enqueue', from, because: 'retry' });
}

function followUpOrClose(task: Task, policy: TaskPolicy, now: Instant): Advance {
  const followUp = startFollowUp(task, policy, now);
  return followUp.kind === 'scheduled'
    ? followUp.advance
    : close(task, unreachedOutcome(task), now);
}

function makeReady(task: Task, policy: TaskPolicy): Advance {
  const rank = rankOf(task, policy.engagement);
  const next: Task = { ...commonFields(task), status: 'ready', rank, deadlineAt: task.expiresAt };
  return { next, effects: [] };
}

function wait(task: Task, at: Instant, notBefore: Instant, because: WaitingReason): Advance {
  const next: Task = {
    ...commonFields(task),
    status: 'waiting',
    deadlineAt: at,
    notBefore,
    because,
  };
  return { next, effects: [{ kind: 'wake', at }] };
}

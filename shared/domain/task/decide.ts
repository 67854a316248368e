// decide(task, event, policy) → what the task becomes and what is to be done. Pure and total: every status answers every
// event, and what is late, repeated or foreign is ignored with a reason. `now` and every id arrive inside the event.
import { meaningOf, type ReattemptReason, reattemptReasonOf, showsInvalid } from '../result.ts';
import { type Instant, later, MINUTE } from '../time.ts';
import {
  type Advance,
  close,
  enqueue,
  nextAttempt,
  type TaskEffect,
  type TaskPolicy,
} from './advance.ts';
import { withNumber } from './choose.ts';
import { claim, queued, regate, zoneKnown } from './windows.ts';
import { noFacts } from './delivery.ts';
import {
  type Ended,
  type IgnoreReason,
  legalEvents,
  type TaskDecision,
  type TaskEvent,
} from './event.ts';
import { sendAgain, texted, unsent } from './follow-up.ts';
import { openDelivery } from './open-delivery.ts';
import { waitAfter } from './reattempt.ts';
import type { Task, TaskIn, TaskStatus } from './task.ts';

export function decide(task: Task, event: TaskEvent, policy: TaskPolicy): TaskDecision {
  const legal: readonly TaskEvent['kind'][] = legalEvents[task.status];
  if (task.status === 'closed') return ignore('alreadyClosed');
  if ('deliveryId' in event) {
    if (!('deliveryId' in task) || task.deliveryId !== event.deliveryId) {
      return ignore('staleDelivery');
    }
  }
  if (!legal.includes(event.kind)) return ignore('outOfOrder');

  switch (event.kind) {
    case 'claim':
      return apply(claim(task, event, policy));
    case 'blocked': {
      const again = enqueue(task, event.until, event.because, policy, event.now);
      return apply(again);
    }
    case 'optedOut':
      return apply(optedOut(task, policy, event.now));
    case 'suppressed':
      return apply(suppressed(task, event));
    case 'neverDialed':
      return apply(undo(task, policy, event.now, event.againFrom));
    case 'dialed':
      return task.status === 'claimed' ? apply(dialed(task, event)) : ignore('outOfOrder');
    case 'connected':
      return task.status === 'dialing'
        ? apply({
            next: { ...task, status: 'connected', deadlineAt: event.deadlineAt },
            effects: [],
          })
        : ignore('outOfOrder');
    case 'ended':
      return apply(ended(task, event, policy));
    case 'smsPutOff':
    case 'smsSent':
    case 'smsRefused':
      return task.status === 'texting' && task.sentAt === null
        ? apply(unsent(task, event))
        : ignore('outOfOrder');
    case 'texted':
      return apply(texted(task, event.deliveryId, event.result, event.now));
    case 'regate':
      return regate(task, event.now, policy);
    case 'zoneKnown':
      return zoneKnown(task, event, policy);
    case 'cancelled':
      return apply(close(task, 'cancelled', event.now));
    case 'deadlinePassed':
      return deadlinePassed(task, policy, event.now);
  }
}

const ignore = (reason: IgnoreReason): TaskDecision => ({ kind: 'ignore', reason });

const apply = (advance: Advance): TaskDecision => ({ kind: 'apply', ...advance });

function dialed(task: TaskIn<'claimed'>, event: TaskEvent & { kind: 'dialed' }): Advance {
  const { from, now: startedAt } = event;
  const { representativeId } = task;
  const delivery = openDelivery(task, { channel: 'voice', from, representativeId, startedAt });
  const tried = withNumber(task, task.place, { triedIn: task.attempt });
  return {
    next: { ...tried, status: 'dialing', deadlineAt: event.deadlineAt },
    effects: [{ kind: 'openDelivery', delivery }],
  };
}

function ended(task: Task, event: Ended, policy: TaskPolicy): Advance {
  const done: TaskEffect = {
    kind: 'closeDelivery',
    deliveryId: event.deliveryId,
    result: event.result,
    facts: event.facts,
  };
  const { next, effects } = afterResult(task, event, policy);
  return { next, effects: [done, ...effects] };
}

function afterResult(task: Task, { result, facts, now }: Ended, policy: TaskPolicy): Advance {
  const reasons: readonly ReattemptReason[] = policy.engagement.reattempts.reasons;
  const reason = reattemptReasonOf[result];
  const again = reason !== null && reasons.includes(reason);
  const standing = showsInvalid(result) ? 'invalid' : again ? 'usable' : 'spent';
  const place = 'place' in task ? task.place : { member: 0, number: 0 };
  const marked = { ...withNumber(task, place, { standing }), lastResult: result };
  switch (meaningOf[result]) {
    case 'reached':
      return close(marked, facts.abandoned ? 'abandoned' : 'reached', now);
    case 'endsAttempt':
      return nextAttempt(marked, policy, now);
    case 'nextNumber': {
      const from = later(now, waitAfter(marked, place, policy.engagement) * MINUTE);
      return enqueue(marked, from, 'betweenNumbers', policy, now);
    }
  }
}

/** The number's owner opted out: it is not dialled again, and other numbers of the chain still may be. */
function optedOut(task: Task, policy: TaskPolicy, now: Instant): Advance {
  const place = 'place' in task ? task.place : { member: 0, number: 0 };
  const without = withNumber(task, place, { standing: 'spent' });
  const left = without.chain.some(({ numbers }) =>
    numbers.some(({ standing }) => standing === 'usable'),
  );
  return left
    ? enqueue(without, now, 'betweenNumbers', policy, now)
    : close(without, 'optedOut', now);
}

function suppressed(task: Task, { now, policyId }: TaskEvent & { kind: 'suppressed' }): Advance {
  const { next, effects } = close(task, 'cancelled', now);
  return { next: { ...next, cancelledBy: policyId }, effects };
}

/** A dial that provably did not happen: nothing of it counts, and the number is as good as before. */
function undo(task: Task, policy: TaskPolicy, now: Instant, from: Instant): Advance {
  if (task.status !== 'dialing') return enqueue(task, from, 'throttled', policy, now);
  const before = withNumber(task, task.place, { triedIn: task.attempt - 1 });
  const { next, effects } = enqueue(before, from, 'throttled', policy, now);
  const undone: TaskEffect = {
    kind: 'closeDelivery',
    deliveryId: task.deliveryId,
    result: 'Cancelled',
    facts: noFacts,
  };
  return { next, effects: [undone, ...effects] };
}

/** Time alone moves every open status on. For a call it means that its end was lost: the result is not knowable. */
function deadlinePassed(
  task: TaskIn<Exclude<TaskStatus, 'closed'>>,
  policy: TaskPolicy,
  now: Instant,
) {
  if (task.deadlineAt > now) return ignore('notDue');
  switch (task.status) {
    case 'waiting':
      return task.expiresAt <= now
        ? apply(close(task, 'expired', now))
        : apply(queued(task, now, task.because, policy, now));
    case 'ready':
      return apply(close(task, 'expired', now));
    case 'claimed':
      return apply(undo(task, policy, now, now));
    case 'dialing':
    case 'connected':
      return apply(
        ended(
          task,
          { kind: 'ended', now, deliveryId: task.deliveryId, result: 'Unknown', facts: noFacts },
          policy,
        ),
      );
    case 'texting':
      return task.sentAt === null
        ? apply(sendAgain(task, now))
        : apply(texted(task, task.deliveryId, 'Unknown', now));
  }
}

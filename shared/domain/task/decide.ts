// decide(task, event, policy) → what the task becomes and what is to be done. Pure and total: every status answers every
// event, and what is late, repeated or foreign is ignored with a reason. `now` and every id arrive inside the event.
import {
  meaningOf,
  type ReattemptReason,
  reattemptReasonOf,
  isInvalidNumber,
} from '../outcome/result.ts';
import { type Instant, later, MINUTE } from '../values/time.ts';
import { enqueue, nextAttempt, type TaskPolicy } from './next-step.ts';
import type { Advance, TaskEffect } from './effect.ts';
import { close } from './close.ts';
import { withNumber } from './select-number.ts';
import { reserveTask, queued, reevaluateTask, applyKnownZone } from './reserve-and-reevaluate.ts';
import { noFacts } from './delivery.ts';
import {
  type Ended,
  type IgnoreReason,
  legalEvents,
  type TaskDecision,
  type TaskEvent,
} from './event.ts';
import { sendAgain, texted, unsent } from './follow-up.ts';
import { optedOut, suppressed, undoDial } from './undo-dial.ts';
import { openDelivery } from './open-delivery.ts';
import { waitAfter } from './retry.ts';
import { cancel } from './stopped.ts';
import type { Task, TaskIn, TaskStatus } from './task.ts';
import { afterConversation, disposed, hasTalked, recorded } from './wrap-up.ts';

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
      return apply(reserveTask(task, event, policy));
    case 'blocked': {
      const again = enqueue(task, event.until, event.because, policy, event.now);
      return apply(again);
    }
    case 'optedOut':
    case 'suppressed':
      if (task.status === 'texting' && task.sentAt !== null) return ignore('outOfOrder');
      return apply(
        event.kind === 'optedOut'
          ? optedOut(task, policy, event.now)
          : suppressed(task, event, policy),
      );
    case 'neverDialed':
      return apply(undoDial(task, policy, event.now, event.againFrom));
    case 'dialed':
      return task.status === 'claimed' ? apply(dialed(task, event)) : ignore('outOfOrder');
    case 'connected':
      return task.status === 'dialing'
        ? apply({
            next: {
              ...{ ...task, status: 'connected', dispositionCodes: [] },
              deadlineAt: event.deadlineAt,
            },
            effects: [],
          })
        : ignore('outOfOrder');
    case 'recorded':
      return recorded(task, event);
    case 'ended':
      return task.status === 'dialing' || task.status === 'connected'
        ? apply(ended(task, event, policy))
        : ignore('outOfOrder');
    case 'wrappedUp':
      return task.status === 'wrapUp'
        ? apply(disposed(task, task.dispositionCodes, policy, event.now))
        : ignore('outOfOrder');
    case 'smsPutOff':
    case 'smsSent':
    case 'smsRefused':
      return task.status === 'texting' && task.sentAt === null
        ? apply(unsent(task, event))
        : ignore('outOfOrder');
    case 'texted':
      return apply(texted(task, event.deliveryId, event.result, event.now));
    case 'regate':
      return reevaluateTask(task, event, policy);
    case 'zoneKnown':
      return applyKnownZone(task, event, policy);
    case 'cancelled':
      return apply(cancel(task, event.now));
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

type Calling = TaskIn<'dialing' | 'connected'>;

function ended(task: Calling, event: Ended, policy: TaskPolicy): Advance {
  const { deliveryId, result, facts } = event;
  const dispositionCodes = task.status === 'connected' ? task.dispositionCodes : [];
  const done: TaskEffect = { kind: 'closeDelivery', deliveryId, result, facts, dispositionCodes };
  const { next, effects } = afterResult(task, event, policy);
  return { next, effects: [done, ...effects] };
}

function afterResult(task: Calling, event: Ended, policy: TaskPolicy): Advance {
  const { result, facts, now } = event;
  const reasons: readonly ReattemptReason[] = policy.engagement.reattempts.reasons;
  const reason = reattemptReasonOf[result];
  const again = reason !== null && reasons.includes(reason);
  const standing = isInvalidNumber(result) ? 'invalid' : again ? 'usable' : 'spent';
  const { place } = task;
  const marked = { ...withNumber(task, place, { standing, result }), lastResult: result };
  if (hasTalked(marked, event)) return afterConversation(marked, event, policy);
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
      return apply(undoDial(task, policy, now, now));
    case 'dialing':
    case 'connected':
      return apply(
        ended(
          task,
          {
            ...{ kind: 'ended', now, deliveryId: task.deliveryId, wrapUpUntil: null },
            ...{ result: 'Unknown', facts: noFacts },
          },
          policy,
        ),
      );
    case 'wrapUp':
      return apply(disposed(task, task.dispositionCodes, policy, now));
    case 'texting':
      return task.sentAt === null
        ? apply(sendAgain(task, now))
        : apply(texted(task, task.deliveryId, 'Unknown', now));
  }
}

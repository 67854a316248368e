// decide(task, event, policy) returns the next task and its effects. It is pure and total: every status answers every
// event. A late, repeated or foreign event is ignored with a reason. `now` and all ids are fields of the event.
import type { DeliveryId } from '../values/ids.ts';
import type { Instant } from '../values/time.ts';
import { cancel, close } from './close.ts';
import { noFacts } from './delivery.ts';
import type { Advance } from './effect.ts';
import { endDelivery } from './end-delivery.ts';
import {
  type Ended,
  type IgnoreReason,
  isDeliveryEvent,
  legalEvents,
  type TaskDecision,
  type TaskEvent,
} from './event.ts';
import { excludeContact } from './exclude-contact.ts';
import { applySendEvent, endFollowUp, resendSms } from './follow-up.ts';
import { nextStep } from './next-step.ts';
import { openDelivery } from './open-delivery.ts';
import { applyKnownZone, reevaluateTask, reserveTask } from './reserve-and-reevaluate.ts';
import { changeNumber } from './select-number.ts';
import { deliveryOf, type OpenTask, type Task, type TaskIn } from './task.ts';
import type { TaskPolicy } from './task-policy.ts';
import { undoDial } from './undo-dial.ts';
import { applyCodes, recordCodes } from './wrap-up.ts';

export function decide(task: Task, event: TaskEvent, policy: TaskPolicy): TaskDecision {
  if (task.status === 'closed') return ignore('alreadyClosed');
  if (isDeliveryEvent(event) && deliveryOf(task) !== event.deliveryId) {
    return ignore('staleDelivery');
  }
  const legal: readonly TaskEvent['kind'][] = legalEvents[task.status];
  if (!legal.includes(event.kind)) return ignore('outOfOrder');

  switch (event.kind) {
    case 'claim':
      return apply(reserveTask(task, event, policy));
    case 'blocked': {
      const { until: from, because, now } = event;
      return apply(nextStep(task, policy, now, { kind: 'enqueue', from, because }));
    }
    case 'optedOut':
    case 'suppressed':
      return canExcludeContact(task) ? apply(excludeContact(task, event, policy)) : outOfOrder;
    case 'neverDialed':
      return task.status === 'claimed' || task.status === 'dialing'
        ? apply(undoDial(task, policy, event.now, event.againFrom))
        : outOfOrder;
    case 'dialed':
      return task.status === 'claimed' ? apply(recordDial(task, event)) : outOfOrder;
    case 'connected':
      return task.status === 'dialing' ? apply(recordConnection(task, event)) : outOfOrder;
    case 'recorded':
      return recordCodes(task, event);
    case 'ended':
      return task.status === 'dialing' || task.status === 'connected'
        ? apply(endDelivery(task, event, policy))
        : outOfOrder;
    case 'wrappedUp':
      return task.status === 'wrapUp'
        ? apply(applyCodes(task, task.dispositionCodes, policy, event.now))
        : outOfOrder;
    case 'smsPutOff':
    case 'smsSent':
    case 'smsRefused':
      return task.status === 'texting' && task.sentAt === null
        ? apply(applySendEvent(task, event))
        : outOfOrder;
    case 'texted':
      return apply(endFollowUp(task, event.deliveryId, event.result, event.now));
    case 'regate':
      return reevaluateTask(task, event, policy);
    case 'zoneKnown':
      return applyKnownZone(task, event, policy);
    case 'cancelled':
      return apply(cancel(task, event.now));
    case 'deadlinePassed':
      return task.deadlineAt > event.now
        ? ignore('notDue')
        : apply(applyDeadline(task, policy, event.now));
  }
}

const ignore = (reason: IgnoreReason): TaskDecision => ({ kind: 'ignore', reason });
const outOfOrder = ignore('outOfOrder');

const apply = ({ next, effects }: Advance): TaskDecision => ({ kind: 'apply', next, effects });

/** An SMS that was sent cannot be withdrawn. */
const canExcludeContact = (task: Task): task is TaskIn<'claimed' | 'texting'> =>
  task.status === 'claimed' || (task.status === 'texting' && task.sentAt === null);

function recordDial(task: TaskIn<'claimed'>, event: TaskEvent & { kind: 'dialed' }): Advance {
  const { from, now: startedAt, deadlineAt } = event;
  const { representativeId } = task;
  const delivery = openDelivery(task, { channel: 'voice', from, representativeId, startedAt });
  task = changeNumber(task, task.place, { triedIn: task.attempt });
  return {
    next: { ...task, status: 'dialing', deadlineAt },
    effects: [{ kind: 'openDelivery', delivery }],
  };
}

function recordConnection(
  task: TaskIn<'dialing'>,
  { deadlineAt }: TaskEvent & { kind: 'connected' },
): Advance {
  return { next: { ...task, status: 'connected', dispositionCodes: [], deadlineAt }, effects: [] };
}

/** Time alone moves every open status on. */
function applyDeadline(task: OpenTask, policy: TaskPolicy, now: Instant): Advance {
  switch (task.status) {
    case 'waiting': {
      if (task.expiresAt <= now) return close(task, 'expired', now);
      const { because } = task;
      return nextStep(task, policy, now, { kind: 'reevaluate', from: now, because });
    }
    case 'ready':
      return close(task, 'expired', now);
    case 'claimed':
      return undoDial(task, policy, now, now);
    case 'dialing':
    case 'connected':
      return endDelivery(task, lostEnd(task.deliveryId, now), policy);
    case 'wrapUp':
      return applyCodes(task, task.dispositionCodes, policy, now);
    case 'texting':
      return task.sentAt === null
        ? resendSms(task, now)
        : endFollowUp(task, task.deliveryId, 'Unknown', now);
  }
}

/** The end of the call was lost, so its result is unknown. */
const lostEnd = (deliveryId: DeliveryId, now: Instant): Ended => ({
  kind: 'ended',
  now,
  deliveryId,
  result: 'Unknown',
  facts: noFacts,
  wrapUpUntil: null,
});

// The SMS follow-up of a task without an attempt left: scheduled, postponed, sent, reported.
import { nextOpenAt } from '../compliance/gate.ts';
import { windowGates } from '../compliance/gates.ts';
import type { DeliveryId } from '../values/ids.ts';
import type { SmsResult } from '../outcome/result.ts';
import { DAY, type Instant, later, MINUTE } from '../values/time.ts';
import { type Closed, close, commonFields, unreachedOutcome } from './close.ts';
import { noFacts } from './delivery.ts';
import type { Advance, TaskEffect } from './effect.ts';
import type { TaskEvent } from './event.ts';
import { openDelivery } from './open-delivery.ts';
import { memberAt } from './select-number.ts';
import { nextDeliveryId, type Place, type Task, type TaskIn } from './task.ts';
import type { TaskPolicy } from './task-policy.ts';

/** How long a delivery report may take before the SMS counts as unknown. */
const reportTimeoutMs = DAY;
/** How long after its time an unsent SMS is scheduled again. */
const sendTimeoutMs = 2 * MINUTE;
/** How far ahead quiet hours may postpone an SMS follow-up. */
const maxPostponementMs = 7 * DAY;
/** The wait after each refusal of the service: five tries in nearly three hours. */
const refusalWaitsMs = [2, 8, 32, 128].map((minutes) => minutes * MINUTE);

type FollowUpStart =
  | { kind: 'scheduled'; advance: Advance }
  /** `neverDialed`: only a contact that was dialed gets an SMS. `neverAllowed`: the windows are closed for too long. */
  | { kind: 'none'; because: 'notConfigured' | 'neverDialed' | 'noNumber' | 'neverAllowed' };

/** Schedules the SMS. */
export function startFollowUp(task: Task, policy: TaskPolicy, now: Instant): FollowUpStart {
  const { followUp } = policy;
  if (followUp === null) return { kind: 'none', because: 'notConfigured' };
  if (task.lastResult === null) return { kind: 'none', because: 'neverDialed' };
  const place = findTextableNumber(task);
  if (place === null) return { kind: 'none', because: 'noNumber' };
  const { member, number } = memberAt(task, place);
  const windows = followUp.dialingWindows.forNumber('mobile', member.zone, number.number);
  const at = nextOpenAt(windowGates, { windows }, now, later(now, maxPostponementMs));
  if (at === null) return { kind: 'none', because: 'neverAllowed' };

  const deliveryId = nextDeliveryId(task);
  const next: TaskIn<'texting'> = {
    ...commonFields(task),
    deliveries: task.deliveries + 1,
    status: 'texting',
    deliveryId,
    place,
    smsEngagementId: followUp.engagement.id,
    sentAt: null,
    refusals: 0,
    deadlineAt: later(at, sendTimeoutMs),
  };
  const delivery = openDelivery(next, {
    channel: 'sms',
    from: followUp.from,
    representativeId: null,
    startedAt: now,
  });
  const effects: TaskEffect[] = [
    { kind: 'openDelivery', delivery },
    { kind: 'sendSms', deliveryId, at },
  ];
  return { kind: 'scheduled', advance: { next, effects } };
}

/** The first mobile number of the chain that may receive a text. */
function findTextableNumber({ chain }: Task): Place | null {
  for (const [member, { numbers }] of chain.entries()) {
    const number = numbers.findIndex(
      ({ type, standing, untexted }) =>
        type === 'mobile' && standing !== 'invalid' && untexted === undefined,
    );
    if (number !== -1) return { member, number };
  }
  return null;
}

type SendEvent = TaskEvent & { kind: 'smsPutOff' | 'smsSent' | 'smsRefused' };

export function applySendEvent(task: TaskIn<'texting'>, event: SendEvent): Advance {
  const { now } = event;
  switch (event.kind) {
    case 'smsPutOff':
      return { next: { ...task, deadlineAt: later(event.until, sendTimeoutMs) }, effects: [] };
    case 'smsSent': {
      const deadlineAt = later(now, reportTimeoutMs);
      return { next: { ...task, sentAt: now, deadlineAt }, effects: [] };
    }
    case 'smsRefused': {
      const wait = refusalWaitsMs[task.refusals];
      if (wait === undefined) return endFollowUp(task, task.deliveryId, 'Not delivered', now);
      const refusals = task.refusals + 1;
      return { next: { ...task, refusals, deadlineAt: later(now, wait) }, effects: [] };
    }
  }
}

/** Schedules the SMS again after its message was lost. Sending is idempotent by the delivery id. */
export function resendSms(task: TaskIn<'texting'>, now: Instant): Advance {
  if (task.expiresAt < later(now, -reportTimeoutMs)) {
    return endFollowUp(task, task.deliveryId, 'Unknown', now);
  }
  const next: Task = { ...task, deadlineAt: later(now, sendTimeoutMs) };
  return { next, effects: [{ kind: 'sendSms', deliveryId: task.deliveryId, at: now }] };
}

export function endFollowUp(
  task: Task,
  deliveryId: DeliveryId,
  result: SmsResult,
  now: Instant,
): Closed {
  const { next } = close(task, unreachedOutcome(task), now, result);
  const dispositionCodes: [] = [];
  return {
    next,
    effects: [{ kind: 'closeDelivery', deliveryId, result, facts: noFacts, dispositionCodes }],
  };
}

// The SMS follow-up of a task whose attempts are used up: ordered, put off, sent, reported.
import type { DeliveryId } from '../values/ids.ts';
import type { SmsResult } from '../outcome/result.ts';
import { type Instant, later, MINUTE } from '../values/time.ts';
import { reportTimeoutMs, sendTimeoutMs } from './next-step.ts';
import type { Advance } from './effect.ts';
import { close, exhausted } from './close.ts';
import { noFacts } from './delivery.ts';
import type { TaskEvent } from './event.ts';
import type { Task, TaskIn } from './task.ts';

/** What becomes of the order to send it. */
export function unsent(
  task: TaskIn<'texting'>,
  event: TaskEvent & { kind: 'smsPutOff' | 'smsSent' | 'smsRefused' },
): Advance {
  const { now } = event;
  switch (event.kind) {
    case 'smsPutOff':
      return { next: { ...task, deadlineAt: later(event.until, sendTimeoutMs) }, effects: [] };
    case 'smsSent':
      return {
        next: { ...task, sentAt: now, deadlineAt: later(now, reportTimeoutMs) },
        effects: [],
      };
    case 'smsRefused':
      return refused(task, now);
  }
}

/** How long after each of its first refusals an SMS is tried again: five tries in nearly three hours. */
const againAfter = [2, 8, 32, 128].map((minutes) => minutes * MINUTE);

/** What only a person can mend is given a few hours; then it is over, for it is certain that nothing was sent. */
function refused(task: TaskIn<'texting'>, now: Instant): Advance {
  const wait = againAfter[task.refusals];
  if (wait === undefined) return texted(task, task.deliveryId, 'Not delivered', now);
  const next = { ...task, refusals: task.refusals + 1, deadlineAt: later(now, wait) };
  return { next, effects: [] };
}

/** The order to send was lost on the way. Sending is idempotent by the delivery id, so it is simply given again. */
export function sendAgain(task: TaskIn<'texting'>, now: Instant): Advance {
  if (task.expiresAt < later(now, -reportTimeoutMs)) {
    return texted(task, task.deliveryId, 'Unknown', now);
  }
  const next = { ...task, deadlineAt: later(now, sendTimeoutMs) };
  return { next, effects: [{ kind: 'sendSms', deliveryId: task.deliveryId, at: now }] };
}

export function texted(
  task: Task,
  deliveryId: DeliveryId,
  result: SmsResult,
  now: Instant,
): Advance & { next: TaskIn<'closed'> } {
  const { next } = close(task, exhausted(task), now, result);
  const reported = { kind: 'closeDelivery', deliveryId, result, facts: noFacts } as const;
  return { next, effects: [{ ...reported, dispositionCodes: [] }] };
}

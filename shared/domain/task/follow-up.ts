// The SMS follow-up of a task whose attempts are used up: ordered, put off, sent, reported.
import type { DeliveryId } from '../ids.ts';
import type { SmsResult } from '../result.ts';
import { type Instant, later } from '../time.ts';
import { type Advance, close, exhausted, reportWithin, sendWithin } from './advance.ts';
import { noFacts } from './delivery.ts';
import type { Task, TaskIn } from './task.ts';

export const sent = (task: TaskIn<'texting'>, now: Instant): Advance => ({
  next: { ...task, sentAt: now, deadlineAt: later(now, reportWithin) },
  effects: [],
});

/** The order to send was lost on the way. Sending is idempotent by the delivery id, so it is simply given again. */
export function sendAgain(task: TaskIn<'texting'>, now: Instant): Advance {
  if (task.expiresAt < later(now, -reportWithin)) {
    return texted(task, task.deliveryId, 'Unknown', now);
  }
  const next = { ...task, deadlineAt: later(now, sendWithin) };
  return { next, effects: [{ kind: 'sendSms', deliveryId: task.deliveryId, at: now }] };
}

export function texted(
  task: Task,
  deliveryId: DeliveryId,
  result: SmsResult,
  now: Instant,
): Advance {
  const { next } = close(task, exhausted(task), now, result);
  return { next, effects: [{ kind: 'closeDelivery', deliveryId, result, facts: noFacts }] };
}

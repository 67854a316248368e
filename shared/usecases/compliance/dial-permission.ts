import type { ClosedGate, GateAnswer } from '../../domain/compliance/gate.ts';
import type { Block, TaskEvent } from '../../domain/task/event.ts';
import type { DeliveryId } from '../../domain/values/ids.ts';
import { HOUR, type Instant, later } from '../../domain/values/time.ts';

export type DialPermission =
  | { kind: 'yes' }
  /** The event moves the task to its next state. */
  | { kind: 'no'; because: string; event: TaskEvent }
  /** The settlement of the withdrawn call returns the task to the queue. */
  | { kind: 'notRunning'; because: 'engagementNotRunning' };

/** A record that is missing or corrupt is checked again after this time. */
export const recordRecheckMs = HOUR;

export const toDialPermission = (
  answer: GateAnswer,
  deliveryId: DeliveryId,
  now: Instant,
): DialPermission =>
  answer.kind === 'open' ? { kind: 'yes' } : blockedBy(answer, deliveryId, now);

export function blockedBy(
  closed: ClosedGate,
  deliveryId: DeliveryId,
  now: Instant,
): DialPermission {
  const wait = (because: Block, until: Instant): TaskEvent => ({
    kind: 'blocked',
    now,
    deliveryId,
    because,
    until,
  });
  const { because } = closed;
  switch (because) {
    case 'engagementNotRunning':
      return { kind: 'notRunning', because };
    case 'contactMissing':
      return { kind: 'no', because, event: wait('throttled', later(now, recordRecheckMs)) };
    case 'cancellationPolicy': {
      const { policyId } = closed;
      return { kind: 'no', because, event: { kind: 'suppressed', now, deliveryId, policyId } };
    }
    case 'optedOut':
      return { kind: 'no', because, event: { kind: 'optedOut', now, deliveryId } };
    // The task selects its next number and time again from `now`.
    case 'taskExpired':
    case 'unusedPhoneType':
    case 'unknownTimeZone':
    case 'operatingHours':
    case 'quietHours':
      return { kind: 'no', because: 'outsideWindow', event: wait('outsideWindow', now) };
    case 'numberInUse':
    case 'frequencyLimit':
      return { kind: 'no', because, event: wait(because, closed.until) };
  }
}

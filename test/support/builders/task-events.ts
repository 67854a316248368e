// One event of each kind, for the current delivery of the builders' tasks.
import type { TaskEvent } from '../../../shared/domain/task/event.ts';
import { noFacts } from '../../../shared/domain/task/delivery.ts';
import {
  cancellationPolicyIdSchema,
  contactIdSchema,
  type DeliveryId,
  dispositionCodeIdSchema,
  representativeIdSchema,
} from '../../../shared/domain/values/ids.ts';
import { type Instant, later, MINUTE } from '../../../shared/domain/values/time.ts';
import { utc } from '../../../shared/domain/values/time-zone.ts';
import { aNumber } from './identity.ts';
import { noon } from './instants.ts';

export type EventKind = TaskEvent['kind'];
export type EventOf<K extends EventKind> = Extract<TaskEvent, { kind: K }>;

const contactId = contactIdSchema.parse('contact-2');
const grace = representativeIdSchema.parse('grace');
const policy = cancellationPolicyIdSchema.parse('storm');
export const wrongPerson = dispositionCodeIdSchema.parse('wrong-person');
export const soon = later(noon, 5 * MINUTE);

/** The events that time and the outside world can cause at `now` for a delivery. */
export function taskEvents(deliveryId: DeliveryId, now: Instant): { [K in EventKind]: EventOf<K> } {
  const until = later(now, 5 * MINUTE);
  return {
    claim: { kind: 'claim', now, representativeId: grace, pacingGroup: 'renewals', until },
    blocked: { kind: 'blocked', now, deliveryId, because: 'frequencyLimit', until },
    optedOut: { kind: 'optedOut', now, deliveryId },
    suppressed: { kind: 'suppressed', now, deliveryId, policyId: policy },
    neverDialed: { kind: 'neverDialed', now, deliveryId, againFrom: until },
    dialed: { kind: 'dialed', now, deliveryId, from: aNumber(99), deadlineAt: until },
    connected: { kind: 'connected', now, deliveryId, deadlineAt: until },
    recorded: { kind: 'recorded', now, deliveryId, dispositionCodes: [wrongPerson] },
    ended: {
      kind: 'ended',
      now,
      deliveryId,
      wrapUpUntil: null,
      result: 'LiveAnswer',
      facts: noFacts,
    },
    wrappedUp: { kind: 'wrappedUp', now, deliveryId },
    smsPutOff: { kind: 'smsPutOff', now, deliveryId, until },
    smsSent: { kind: 'smsSent', now, deliveryId },
    smsRefused: { kind: 'smsRefused', now, deliveryId },
    texted: { kind: 'texted', now, deliveryId, result: 'Delivered' },
    regate: { kind: 'regate', now },
    zoneKnown: { kind: 'zoneKnown', now, contactId, zone: utc },
    cancelled: { kind: 'cancelled', now },
    deadlinePassed: { kind: 'deadlinePassed', now },
  };
}

/** Usage: `event('ended', task.deliveryId, { result: 'Busy' })`. */
export function event<K extends EventKind>(
  kind: K,
  deliveryId: DeliveryId,
  changes: Partial<EventOf<K>> = {},
): TaskEvent {
  return { ...taskEvents(deliveryId, noon)[kind], ...changes };
}

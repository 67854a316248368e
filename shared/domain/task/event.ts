// The events of a task, and the statuses that accept them.
import type {
  CancellationPolicyId,
  ContactId,
  DeliveryId,
  DispositionCodeId,
  RepresentativeId,
} from '../values/ids.ts';
import type { E164 } from '../values/phone.ts';
import type { SmsResult, VoiceResult } from '../outcome/result.ts';
import type { Instant } from '../values/time.ts';
import type { Zone } from '../values/time-zone.ts';
import type { Decision } from '../values/decision.ts';
import type { TaskEffect } from './effect.ts';
import type { CallFacts } from './delivery.ts';
import type { Task, TaskIn, TaskStatus } from './task.ts';

export type TaskEvent =
  | {
      kind: 'claim';
      now: Instant;
      representativeId: RepresentativeId;
      pacingGroup: string;
      until: Instant;
    }
  | { kind: 'blocked'; now: Instant; deliveryId: DeliveryId; because: Block; until: Instant }
  | { kind: 'optedOut'; now: Instant; deliveryId: DeliveryId }
  /** A cancellation policy covers the contact. */
  | { kind: 'suppressed'; now: Instant; deliveryId: DeliveryId; policyId: CancellationPolicyId }
  | { kind: 'neverDialed'; now: Instant; deliveryId: DeliveryId; againFrom: Instant }
  | { kind: 'dialed'; now: Instant; deliveryId: DeliveryId; from: E164; deadlineAt: Instant }
  | { kind: 'connected'; now: Instant; deliveryId: DeliveryId; deadlineAt: Instant }
  /** The disposition codes of the representative; they replace the codes recorded before. */
  | {
      kind: 'recorded';
      now: Instant;
      deliveryId: DeliveryId;
      dispositionCodes: readonly DispositionCodeId[];
    }
  | Ended
  /** The representative has finished the wrap-up. */
  | { kind: 'wrappedUp'; now: Instant; deliveryId: DeliveryId }
  /** Quiet hours or limits postpone the SMS until then. */
  | { kind: 'smsPutOff'; now: Instant; deliveryId: DeliveryId; until: Instant }
  | { kind: 'smsSent'; now: Instant; deliveryId: DeliveryId }
  /** The service rejects every SMS until its configuration is corrected; nothing was sent. */
  | { kind: 'smsRefused'; now: Instant; deliveryId: DeliveryId }
  | { kind: 'texted'; now: Instant; deliveryId: DeliveryId; result: SmsResult }
  /**
   * An edit may have changed the windows, the call order, the attempts or the limits. For a task that waits for the limits,
   * `limitsAllowFrom` is the instant from which they allow it now.
   */
  | { kind: 'regate'; now: Instant; limitsAllowFrom?: Instant | undefined }
  /** A later import brought the missing time zone of a contact. */
  | { kind: 'zoneKnown'; now: Instant; contactId: ContactId; zone: Zone }
  | { kind: 'cancelled'; now: Instant }
  | { kind: 'deadlinePassed'; now: Instant };

export type Block = Exclude<
  TaskIn<'waiting'>['because'],
  'retry' | 'betweenNumbers' | 'timeZoneUnknown'
>;

export interface Ended {
  kind: 'ended';
  now: Instant;
  deliveryId: DeliveryId;
  result: VoiceResult;
  facts: CallFacts;
  /** The end of the wrap-up; null for no wrap-up. */
  wrapUpUntil: Instant | null;
}

export type IgnoreReason =
  'alreadyClosed' | 'staleDelivery' | 'outOfOrder' | 'notDue' | 'unchanged';

export type TaskDecision = Decision<Task, TaskEffect, IgnoreReason>;

type DeliveryEvent = Extract<TaskEvent, { deliveryId: DeliveryId }>;

/** The other events concern the task, whatever its delivery. */
export const isDeliveryEvent = (event: TaskEvent): event is DeliveryEvent =>
  hasDelivery[event.kind];

const hasDelivery: Record<DeliveryEvent['kind'], true> &
  Record<Exclude<TaskEvent, DeliveryEvent>['kind'], false> = {
  claim: false,
  blocked: true,
  optedOut: true,
  suppressed: true,
  neverDialed: true,
  dialed: true,
  connected: true,
  recorded: true,
  ended: true,
  wrappedUp: true,
  smsPutOff: true,
  smsSent: true,
  smsRefused: true,
  texted: true,
  regate: false,
  zoneKnown: false,
  cancelled: false,
  deadlinePassed: false,
};

/** The events that each status accepts; any other event is out of order. A random walk in the tests compares it with decide. */
export const legalEvents = {
  waiting: ['regate', 'zoneKnown', 'cancelled', 'deadlinePassed'],
  ready: ['claim', 'regate', 'zoneKnown', 'cancelled', 'deadlinePassed'],
  claimed: [
    'blocked',
    'optedOut',
    'suppressed',
    'neverDialed',
    'dialed',
    'cancelled',
    'deadlinePassed',
  ],
  // A representative may record codes before the event that connects the call arrives.
  dialing: ['neverDialed', 'connected', 'recorded', 'ended', 'deadlinePassed'],
  connected: ['recorded', 'ended', 'deadlinePassed'],
  wrapUp: ['recorded', 'wrappedUp', 'cancelled', 'deadlinePassed'],
  texting: [
    'optedOut',
    'suppressed',
    'smsPutOff',
    'smsSent',
    'smsRefused',
    'texted',
    'deadlinePassed',
  ],
  closed: [],
} as const satisfies Record<TaskStatus, readonly TaskEvent['kind'][]>;

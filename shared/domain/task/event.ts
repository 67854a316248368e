// What can happen to a task, and which of it each status takes.
import type {
  CancellationPolicyId,
  ContactId,
  DeliveryId,
  DispositionCodeId,
  RepresentativeId,
} from '../values/ids.ts';
import type { E164 } from '../values/phone.ts';
import type { SmsResult, VoiceResult } from '../outcome/result.ts';
import type { Decision } from '../values/decision.ts';
import type { Instant } from '../values/time.ts';
import type { Zone } from '../values/time-zone.ts';
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
  /** A cancellation policy covers the person: nothing more is dialled, and the task says by which. */
  | { kind: 'suppressed'; now: Instant; deliveryId: DeliveryId; policyId: CancellationPolicyId }
  | { kind: 'neverDialed'; now: Instant; deliveryId: DeliveryId; againFrom: Instant }
  | { kind: 'dialed'; now: Instant; deliveryId: DeliveryId; from: E164; deadlineAt: Instant }
  | { kind: 'connected'; now: Instant; deliveryId: DeliveryId; deadlineAt: Instant }
  /** What the representative records of the conversation: in the place of what they recorded before. */
  | {
      kind: 'recorded';
      now: Instant;
      deliveryId: DeliveryId;
      dispositionCodes: readonly DispositionCodeId[];
    }
  | Ended
  /** The representative is done with what follows a call. */
  | { kind: 'wrappedUp'; now: Instant; deliveryId: DeliveryId }
  /** Quiet hours or limits put the SMS off; it is ordered again then. */
  | { kind: 'smsPutOff'; now: Instant; deliveryId: DeliveryId; until: Instant }
  | { kind: 'smsSent'; now: Instant; deliveryId: DeliveryId }
  /** The service takes nothing of ours until a person mends it; nothing was sent. */
  | { kind: 'smsRefused'; now: Instant; deliveryId: DeliveryId }
  | { kind: 'texted'; now: Instant; deliveryId: DeliveryId; result: SmsResult }
  /**
   * The windows, the order or the attempts may be others than when it was put where it is, and the limits as well: if it
   * waits for those, `limitsAllowFrom` is from when on they allow it now.
   */
  | { kind: 'regate'; now: Instant; limitsAllowFrom?: Instant | undefined }
  /** A later list brought the time zone of a contact for whom none was known. */
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
  /** Until when a code may come that the representative records afterwards; null: they have none to record any more. */
  wrapUpUntil: Instant | null;
}

export type IgnoreReason =
  'alreadyClosed' | 'staleDelivery' | 'outOfOrder' | 'notDue' | 'unchanged';

export type TaskDecision = Decision<Task, TaskEffect, IgnoreReason>;

/** Which events each status takes; everything else is out of order there. A random walk in the tests holds it to decide. */
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
  // Who talks may record, also when the task was not told of it.
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

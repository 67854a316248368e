// decide(representative, event) → the next presence. A representative is in at most one call, and every reservation has a
// deadline.
import type { DeliveryId } from '../values/ids.ts';
import type { Decision } from '../values/decision.ts';
import { type Instant, later } from '../values/time.ts';
import {
  type ChosenPresence,
  isOnDelivery,
  type Presence,
  type Representative,
} from './representative.ts';

export type RepresentativeEvent =
  | { kind: 'chose'; now: Instant; presence: ChosenPresence }
  | {
      kind: 'reserve';
      now: Instant;
      deliveryId: DeliveryId;
      pacingGroup: string;
      until: Instant;
    }
  | { kind: 'joined'; now: Instant; deliveryId: DeliveryId; until: Instant }
  /** The call ended; `talked` says whether there was a conversation to wrap up. */
  | { kind: 'callOver'; now: Instant; deliveryId: DeliveryId; talked: boolean; wrapUpMs: number }
  /** The deadline passed during a live call: the reservation continues. */
  | { kind: 'stillOnCall'; now: Instant; deliveryId: DeliveryId; until: Instant }
  | { kind: 'wrappedUp'; now: Instant; deliveryId: DeliveryId }
  | { kind: 'deadlinePassed'; now: Instant };

type IgnoreReason = 'notAvailable' | 'otherDelivery' | 'alreadyThere' | 'notDue';
export type RepresentativeDecision = Decision<Representative, never, IgnoreReason>;

export function decide(
  representative: Representative,
  event: RepresentativeEvent,
): RepresentativeDecision {
  const { presence } = representative;
  const to = (next: Presence): RepresentativeDecision => ({
    kind: 'apply',
    next: { ...representative, presence: next },
    effects: [],
  });
  const choose = (status: ChosenPresence, now: Instant) => to({ status, since: now });

  switch (event.kind) {
    case 'chose':
      if (isOnDelivery(presence)) return to({ ...presence, then: event.presence });
      return presence.status === event.presence
        ? ignore('alreadyThere')
        : choose(event.presence, event.now);
    case 'reserve': {
      const { deliveryId, pacingGroup, now, until } = event;
      if (isOnDelivery(presence) && presence.deliveryId === deliveryId)
        return ignore('alreadyThere');
      return presence.status === 'available'
        ? to({
            status: 'reserved',
            since: now,
            deliveryId,
            pacingGroup,
            deadlineAt: until,
            then: 'available',
          })
        : ignore('notAvailable');
    }
    case 'joined':
      if (!isOnDelivery(presence)) return ignore('otherDelivery');
      if (presence.deliveryId !== event.deliveryId) return ignore('otherDelivery');
      return presence.status === 'reserved'
        ? to({ ...presence, status: 'talking', since: event.now, deadlineAt: event.until })
        : ignore('alreadyThere');
    case 'callOver': {
      if (!isOnDelivery(presence)) return ignore('otherDelivery');
      if (presence.deliveryId !== event.deliveryId) return ignore('otherDelivery');
      if (presence.status === 'wrapUp') return ignore('alreadyThere');
      if (!event.talked || event.wrapUpMs === 0) return choose(presence.then, event.now);
      const deadlineAt = later(event.now, event.wrapUpMs);
      return to({ ...presence, status: 'wrapUp', since: event.now, deadlineAt });
    }
    case 'stillOnCall':
      if (presence.status !== 'reserved' && presence.status !== 'talking') {
        return ignore('otherDelivery');
      }
      return presence.deliveryId === event.deliveryId
        ? to({ ...presence, deadlineAt: event.until })
        : ignore('otherDelivery');
    case 'wrappedUp':
      if (!isOnDelivery(presence)) return ignore('otherDelivery');
      if (presence.deliveryId !== event.deliveryId) return ignore('otherDelivery');
      return presence.status === 'wrapUp'
        ? choose(presence.then, event.now)
        : ignore('alreadyThere');
    case 'deadlinePassed':
      if (!isOnDelivery(presence) || presence.deadlineAt > event.now) return ignore('notDue');
      return choose(presence.then, event.now);
  }
}

const ignore = (reason: IgnoreReason): RepresentativeDecision => ({ kind: 'ignore', reason });

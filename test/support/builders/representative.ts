import type { z } from 'zod';
import {
  type Presence,
  presenceSchema,
  type Representative,
  representativeSchema,
} from '../../../shared/domain/representative/representative.ts';
import { later, MINUTE } from '../../../shared/domain/values/time.ts';
import { aDeliveryId } from './identity.ts';
import { noon } from './instants.ts';

type PresenceIn<S extends Presence['status']> = Extract<
  z.input<typeof presenceSchema>,
  { status: S }
>;

const working = {
  since: noon,
  deliveryId: aDeliveryId(),
  pacingGroup: 'renewals',
  deadlineAt: later(noon, MINUTE),
  then: 'available',
} as const;

const presences = {
  offline: { since: noon },
  away: { since: noon },
  available: { since: noon },
  reserved: working,
  talking: working,
  wrapUp: working,
} satisfies Record<Presence['status'], object>;

/** A presence with the status; a working one has the delivery of aDeliveryId() until a minute after noon. */
export function aPresence<S extends Presence['status']>(
  changes: { status: S } & Partial<PresenceIn<S>>,
): Presence {
  return presenceSchema.parse({ ...presences[changes.status], ...changes });
}

export function aRepresentative(
  changes: Partial<z.input<typeof representativeSchema>> = {},
): Representative {
  return representativeSchema.parse({
    id: 'grace',
    kind: 'representative',
    schemaVersion: 1,
    name: 'Grace Hopper',
    address: '8:acs:grace',
    queues: ['renewals'],
    skills: [],
    presence: aPresence({ status: 'available' }),
    ...changes,
  });
}

// A representative and their presence. A reservation is for one call and always has a deadline. A presence that is
// chosen during a call (away, offline) takes effect after the wrap-up.
import { z } from 'zod';
import { uniqueList } from '../values/unique-list.ts';
import { skillSchema } from '../values/skill.ts';
import { deliveryIdSchema, queueIdSchema, representativeIdSchema } from '../values/ids.ts';
import { nameSchema } from '../values/name.ts';
import { instantSchema } from '../values/time.ts';

export const chosenPresences = ['available', 'away', 'offline'] as const;
export const chosenPresenceSchema = z.enum(chosenPresences);
export type ChosenPresence = z.infer<typeof chosenPresenceSchema>;

const since = { since: instantSchema };
const working = {
  ...since,
  deliveryId: deliveryIdSchema,
  /** The pacing group that contains the call. */
  pacingGroup: z.string(),
  deadlineAt: instantSchema,
  then: chosenPresenceSchema,
};

export const presenceSchema = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('offline'), ...since }),
  z.strictObject({ status: z.literal('away'), ...since }),
  z.strictObject({ status: z.literal('available'), ...since }),
  z.strictObject({ status: z.literal('reserved'), ...working }),
  z.strictObject({ status: z.literal('talking'), ...working }),
  z.strictObject({ status: z.literal('wrapUp'), ...working }),
]);
export type Presence = z.infer<typeof presenceSchema>;

/** Whether the representative is reserved for a delivery, talks on it or wraps it up. */
export const isOnDelivery = (
  presence: Presence,
): presence is Extract<Presence, { status: 'reserved' | 'talking' | 'wrapUp' }> =>
  presence.status === 'reserved' || presence.status === 'talking' || presence.status === 'wrapUp';

export const representativeSchema = z.strictObject({
  id: representativeIdSchema,
  kind: z.literal('representative'),
  schemaVersion: z.literal(1),
  name: nameSchema(),
  /** The address for calls: an Azure Communication Services user, such as 8:acs:… */
  address: z.string().regex(/^8:acs:.+/, 'must be a communication user, such as 8:acs:…'),
  queues: uniqueList(queueIdSchema, 50),
  skills: uniqueList(skillSchema, 50),
  presence: presenceSchema,
});
export type Representative = z.infer<typeof representativeSchema>;

// The marks that a dial leaves before it rings: the number is taken for it, and the contact's log says that they were
// reached. Both are keyed by the delivery id, so whoever finds them left behind takes them back by it, as often as they like.
import type { Call } from '../domain/call/call.ts';
import {
  allowedFrom,
  askAgainAt,
  enterReach,
  hasReached,
  occupant,
  occupy,
  vacate,
  withdrawReach,
} from '../domain/contact/caps.ts';
import type { ContactId, DeliveryId } from '../domain/ids.ts';
import type { FrequencyLimits } from '../domain/engagement/engagement.ts';
import type { Block } from '../domain/task/event.ts';
import { type Instant, later, MINUTE } from '../domain/time.ts';
import type { Contacts } from '../ports/contacts.ts';
import { onConflict } from './again.ts';
import type { DialAnswer } from './may-dial-now.ts';

/** What a task and a number allow beyond ringing and talking before the sweep looks after them. */
const marginMs = 5 * MINUTE;

export const heldUntil = ({ plan }: Call, now: Instant): Instant =>
  later(now, plan.ringTimeoutMs + plan.maximumCallMs + marginMs);

/**
 * Takes the number and enters the delivery in the contact's log. Somebody else may have been quicker since the gates were
 * asked, so both ask once more what they write over: of two dials of one moment, one gets through.
 */
export async function enter(
  contacts: Contacts,
  call: Call,
  limits: FrequencyLimits,
  now: Instant,
): Promise<DialAnswer> {
  const { id: deliveryId } = call;
  const blocked = (because: Block, until: Instant): DialAnswer => ({
    kind: 'no',
    because,
    event: { kind: 'blocked', now, deliveryId, because, until },
  });

  const taken = await onConflict(async (): Promise<DialAnswer> => {
    const record = await contacts.number(call.to);
    const { value } = record;
    const other = occupant(value, deliveryId, now);
    if (other !== null) return blocked('numberInUse', askAgainAt(other, now));
    await contacts.saveNumber({
      ...record,
      value: occupy(value, deliveryId, heldUntil(call, now)),
    });
    return { kind: 'yes' };
  });
  if (taken.kind === 'no') return taken;

  const from = await onConflict(async () => {
    const contact = await contacts.find(call.contactId);
    // Entered already by an earlier message of the same dial: what it was allowed then, it is still.
    if (contact === undefined || hasReached(contact.value, deliveryId)) return now;
    const allowed = allowedFrom(contact.value.reached, limits, deliveryId, now);
    if (allowed > now) return allowed;
    const { engagementId } = call;
    const entry = { deliveryId, engagementId, channel: 'voice', at: now } as const;
    await contacts.save({ ...contact, value: enterReach(contact.value, entry) });
    return now;
  });
  if (from === now) return { kind: 'yes' };
  await leaveNumber(contacts, call);
  return blocked('frequencyLimit', from);
}

export async function leaveNumber(contacts: Contacts, { to, id }: Call): Promise<void> {
  await onConflict(async () => {
    const record = await contacts.number(to);
    const next = vacate(record.value, id);
    if (next !== record.value) await contacts.saveNumber({ ...record, value: next });
  });
}

/** For a delivery that provably never happened. */
export async function takeBackReach(
  contacts: Contacts,
  contactId: ContactId,
  deliveryId: DeliveryId,
): Promise<void> {
  await onConflict(async () => {
    const contact = await contacts.find(contactId);
    if (contact === undefined) return;
    const next = withdrawReach(contact.value, deliveryId);
    if (next !== contact.value) await contacts.save({ ...contact, value: next });
  });
}

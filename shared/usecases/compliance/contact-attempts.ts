// The marks that a dial leaves before it rings: the number is taken for it, and the contact's log says that they were
// reached. Both are keyed by the delivery id, so whoever finds them left behind takes them back by it, as often as they like.
import type { Call } from '../../domain/call/call.ts';
import {
  contactAllowedFrom,
  checkNumberAgainAt,
  addNumberAttempt,
  addContactAttempt,
  hasContactAttempt,
  numberAllowedFrom,
  numberReservation,
  reserveNumberFor,
  releaseNumberFrom,
  removeNumberAttempt,
  removeContactAttempt,
} from '../../domain/compliance/caps.ts';
import type { ContactId, DeliveryId } from '../../domain/values/ids.ts';
import type { FrequencyLimits } from '../../domain/compliance/frequency-limits.ts';
import type { E164 } from '../../domain/values/phone.ts';
import type { Block } from '../../domain/task/event.ts';
import { type Instant, later, MINUTE } from '../../domain/values/time.ts';
import type { Contacts } from '../../ports/contacts.ts';
import { retryOnConflict } from '../../concurrency/retry-on-conflict.ts';
import type { DialPermission } from './check-dial-allowed.ts';
import { ignoreCorruptRecord } from '../../concurrency/ignore-corrupt-record.ts';

/** What a task and a number allow beyond ringing and talking before the sweep looks after them. */
const marginMs = 5 * MINUTE;

export const numberReservedUntil = ({ plan }: Call, now: Instant): Instant =>
  later(now, plan.ringTimeoutMs + plan.maximumCallMs + marginMs);

/**
 * Takes the number and enters the delivery in the contact's log. Somebody else may have been quicker since the gates were
 * asked, so both ask once more what they write over: of two dials of one moment, one gets through.
 */
export async function reserveNumberAndCountAttempt(
  contacts: Contacts,
  call: Call,
  limits: FrequencyLimits,
  now: Instant,
): Promise<DialPermission> {
  const { id: deliveryId } = call;
  const blocked = (because: Block, until: Instant): DialPermission => ({
    kind: 'no',
    because,
    event: { kind: 'blocked', now, deliveryId, because, until },
  });

  const taken = await retryOnConflict(async (): Promise<DialPermission> => {
    const record = await contacts.number(call.to);
    const { value } = record;
    if (value.optedOut.voice !== null) {
      return { kind: 'no', because: 'optedOut', event: { kind: 'optedOut', now, deliveryId } };
    }
    const other = numberReservation(value, deliveryId, now);
    if (other !== null) return blocked('numberInUse', checkNumberAgainAt(other, now));
    const allowed = numberAllowedFrom(value, limits, deliveryId, now);
    if (allowed > now) return blocked('frequencyLimit', allowed);
    await contacts.saveNumber({
      ...record,
      value: reserveNumberFor(
        addNumberAttempt(value, deliveryId, now),
        deliveryId,
        numberReservedUntil(call, now),
      ),
    });
    return { kind: 'yes' };
  });
  if (taken.kind === 'no') return taken;

  const from = await retryOnConflict(async () => {
    const contact = await contacts.find(call.contactId);
    // Entered already by an earlier message of the same dial: what it was allowed then, it is still.
    if (contact === undefined || hasContactAttempt(contact.value, deliveryId)) return now;
    const allowed = contactAllowedFrom(contact.value.reached, limits, deliveryId, now);
    if (allowed > now) return allowed;
    const { engagementId } = call;
    const entry = { deliveryId, engagementId, channel: 'voice', at: now } as const;
    await contacts.save({ ...contact, value: addContactAttempt(contact.value, entry) });
    return now;
  });
  if (from === now) return { kind: 'yes' };
  await releaseNumber(contacts, call);
  await takeBackNumberReach(contacts, call.to, deliveryId);
  return blocked('frequencyLimit', from);
}

/** A record that is broken has no marks to take back: a call that is over must not stay for it. */
export async function releaseNumber(contacts: Contacts, { to, id }: Call): Promise<void> {
  await retryOnConflict(async () => {
    const record = await contacts.number(to).catch(ignoreCorruptRecord);
    if (record === undefined) return;
    const next = releaseNumberFrom(record.value, id);
    if (next !== record.value) await contacts.saveNumber({ ...record, value: next });
  });
}

/** Counts the delivery against the number's limits; answers `now`, or from when on they allow it. */
export function countNumberAttempt(
  contacts: Contacts,
  to: E164,
  deliveryId: DeliveryId,
  limits: FrequencyLimits,
  now: Instant,
): Promise<Instant> {
  return retryOnConflict(async () => {
    const record = await contacts.number(to);
    const from = numberAllowedFrom(record.value, limits, deliveryId, now);
    if (from > now) return from;
    await contacts.saveNumber({
      ...record,
      value: addNumberAttempt(record.value, deliveryId, now),
    });
    return now;
  });
}

/** For a delivery that provably never happened. */
export async function undoContactAttempt(
  contacts: Contacts,
  { contactId, to, id }: { contactId: ContactId; to: E164; id: DeliveryId },
): Promise<void> {
  await retryOnConflict(async () => {
    const contact = await contacts.find(contactId).catch(ignoreCorruptRecord);
    if (contact === undefined) return;
    const next = removeContactAttempt(contact.value, id);
    if (next !== contact.value) await contacts.save({ ...contact, value: next });
  });
  await takeBackNumberReach(contacts, to, id);
}

async function takeBackNumberReach(
  contacts: Contacts,
  to: E164,
  deliveryId: DeliveryId,
): Promise<void> {
  await retryOnConflict(async () => {
    const record = await contacts.number(to).catch(ignoreCorruptRecord);
    if (record === undefined) return;
    const next = removeNumberAttempt(record.value, deliveryId);
    if (next !== record.value) await contacts.saveNumber({ ...record, value: next });
  });
}

// What a dial records before it rings: the number is reserved for the delivery, and the attempt counts for the contact and
// the number. All entries have the delivery id as their key, so any later run can undo them, and undoing twice is harmless.
import type { Call } from '../../domain/call/call.ts';
import { contactAllowedFrom, numberAllowedFrom } from '../../domain/compliance/frequency-limits.ts';
import {
  checkNumberAgainAt,
  numberReservation,
  reserveNumberFor,
  releaseNumberFrom,
} from '../../domain/contact/number-reservation.ts';
import {
  addNumberAttempt,
  addContactAttempt,
  hasContactAttempt,
  removeNumberAttempt,
  removeContactAttempt,
} from '../../domain/contact/contact-attempts.ts';
import type { ContactId, DeliveryId } from '../../domain/values/ids.ts';
import type { FrequencyLimits } from '../../domain/compliance/frequency-limits.ts';
import type { E164 } from '../../domain/values/phone.ts';
import type { Block } from '../../domain/task/event.ts';
import { type Instant, later, MINUTE } from '../../domain/values/time.ts';
import type { Ports } from '../../ports/ports.ts';
import { retryOnConflict } from '../../concurrency/retry-on-conflict.ts';
import type { DialPermission } from './check-dial-allowed.ts';
import { ignoreCorruptRecord } from '../../concurrency/ignore-corrupt-record.ts';

/** How long a reservation outlasts the longest possible call, so that the sweep settles the call first. */
const marginMs = 5 * MINUTE;

type AttemptPorts = Pick<Ports, 'contacts' | 'clock'>;

export const numberReservedUntil = ({ plan }: Call, now: Instant): Instant =>
  later(now, plan.ringTimeoutMs + plan.maximumCallMs + marginMs);

/**
 * Reserves the number and counts the attempt. A concurrent dial may have come first since the gates were checked, so each
 * write checks the record that it replaces: one of two concurrent dials gets through.
 */
export async function reserveNumberAndCountAttempt(
  { contacts, clock }: AttemptPorts,
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

  const number = await retryOnConflict(clock, async (): Promise<DialPermission> => {
    const record = await contacts.number(call.to);
    const { value } = record;
    if (value.optedOut.voice !== null) {
      return { kind: 'no', because: 'optedOut', event: { kind: 'optedOut', now, deliveryId } };
    }
    const other = numberReservation(value, deliveryId, now);
    if (other !== null) return blocked('numberInUse', checkNumberAgainAt(other, now));
    const allowed = numberAllowedFrom(value.reached, limits, deliveryId, now);
    if (allowed > now) return blocked('frequencyLimit', allowed);
    await contacts.saveNumber({
      ...record,
      value: reserveNumberFor(
        addNumberAttempt(value, { deliveryId, at: now }),
        deliveryId,
        numberReservedUntil(call, now),
      ),
    });
    return { kind: 'yes' };
  });
  if (number.kind === 'no') return number;

  const from = await retryOnConflict(clock, async () => {
    const contact = await contacts.find(call.contactId);
    // An earlier message of the same dial counted the attempt; its permission still holds.
    if (contact === undefined || hasContactAttempt(contact.value, deliveryId)) return now;
    const allowed = contactAllowedFrom(contact.value.reached, limits, deliveryId, now);
    if (allowed > now) return allowed;
    const { engagementId } = call;
    const entry = { deliveryId, engagementId, channel: 'voice', at: now } as const;
    await contacts.save({ ...contact, value: addContactAttempt(contact.value, entry) });
    return now;
  });
  if (from === now) return { kind: 'yes' };
  await releaseNumber({ contacts, clock }, call);
  await undoNumberAttempt({ contacts, clock }, call.to, deliveryId);
  return blocked('frequencyLimit', from);
}

/** Skips a corrupt record: a finished call must not wait for its repair. */
export async function releaseNumber(
  { contacts, clock }: AttemptPorts,
  { to, id }: Call,
): Promise<void> {
  await retryOnConflict(clock, async () => {
    const record = await contacts.number(to).catch(ignoreCorruptRecord);
    if (record === undefined) return;
    const next = releaseNumberFrom(record.value, id);
    if (next !== record.value) await contacts.saveNumber({ ...record, value: next });
  });
}

/** Counts the attempt for the number. Returns `now`, or the instant from which the limits allow it. */
export function countNumberAttempt(
  { contacts, clock }: AttemptPorts,
  to: E164,
  deliveryId: DeliveryId,
  limits: FrequencyLimits,
  now: Instant,
): Promise<Instant> {
  return retryOnConflict(clock, async () => {
    const record = await contacts.number(to);
    const from = numberAllowedFrom(record.value.reached, limits, deliveryId, now);
    if (from > now) return from;
    await contacts.saveNumber({
      ...record,
      value: addNumberAttempt(record.value, { deliveryId, at: now }),
    });
    return now;
  });
}

/** Undoes the counts of a delivery that certainly never happened. */
export async function undoContactAttempt(
  { contacts, clock }: AttemptPorts,
  { contactId, to, id }: { contactId: ContactId; to: E164; id: DeliveryId },
): Promise<void> {
  await retryOnConflict(clock, async () => {
    const contact = await contacts.find(contactId).catch(ignoreCorruptRecord);
    if (contact === undefined) return;
    const next = removeContactAttempt(contact.value, id);
    if (next !== contact.value) await contacts.save({ ...contact, value: next });
  });
  await undoNumberAttempt({ contacts, clock }, to, id);
}

async function undoNumberAttempt(
  { contacts, clock }: AttemptPorts,
  to: E164,
  deliveryId: DeliveryId,
): Promise<void> {
  await retryOnConflict(clock, async () => {
    const record = await contacts.number(to).catch(ignoreCorruptRecord);
    if (record === undefined) return;
    const next = removeNumberAttempt(record.value, deliveryId);
    if (next !== record.value) await contacts.saveNumber({ ...record, value: next });
  });
}

// Reserves a number and counts an attempt before the delivery. A concurrent delivery may come first after the gates
// were checked. So each write checks the record that it replaces, and only one of two concurrent deliveries succeeds.
// The delivery id is the key of both, so undoing is idempotent.
import { retryOnConflict } from '../../concurrency/retry-on-conflict.ts';
import { ignoreCorruptRecord } from '../../concurrency/ignore-corrupt-record.ts';
import { checkGates, type GateAnswer, open } from '../../domain/compliance/gate.ts';
import { contactGates, numberGates } from '../../domain/compliance/gates.ts';
import type { FrequencyLimits } from '../../domain/compliance/frequency-limits.ts';
import type { Channel } from '../../domain/contact/channel.ts';
import {
  addContactAttempt,
  addNumberAttempt,
  hasContactAttempt,
  removeContactAttempt,
  removeNumberAttempt,
} from '../../domain/contact/contact-attempts.ts';
import type { Contact } from '../../domain/contact/contact.ts';
import type { NumberRecord } from '../../domain/contact/number-record.ts';
import { releaseNumberFrom, reserveNumberFor } from '../../domain/contact/number-reservation.ts';
import type { ContactId, DeliveryId, EngagementId } from '../../domain/values/ids.ts';
import type { E164 } from '../../domain/values/phone.ts';
import type { Instant } from '../../domain/values/time.ts';
import type { Ports } from '../../ports/ports.ts';

type AttemptPorts = Pick<Ports, 'contacts' | 'clock'>;

/** A delivery to one number of one contact. */
export interface Attempt {
  id: DeliveryId;
  contactId: ContactId;
  to: E164;
}

export interface NewAttempt extends Attempt {
  engagementId: EngagementId;
  channel: Channel;
  /** The deadline of the reservation; null: the delivery needs no reservation of the number. */
  reservedUntil: Instant | null;
}

export async function reserveNumberAndCountAttempt(
  ports: AttemptPorts,
  attempt: NewAttempt,
  limits: FrequencyLimits,
  now: Instant,
): Promise<GateAnswer> {
  const number = await reserveNumber(ports, attempt, limits, now);
  if (number.kind === 'closed') return number;
  const contact = await countContactAttempt(ports, attempt, limits, now);
  if (contact.kind === 'open') return open;
  await updateNumber(ports, attempt.to, (record) =>
    releaseNumberFrom(removeNumberAttempt(record, attempt.id), attempt.id),
  );
  return contact;
}

const reserveNumber = (
  { contacts, clock }: AttemptPorts,
  attempt: NewAttempt,
  limits: FrequencyLimits,
  now: Instant,
): Promise<GateAnswer> =>
  retryOnConflict(clock, async () => {
    const { id: deliveryId, channel, reservedUntil } = attempt;
    const current = await contacts.number(attempt.to);
    const record = current.value;
    const answer = checkGates(numberGates, { channel, record, deliveryId, limits }, now);
    if (answer.kind === 'closed') return answer;
    const counted = addNumberAttempt(record, { deliveryId, at: now });
    const value =
      reservedUntil === null ? counted : reserveNumberFor(counted, deliveryId, reservedUntil);
    await contacts.saveNumber({ ...current, value });
    return open;
  });

const countContactAttempt = (
  { contacts, clock }: AttemptPorts,
  { id: deliveryId, contactId, engagementId, channel }: NewAttempt,
  limits: FrequencyLimits,
  now: Instant,
): Promise<GateAnswer> =>
  retryOnConflict(clock, async () => {
    const current = await contacts.find(contactId);
    const answer = checkGates(contactGates, { contact: current?.value, deliveryId, limits }, now);
    if (current === undefined) return answer;
    // A duplicate message of the same delivery must not undo the count of the first, which may already be dialing.
    const isCounted = hasContactAttempt(current.value, deliveryId);
    if (answer.kind === 'closed' && !isCounted) return answer;
    const attempt = { deliveryId, engagementId, channel, at: now };
    await contacts.save({ ...current, value: addContactAttempt(current.value, attempt) });
    return open;
  });

export const releaseNumber = (ports: AttemptPorts, { to, id }: Attempt): Promise<void> =>
  updateNumber(ports, to, (record) => releaseNumberFrom(record, id));

/** For a delivery that provably never happened. */
export async function undoContactAttempt(ports: AttemptPorts, attempt: Attempt): Promise<void> {
  await updateContact(ports, attempt.contactId, (contact) =>
    removeContactAttempt(contact, attempt.id),
  );
  await updateNumber(ports, attempt.to, (record) => removeNumberAttempt(record, attempt.id));
}

/** A corrupt record is skipped: it must not keep a call open that has ended. */
async function updateNumber(
  { contacts, clock }: AttemptPorts,
  number: E164,
  change: (record: NumberRecord) => NumberRecord,
): Promise<void> {
  await retryOnConflict(clock, async () => {
    const current = await contacts.number(number).catch(ignoreCorruptRecord);
    if (current === undefined) return;
    const value = change(current.value);
    if (value !== current.value) await contacts.saveNumber({ ...current, value });
  });
}

async function updateContact(
  { contacts, clock }: AttemptPorts,
  id: ContactId,
  change: (contact: Contact) => Contact,
): Promise<void> {
  await retryOnConflict(clock, async () => {
    const current = await contacts.find(id).catch(ignoreCorruptRecord);
    if (current === undefined) return;
    const value = change(current.value);
    if (value !== current.value) await contacts.save({ ...current, value });
  });
}

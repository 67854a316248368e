// One open task per contact and engagement. Two imports may put a contact into tasks of different shards. No unique key
// covers both shards, so the contact document has the reservation. It is written before the task. The end of the task
// releases it implicitly: a reservation counts only while its task is open.
import type { ContactReservation, Contact } from '../contact/contact.ts';
import type { EngagementId } from '../values/ids.ts';
import { isOpen, type Task } from '../task/task.ts';
import { DAY, type Instant, later, MINUTE } from '../values/time.ts';

/** A task may stay open after its expiry: during a call, or while an SMS waits for hours or report. */
const afterExpiry = 14 * DAY;
/** A reservation without a task expires after this time: the import crashed in between. */
const creationTimeoutMs = 10 * MINUTE;

export const reservationFor = (task: Task, now: Instant): ContactReservation => ({
  taskId: task.id,
  shard: task.shard,
  at: now,
  until: later(task.expiresAt, afterExpiry),
});

/** An engagement may have the id `constructor`, so inherited properties do not count. */
const reservationOf = ({ claims }: Contact, id: EngagementId): ContactReservation | undefined =>
  Object.hasOwn(claims, id) ? claims[id] : undefined;

/** The reservation of another task of the engagement; null for none. */
export function competingReservation(
  contact: Contact,
  task: Task,
  now: Instant,
): ContactReservation | null {
  const reservation = reservationOf(contact, task.engagementId);
  const isOther = reservation !== undefined && reservation.taskId !== task.id;
  return isOther && reservation.until > now ? reservation : null;
}

/** `task` is the task of the reservation; undefined if it is not created. */
export const isReservationActive = (
  reservation: ContactReservation,
  task: Task | undefined,
  now: Instant,
): boolean =>
  task === undefined ? later(reservation.at, creationTimeoutMs) > now : isOpen[task.status];

export function withReservation(
  contact: Contact,
  id: EngagementId,
  reservation: ContactReservation,
): Contact {
  const validClaims = Object.entries(contact.claims).filter(
    ([, { until }]) => until > reservation.at,
  );
  return { ...contact, claims: { ...Object.fromEntries(validClaims), [id]: reservation } };
}

/** Releases the contact of a task that was not created. */
export function withoutReservation(contact: Contact, { id, engagementId }: Task): Contact {
  if (reservationOf(contact, engagementId)?.taskId !== id) return contact;
  const otherClaims = Object.entries(contact.claims).filter(
    ([engagement]) => engagement !== engagementId,
  );
  return { ...contact, claims: Object.fromEntries(otherClaims) };
}

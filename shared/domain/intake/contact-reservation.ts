// One open task per person and engagement, whatever lists name them. Two lists may keep their tasks in different shards
// (a person alone in one, within an account in the other), where no unique key sees both: so the person's own document
// says which task has them. The claim is taken before the task is made, and is given back by the task's end alone: who
// finds a claim looks whether its task is still open.
import type { ContactReservation, Contact } from '../contact/contact.ts';
import type { EngagementId } from '../values/ids.ts';
import { isOpen, type Task } from '../task/task.ts';
import { DAY, type Instant, later, MINUTE } from '../values/time.ts';

/** What a task may outlast its expiry by: a call that is up, an SMS that waits for its hours and its report. */
const afterExpiry = 14 * DAY;
/** A claim whose task was not made within this time is void: whoever took it has died in between. */
const unmadeMs = 10 * MINUTE;

export const reservationFor = (task: Task, now: Instant): ContactReservation => ({
  taskId: task.id,
  shard: task.shard,
  at: now,
  until: later(task.expiresAt, afterExpiry),
});

/** The engagement is named by people: `constructor` is a name like any other. */
const claimOf = ({ claims }: Contact, id: EngagementId): ContactReservation | undefined =>
  Object.hasOwn(claims, id) ? claims[id] : undefined;

/** The claim of another task of the engagement, if there is one. */
export function competingReservation(
  contact: Contact,
  task: Task,
  now: Instant,
): ContactReservation | null {
  const claim = claimOf(contact, task.engagementId);
  return claim === undefined || claim.taskId === task.id || claim.until <= now ? null : claim;
}

/** Whether the claim stands; `task` is the one that it names, undefined when that is not there. */
export const isReservationActive = (
  claim: ContactReservation,
  task: Task | undefined,
  now: Instant,
): boolean => (task === undefined ? later(claim.at, unmadeMs) > now : isOpen[task.status]);

export function withReservation(
  contact: Contact,
  id: EngagementId,
  claim: ContactReservation,
): Contact {
  const kept = Object.entries(contact.claims).filter(([, { until }]) => until > claim.at);
  return { ...contact, claims: { ...Object.fromEntries(kept), [id]: claim } };
}

/** Gives back what was claimed for a task that was not made after all. */
export function withoutReservation(contact: Contact, { id, engagementId }: Task): Contact {
  if (claimOf(contact, engagementId)?.taskId !== id) return contact;
  const others = Object.entries(contact.claims).filter(
    ([engagement]) => engagement !== engagementId,
  );
  return { ...contact, claims: Object.fromEntries(others) };
}

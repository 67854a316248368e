// Stores the contacts of a new task and reserves them, so that no other task of the engagement has them. The contacts
// are reserved one by one in the order of their ids. So one of two imports with the same contacts gets them all.
import type { ContactReservation, Contact } from '../../domain/contact/contact.ts';
import {
  reservationFor,
  competingReservation,
  isReservationActive,
  withReservation,
  withoutReservation,
} from '../../domain/intake/contact-reservation.ts';
import { refOf, type Task } from '../../domain/task/task.ts';
import { lacksZone } from '../../domain/task/reserve-and-reevaluate.ts';
import type { Instant } from '../../domain/values/time.ts';
import { retryOnConflict } from '../../concurrency/retry-on-conflict.ts';
import type { ApplyTaskEvent } from '../tasks/apply-task-event.ts';
import type { Ports } from '../../ports/ports.ts';

type ContactsReservation =
  | { kind: 'reserved' }
  /** An open task of the engagement has one of the contacts. */
  | { kind: 'refused'; because: 'alreadyPending' };

/** `reserved`: another open task of the engagement has the contact. */
type Availability = 'free' | 'reserved';

export interface ReserveContacts {
  /** Reserves all contacts or none. */
  reserve(newContacts: readonly Contact[], task: Task): Promise<ContactsReservation>;
  /** Releases the contacts of a task that was not created. */
  release(newContacts: readonly Contact[], task: Task): Promise<void>;
}

export function createReserveContacts(
  deps: Pick<Ports, 'contacts' | 'tasks' | 'clock'> & {
    applyTaskEvent: ApplyTaskEvent;
  },
): ReserveContacts {
  const { contacts, tasks, clock, applyTaskEvent } = deps;

  async function reserve(
    newContacts: readonly Contact[],
    task: Task,
  ): Promise<ContactsReservation> {
    const reserved: Contact[] = [];
    let isAvailable = true;
    for (const contact of newContacts.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      // The contacts after a conflict are stored too, with their new data, but not reserved.
      const availability = await storeContact(contact, task, isAvailable);
      isAvailable &&= availability === 'free';
      if (isAvailable) reserved.push(contact);
    }
    if (isAvailable) return { kind: 'reserved' };
    // If the file is read again, its task may exist, and another task may have reserved the contact since.
    if ((await tasks.find(refOf(task))) !== undefined) return { kind: 'reserved' };
    await release(reserved, task);
    return { kind: 'refused', because: 'alreadyPending' };
  }

  /** Stores the contact, with the reservation if `isReserved`. */
  async function storeContact(
    contact: Contact,
    task: Task,
    isReserved: boolean,
  ): Promise<Availability> {
    const now = clock.now();
    const reservation = reservationFor(task, now);
    const withOwn = (value: Contact) => withReservation(value, task.engagementId, reservation);
    let existing = await contacts.create(isReserved ? withOwn(contact) : contact);
    if (existing === undefined) return 'free';
    return retryOnConflict(clock, async () => {
      const { value, etag } = existing ??
        (await contacts.find(contact.id)) ?? { value: contact, etag: null };
      existing = undefined;
      const updated = { ...value, person: contact.person };
      const competing = competingReservation(value, task, now);
      const availability =
        competing === null ? 'free' : await checkCompeting(competing, contact, task, now);
      const next = isReserved && availability === 'free' ? withOwn(updated) : updated;
      await contacts.save({ value: next, etag });
      return availability;
    });
  }

  /** If the competing task is open and lacks the time zone of the contact, it gets it. */
  async function checkCompeting(
    reservation: ContactReservation,
    { id: contactId, person: { zone } }: Contact,
    { engagementId }: Task,
    now: Instant,
  ): Promise<Availability> {
    const { taskId, shard } = reservation;
    const ref = { engagementId, shard, taskId };
    const holder = await tasks.find(ref);
    if (!isReservationActive(reservation, holder?.value, now)) return 'free';
    if (zone !== null && holder !== undefined && lacksZone(holder.value, contactId)) {
      await applyTaskEvent(ref, { kind: 'zoneKnown', now, contactId, zone }, holder);
    }
    return 'reserved';
  }

  async function release(newContacts: readonly Contact[], task: Task): Promise<void> {
    for (const { id } of newContacts) {
      await retryOnConflict(clock, async () => {
        const stored = await contacts.find(id);
        if (stored === undefined) return;
        const value = withoutReservation(stored.value, task);
        if (value !== stored.value) await contacts.save({ value, etag: stored.etag });
      });
    }
  }

  return { reserve, release };
}

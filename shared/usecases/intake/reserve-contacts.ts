// The people of a task that is to be made: each is created or brought up to date, and claimed, so that no other task of
// the engagement has them. Within a task they are claimed one after the other in the order of their ids: of two lists
// that name the same people, one gets them all.
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
import { retryOnConflict } from '../../concurrency/retry-on-conflict.ts';
import type { ApplyTaskEvent } from '../tasks/apply-task-event.ts';
import type { Ports } from '../../ports/ports.ts';

export interface ReserveContacts {
  /** Claims all of them or, where an open task has one of them, nobody: then the task is not to be made. */
  claim(people: readonly Contact[], task: Task): Promise<boolean>;
  /** Gives the people back of a task that was not made. */
  release(people: readonly Contact[], task: Task): Promise<void>;
}

export function createReserveContacts(
  deps: Pick<Ports, 'contacts' | 'tasks' | 'clock'> & {
    applyTaskEvent: ApplyTaskEvent;
  },
): ReserveContacts {
  const { contacts, tasks, clock, applyTaskEvent } = deps;

  async function claim(people: readonly Contact[], task: Task): Promise<boolean> {
    const claimed: Contact[] = [];
    let rival: ContactReservation | null = null;
    for (const person of people.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const found = await bring(person, task, rival === null);
      rival ??= found;
      if (rival === null) claimed.push(person);
    }
    if (rival === null) return true;
    // A file that is read again has made its task before, whoever has its people since.
    if ((await tasks.find(refOf(task))) !== undefined) return true;
    await release(claimed, task);
    return false;
  }

  /** Stores the person and, if wanted, the claim; answers with the claim of another task that stands in its way. */
  async function bring(
    person: Contact,
    task: Task,
    wanted: boolean,
  ): Promise<ContactReservation | null> {
    const now = clock.now();
    const claimed = withReservation(person, task.engagementId, reservationFor(task, now));
    let found = await contacts.create(wanted ? claimed : person);
    if (found === undefined) return null;
    return retryOnConflict(clock, async () => {
      const { value, etag } = found ??
        (await contacts.find(person.id)) ?? { value: person, etag: null };
      found = undefined;
      const own = { ...value, person: person.person };
      const rival = await standing(competingReservation(value, task, now), person, task);
      const next =
        wanted && rival === null
          ? withReservation(own, task.engagementId, reservationFor(task, now))
          : own;
      await contacts.save({ value: next, etag });
      return rival;
    });
  }

  /** The claim, if its task is still open; held for want of the person's time zone, that task takes it. */
  async function standing(
    claim: ContactReservation | null,
    { id, person }: Contact,
    { engagementId }: Task,
  ) {
    if (claim === null) return null;
    const { taskId, shard } = claim;
    const ref = { engagementId, shard, taskId };
    const holder = await tasks.find(ref);
    const now = clock.now();
    if (!isReservationActive(claim, holder?.value, now)) return null;
    if (person.zone !== null && holder !== undefined && lacksZone(holder.value, id)) {
      await applyTaskEvent(
        ref,
        { kind: 'zoneKnown', now, contactId: id, zone: person.zone },
        holder,
      );
    }
    return claim;
  }

  async function release(people: readonly Contact[], task: Task): Promise<void> {
    for (const { id } of people) {
      await retryOnConflict(clock, async () => {
        const found = await contacts.find(id);
        if (found === undefined) return;
        const value = withoutReservation(found.value, task);
        if (value !== found.value) await contacts.save({ ...found, value });
      });
    }
  }

  return { claim, release };
}

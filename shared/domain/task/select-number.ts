// Which number comes next: the first of the attempt that may be dialled now, else the one that may be soonest.
import type { DialingWindows } from '../engagement/dialing-windows.ts';
import { nextOpening } from '../schedule/opening-hours.ts';
import type { Instant } from '../values/time.ts';
import type { Place, Task } from './task.ts';

export type NumberChoice =
  | { kind: 'now'; place: Place }
  | { kind: 'later'; at: Instant }
  /** Only numbers whose contact has no known time zone are left, and the engagement wants one. */
  | { kind: 'held' }
  /** There are numbers left, but none may be dialled before the task expires. */
  | { kind: 'never' }
  /** Every number of this attempt was tried or is no longer used. */
  | { kind: 'attemptOver' };

export function selectNumber(task: Task, gates: DialingWindows, at: Instant): NumberChoice {
  const openings: Instant[] = [];
  let held = false;
  let left = false;
  for (const [member, { zone, numbers }] of task.chain.entries()) {
    for (const [number, entry] of numbers.entries()) {
      if (entry.standing !== 'usable' || entry.triedIn >= task.attempt) continue;
      const own = gates.forNumber(entry.type, zone, entry.number);
      if (own === 'unused') continue;
      left = true;
      if (own === 'held') {
        held = true;
        continue;
      }
      const opening = nextOpening(own, at, task.expiresAt);
      if (opening === at) return { kind: 'now', place: { member, number } };
      if (opening !== null) openings.push(opening);
    }
  }
  const soonest = openings.sort()[0];
  if (soonest !== undefined) return { kind: 'later', at: soonest };
  if (held) return { kind: 'held' };
  return { kind: left ? 'never' : 'attemptOver' };
}

/** Whether a number is left that some attempt may dial. */
export const hasUsableNumber = ({ chain }: Task, gates: DialingWindows): boolean =>
  chain.some(({ zone, numbers }) =>
    numbers.some(
      ({ standing, type, number }) =>
        standing === 'usable' && gates.forNumber(type, zone, number) !== 'unused',
    ),
  );

export function memberAt(task: Task, place: Place) {
  const member = task.chain[place.member];
  const number = member?.numbers[place.number];
  if (member === undefined || number === undefined) {
    throw new RangeError(`Task ${task.id} has no number ${place.member}/${place.number}.`);
  }
  return { member, number };
}

type NumberEntry = Task['chain'][number]['numbers'][number];

/** The task with one of its numbers changed. */
export function withNumber<T extends Task>(task: T, place: Place, change: Partial<NumberEntry>): T {
  const chain = task.chain.map((member, m) =>
    m !== place.member
      ? member
      : {
          ...member,
          numbers: member.numbers.map((entry, n) =>
            n === place.number ? { ...entry, ...change } : entry,
          ),
        },
  );
  return { ...task, chain };
}

/** The task without the numbers of one member: neither dialled nor texted again. */
export function withoutMember<T extends Task>(task: T, member: number): T {
  const spent = (entry: NumberEntry): NumberEntry => ({
    ...entry,
    standing: entry.standing === 'usable' ? 'spent' : entry.standing,
    untexted: 'suppressed',
  });
  const chain = task.chain.map((one, m) =>
    m === member ? { ...one, numbers: one.numbers.map(spent) } : one,
  );
  return { ...task, chain };
}

// Selects the first number of the attempt that may be dialed now, else the number that may be dialed soonest.
import type { DialingWindows } from '../engagement/dialing-windows.ts';
import { nextOpenAt } from '../compliance/gate.ts';
import { windowGates } from '../compliance/gates.ts';
import type { Instant } from '../values/time.ts';
import type { Place, Task } from './task.ts';

export type NumberChoice =
  | { kind: 'now'; place: Place }
  | { kind: 'later'; at: Instant }
  /** The remaining numbers have no time zone, and the engagement requires one. */
  | { kind: 'zoneUnknown' }
  /** No remaining number may be dialed before the task expires. */
  | { kind: 'noOpening' }
  /** Each number was dialed in this attempt or is no longer used. */
  | { kind: 'attemptOver' };

export function selectNumber(
  task: Task,
  dialingWindows: DialingWindows,
  at: Instant,
): NumberChoice {
  const openings: Instant[] = [];
  let isHeld = false;
  let isLeft = false;
  for (const [member, { zone, numbers }] of task.chain.entries()) {
    for (const [number, entry] of numbers.entries()) {
      if (entry.standing !== 'usable' || entry.triedIn >= task.attempt) continue;
      const windows = dialingWindows.forNumber(entry.type, zone, entry.number);
      if (windows.kind === 'unusedPhoneType') continue;
      isLeft = true;
      if (windows.kind === 'unknownTimeZone') {
        isHeld = true;
        continue;
      }
      const opening = nextOpenAt(windowGates, { windows }, at, task.expiresAt);
      if (opening === at) return { kind: 'now', place: { member, number } };
      if (opening !== null) openings.push(opening);
    }
  }
  const soonest = openings.sort()[0];
  if (soonest !== undefined) return { kind: 'later', at: soonest };
  if (isHeld) return { kind: 'zoneUnknown' };
  return { kind: isLeft ? 'noOpening' : 'attemptOver' };
}

export const hasUsableNumber = ({ chain }: Task, dialingWindows: DialingWindows): boolean =>
  chain.some(({ zone, numbers }) =>
    numbers.some(
      ({ standing, type, number }) =>
        standing === 'usable' &&
        dialingWindows.forNumber(type, zone, number).kind !== 'unusedPhoneType',
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

export function changeNumber<T extends Task>(
  task: T,
  place: Place,
  change: Partial<NumberEntry>,
): T {
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

/** No number of the member is dialed or texted again. */
export function excludeMember<T extends Task>(task: T, member: number): T {
  const exclude = (entry: NumberEntry): NumberEntry => ({
    ...entry,
    standing: entry.standing === 'usable' ? 'spent' : entry.standing,
    untexted: 'suppressed',
  });
  const chain = task.chain.map((entry, index) =>
    index === member ? { ...entry, numbers: entry.numbers.map(exclude) } : entry,
  );
  return { ...task, chain };
}

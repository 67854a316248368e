// Display numbers and their lines. A number carries a limited number of concurrent calls (Azure Communication
// Services: two by default). An excess call fails with a code that looks like a decline by the contact.
import type { Person } from '../contact/contact.ts';
import type { DisplayNumberRule } from '../engagement/display-numbers.ts';
import type { VoiceEngagement } from '../engagement/voice.ts';
import type { E164 } from '../values/phone.ts';
import type { Workstream } from '../workstream/workstream.ts';

/** Every number that a call of the engagement may show. If no rule matches, the workstream's number is shown. */
export function displayNumbers(
  { displayNumbers: { numbers, distribution } }: Pick<VoiceEngagement, 'displayNumbers'>,
  { phoneNumber }: Workstream,
): readonly E164[] {
  const displayNumbers = numbers.map(({ number }) => number);
  if (displayNumbers.length === 0) return [phoneNumber];
  return distribution === 'rules' ? [...new Set([...displayNumbers, phoneNumber])] : displayNumbers;
}

/** The numbers that a call to the person may show. */
export function displayNumbersFor(
  engagement: Pick<VoiceEngagement, 'displayNumbers'>,
  workstream: Workstream,
  person: Person | undefined,
): readonly E164[] {
  const { distribution, rules } = engagement.displayNumbers;
  if (distribution === 'automated') return displayNumbers(engagement, workstream);
  const matching = person && rules.find((rule) => matches(rule, person));
  return [matching?.number ?? workstream.phoneNumber];
}

function matches({ field, condition, value }: DisplayNumberRule, person: Person): boolean {
  const actual = (field === 'timeZone' ? (person.zone ?? '') : person[field]).trim().toLowerCase();
  const expected = value.trim().toLowerCase();
  switch (condition) {
    case 'startsWith':
      return actual.startsWith(expected);
    case 'equals':
      return actual === expected;
    case 'in':
      return expected.split(',').some((option) => option.trim() === actual);
  }
}

/** The number of live calls per display number. */
export type LineUse = ReadonlyMap<E164, number>;

export function lineUse(calls: readonly { from: E164 }[]): Map<E164, number> {
  const use = new Map<E164, number>();
  for (const { from } of calls) use.set(from, (use.get(from) ?? 0) + 1);
  return use;
}

export function freeLines(numbers: readonly E164[], perNumber: number, use: LineUse): number {
  return numbers.reduce((sum, number) => sum + Math.max(0, perNumber - (use.get(number) ?? 0)), 0);
}

/** The number with the most free lines, the first of equals from `turn` on; null if no line is free. */
export function pickNumber(
  numbers: readonly E164[],
  perNumber: number,
  use: LineUse,
  turn: number,
): E164 | null {
  let best: { number: E164; free: number } | null = null;
  for (const [index] of numbers.entries()) {
    const number = numbers[(index + turn) % numbers.length];
    if (number === undefined) continue;
    const free = perNumber - (use.get(number) ?? 0);
    if (free > (best?.free ?? 0)) best = { number, free };
  }
  return best?.number ?? null;
}

/** Picks a number and counts its line in `use`. */
export function assignNumber(
  numbers: readonly E164[],
  perNumber: number,
  use: Map<E164, number>,
  turn: number,
): E164 | null {
  const number = pickNumber(numbers, perNumber, use, turn);
  if (number !== null) use.set(number, (use.get(number) ?? 0) + 1);
  return number;
}

import { describe, expect, test } from 'vitest';
import {
  displayNumbers,
  displayNumbersFor,
  freeLines,
  lineUse,
  pickNumber,
} from '../../../../shared/domain/pacing/lines.ts';
import { aContact } from '../../../support/builders/contact.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aNumber } from '../../../support/builders/identity.ts';
import { aWorkstream } from '../../../support/builders/workstream.ts';

const [a, b, c] = [aNumber(1), aNumber(2), aNumber(3)];
const numbers = (...list: (typeof a)[]) =>
  list.map((number) => ({ number, type: 'directRouting' as const }));
const use = (...from: (typeof a)[]) => lineUse(from.map((number) => ({ from: number })));

test('an engagement uses its own display numbers, or else the number of its workstream', () => {
  const workstream = aWorkstream({ phoneNumber: c });
  const engagement = aVoiceEngagement({ displayNumbers: { numbers: numbers(a, b) } });
  expect(displayNumbers(engagement, workstream)).toEqual([a, b]);
  expect(displayNumbers(aVoiceEngagement(), workstream)).toEqual([c]);
});

describe('display numbers by rules', () => {
  const rule = (
    field: 'state' | 'city' | 'postalCode' | 'timeZone',
    condition: 'startsWith' | 'equals' | 'in',
    value: string,
    number = a,
  ) => ({
    field,
    condition,
    value,
    number,
  });
  const ada = { ...aContact().person, state: 'WA', city: 'Seattle', postalCode: '98101' };
  const numbersFor = (...rules: ReturnType<typeof rule>[]) =>
    displayNumbersFor(
      aVoiceEngagement({
        displayNumbers: { numbers: numbers(a, b), distribution: 'rules', rules },
      }),
      aWorkstream({ phoneNumber: c }),
      ada,
    );

  test.each([
    ['postalCode', 'startsWith', '98', a],
    ['postalCode', 'startsWith', '97', c],
    ['city', 'equals', 'seattle', a],
    ['city', 'equals', 'Seat', c],
    ['state', 'in', 'OR, WA', a],
    ['state', 'in', 'OR,ID', c],
    ['timeZone', 'equals', 'America/New_York', a],
  ] as const)('the rule %s %s “%s” gives %s', (field, condition, value, number) => {
    expect(numbersFor(rule(field, condition, value))).toEqual([number]);
  });

  test('the first matching rule gives the number; without a match the workstream does', () => {
    expect(
      numbersFor(rule('state', 'equals', 'WA', b), rule('city', 'equals', 'Seattle', a)),
    ).toEqual([b]);
    expect(numbersFor(rule('state', 'equals', 'TX', b))).toEqual([c]);
  });
});

test.each([
  { name: 'no line in use', used: use(), free: 4 },
  { name: 'one line in use', used: use(a), free: 3 },
  { name: 'one number full', used: use(a, a), free: 2 },
  { name: 'more lines in use than exist', used: use(a, a, a), free: 2 },
  { name: 'lines of another number in use', used: use(c, c), free: 4 },
  { name: 'all lines in use', used: use(a, a, b, b), free: 0 },
])('$free of four lines are free with $name', ({ used, free }) => {
  expect(freeLines([a, b], 2, used)).toBe(free);
});

test.each([
  { name: 'the number with the most free lines', used: use(a, c), turn: 0, picked: b },
  { name: 'the first of equal numbers', used: use(), turn: 0, picked: a },
  { name: 'the next of equal numbers on the next turn', used: use(), turn: 1, picked: b },
  { name: 'the third of three equal numbers on turn 5', used: use(), turn: 5, picked: c },
  { name: 'none if all numbers are full', used: use(a, a, b, b, c, c), turn: 0, picked: null },
  {
    name: 'none if numbers are over their limit',
    used: use(a, a, a, b, b, c, c),
    turn: 0,
    picked: null,
  },
])('pickNumber picks $name', ({ used, turn, picked }) => {
  expect(pickNumber([a, b, c], 2, used, turn)).toBe(picked);
});

test('an empty list of numbers has no free line', () => {
  expect(pickNumber([], 2, use(), 0)).toBeNull();
  expect(freeLines([], 2, use())).toBe(0);
});

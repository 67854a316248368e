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

test('an engagement shows its own numbers, or else the number of its workstream', () => {
  const workstream = aWorkstream({ phoneNumber: c });
  const own = aVoiceEngagement({ displayNumbers: { numbers: numbers(a, b) } });
  expect(displayNumbers(own, workstream)).toEqual([a, b]);
  expect(displayNumbers(aVoiceEngagement(), workstream)).toEqual([c]);
});

describe('by rules', () => {
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
  const shown = (...rules: ReturnType<typeof rule>[]) =>
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
  ] as const)('%s %s %s', (field, condition, value, number) => {
    expect(shown(rule(field, condition, value))).toEqual([number]);
  });

  test("the first that matches names the number, and the workstream's is shown where none does", () => {
    expect(shown(rule('state', 'equals', 'WA', b), rule('city', 'equals', 'Seattle', a))).toEqual([
      b,
    ]);
    expect(shown(rule('state', 'equals', 'TX', b))).toEqual([c]);
  });
});

test.each([
  { name: 'nothing in use', used: use(), free: 4 },
  { name: 'one line in use', used: use(a), free: 3 },
  { name: 'one number full', used: use(a, a), free: 2 },
  { name: 'more in use than there are', used: use(a, a, a), free: 2 },
  { name: 'a foreign number in use', used: use(c, c), free: 4 },
  { name: 'all in use', used: use(a, a, b, b), free: 0 },
])('$name: $free of four lines are free', ({ used, free }) => {
  expect(freeLines([a, b], 2, used)).toBe(free);
});

test.each([
  { name: 'the number with the most free lines', used: use(a, c), turn: 0, picked: b },
  { name: 'the first of equals', used: use(), turn: 0, picked: a },
  { name: 'the next of equals in its turn', used: use(), turn: 1, picked: b },
  { name: 'the turns going round', used: use(), turn: 5, picked: c },
  { name: 'none when all are full', used: use(a, a, b, b, c, c), turn: 0, picked: null },
  {
    name: 'none when all are more than full',
    used: use(a, a, a, b, b, c, c),
    turn: 0,
    picked: null,
  },
])('picks $name', ({ used, turn, picked }) => {
  expect(pickNumber([a, b, c], 2, used, turn)).toBe(picked);
});

test('no numbers have no line', () => {
  expect(pickNumber([], 2, use(), 0)).toBeNull();
  expect(freeLines([], 2, use())).toBe(0);
});

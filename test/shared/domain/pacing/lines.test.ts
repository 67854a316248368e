import { expect, test } from 'vitest';
import {
  displayNumbers,
  freeLines,
  lineUse,
  pickNumber,
} from '../../../../shared/domain/pacing/lines.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aNumber } from '../../../support/builders/identity.ts';
import { aWorkstream } from '../../../support/builders/workstream.ts';

const [a, b, c] = [aNumber(1), aNumber(2), aNumber(3)];
const use = (...from: (typeof a)[]) => lineUse(from.map((number) => ({ from: number })));

test('an engagement shows its own numbers, or else the number of its workstream', () => {
  const workstream = aWorkstream({ phoneNumber: c });
  expect(displayNumbers(aVoiceEngagement({ displayNumbers: [a, b] }), workstream)).toEqual([a, b]);
  expect(displayNumbers(aVoiceEngagement(), workstream)).toEqual([c]);
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

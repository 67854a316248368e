// What may be recorded of a conversation, and whom it opts out.
import { describe, expect, test } from 'vitest';
import {
  dispositionChoices,
  dispositionIssues,
  optOutScope,
} from '../../../../shared/domain/representative/disposition.ts';
import { aDispositionCode } from '../../../support/builders/disposition-code.ts';
import { aWorkstream } from '../../../support/builders/workstream.ts';

const codes = [
  aDispositionCode({ id: 'wrong-person', name: 'Wrong person', category: 'notRightParty' }),
  aDispositionCode({ id: 'renewed', name: 'Renewed', workstreamId: 'outbound-us' }),
  aDispositionCode({ id: 'tariff', name: 'Agreed', workstreamId: 'tariffs' }),
  aDispositionCode({ id: 'no-calls', name: 'No calls', category: 'doNotContact' }),
];
const faults = (given: string[], most = 2) =>
  dispositionIssues(given, codes, aWorkstream({ dispositions: { most, required: false } }));

test('representatives choose among the global codes and those of their workstream, by name', () => {
  expect(dispositionChoices(codes, aWorkstream().id).map(({ id }) => id)).toEqual([
    ...['no-calls', 'renewed', 'wrong-person'],
  ]);
});

describe('the faults of what was given', () => {
  test.each([[[]], [['renewed']], [['wrong-person', 'no-calls']]])('%j has none', (given) => {
    expect(faults(given)).toEqual([]);
  });

  test('are told all at once, each with where it is, what stands there and what was expected', () => {
    expect(faults(['sold', 'tariff', 'renewed', 'renewed'])).toEqual([
      {
        path: 'codes.0',
        value: 'sold',
        message: "must be a disposition code; there are 'no-calls', 'renewed', 'wrong-person'",
      },
      { path: 'codes.1', value: 'tariff', message: "belongs to the workstream 'tariffs'" },
      { path: 'codes.3', value: 'renewed', message: 'is in the list twice' },
      {
        path: 'codes',
        value: ['sold', 'tariff', 'renewed', 'renewed'],
        message: 'must have at most 2 entries',
      },
    ]);
  });

  test('are as many as the workstream says', () => {
    const three = ['renewed', 'wrong-person', 'no-calls'];
    expect(faults(three, 3)).toEqual([]);
    expect(faults(three, 1)).toMatchObject([{ message: 'must have at most 1 entry' }]);
  });

  test('say so where there is no code at all', () => {
    const none = dispositionIssues(['sold'], [], aWorkstream());
    expect(none).toMatchObject([{ message: 'must be a disposition code; there are none' }]);
  });
});

test.each([
  { given: [], who: 'nobody' },
  { given: ['renewed', 'wrong-person'], who: 'nobody' },
  { given: ['no-calls'], who: 'person' },
  { given: ['renewed', 'no-calls'], who: 'person' },
  { given: ['no-calls', 'wrong-person'], who: 'number' },
])('$given opts out $who', ({ given, who }) => {
  expect(optOutScope(codes.filter(({ id }) => given.some((one) => one === id)))).toBe(who);
});

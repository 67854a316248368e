// The disposition codes that a conversation accepts, and the scope of their opt-out.
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
const issuesOf = (entered: string[], most = 2) =>
  dispositionIssues(entered, codes, aWorkstream({ dispositions: { most, required: false } }));

test('dispositionChoices returns the global codes and those of the workstream, sorted by name', () => {
  expect(dispositionChoices(codes, aWorkstream().id).map(({ id }) => id)).toEqual([
    ...['no-calls', 'renewed', 'wrong-person'],
  ]);
});

describe('dispositionIssues', () => {
  test.each([[[]], [['renewed']], [['wrong-person', 'no-calls']]])(
    'returns no issue for %j',
    (entered) => {
      expect(issuesOf(entered)).toEqual([]);
    },
  );

  test('returns all issues, each with path, value and expectation', () => {
    expect(issuesOf(['sold', 'tariff', 'renewed', 'renewed'])).toEqual([
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

  test('limits the number of codes to the maximum of the workstream', () => {
    const three = ['renewed', 'wrong-person', 'no-calls'];
    expect(issuesOf(three, 3)).toEqual([]);
    expect(issuesOf(three, 1)).toMatchObject([{ message: 'must have at most 1 entry' }]);
  });

  test('reports that no code exists', () => {
    const none = dispositionIssues(['sold'], [], aWorkstream());
    expect(none).toMatchObject([{ message: 'must be a disposition code; there are none' }]);
  });
});

test.each([
  { entered: [], scope: 'nobody' },
  { entered: ['renewed', 'wrong-person'], scope: 'nobody' },
  { entered: ['no-calls'], scope: 'person' },
  { entered: ['renewed', 'no-calls'], scope: 'person' },
  { entered: ['no-calls', 'wrong-person'], scope: 'number' },
])('$entered opts out $scope', ({ entered, scope }) => {
  expect(optOutScope(codes.filter(({ id }) => entered.some((code) => code === id)))).toBe(scope);
});

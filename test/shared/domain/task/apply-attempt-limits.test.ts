import { expect, test } from 'vitest';
import type { ReattemptReason, VoiceResult } from '../../../../shared/domain/outcome/result.ts';
import {
  applyAttemptLimits,
  isAttemptAllowed,
} from '../../../../shared/domain/task/apply-attempt-limits.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aNumber } from '../../../support/builders/identity.ts';
import { aChainMember, aChainNumber, aTask } from '../../../support/builders/task.ts';

const allowing = (reasons: ReattemptReason[], attempts = 2) =>
  aVoiceEngagement({ reattempts: { attempts, reasons } });

/** A task in its second attempt, with these results of the first; undefined for an undialed number. */
const after = (...results: (VoiceResult | undefined)[]) =>
  aTask({
    status: 'waiting',
    attempt: 2,
    lastResult: results.at(-1) ?? null,
    chain: [
      aChainMember({
        numbers: results.map((result, n) =>
          aChainNumber({ number: aNumber(n + 1), triedIn: result === undefined ? 0 : 1, result }),
        ),
      }),
    ],
  });
const standings = (task: ReturnType<typeof applyAttemptLimits>) =>
  task.chain.flatMap(({ numbers }) => numbers.map(({ standing }) => standing));

test.each<[string, ReattemptReason[], (VoiceResult | undefined)[], string[]]>([
  [
    'a number with a remaining reason stays usable',
    ['busy', 'noAnswer'],
    ['Busy', 'NoAnswer'],
    ['usable', 'usable'],
  ],
  ['each number is judged by its own result', ['busy'], ['Busy', 'NoAnswer'], ['usable', 'spent']],
  [
    'the last result of the task does not matter for a number with a result',
    ['noAnswer'],
    ['Busy', 'NoAnswer'],
    ['spent', 'usable'],
  ],
  [
    'without any reason every dialed number is spent',
    [],
    ['Busy', 'CallFailed'],
    ['spent', 'spent'],
  ],
  ['an undialed number stays usable', [], [undefined, 'Busy'], ['usable', 'spent']],
  ['a result without a reason changes nothing', [], ['LiveAnswer'], ['usable']],
])('%s', (_which, reasons, results, expected) => {
  expect(standings(applyAttemptLimits(after(...results), allowing(reasons)))).toEqual(expected);
});

test('a number without a result is judged by the last result of the task', () => {
  const task = aTask({
    status: 'waiting',
    attempt: 2,
    lastResult: 'NoAnswer',
    chain: [aChainMember({ numbers: [aChainNumber({ triedIn: 1 })] })],
  });
  expect(standings(applyAttemptLimits(task, allowing(['busy'])))).toEqual(['spent']);
  expect(applyAttemptLimits(task, allowing(['noAnswer']))).toBe(task);
});

test('an attempt beyond the limit of the engagement is not allowed', () => {
  expect(isAttemptAllowed(after('Busy'), allowing(['busy'], 1))).toBe(false);
  expect(isAttemptAllowed(aTask({ status: 'ready' }), allowing([], 1))).toBe(true);
});

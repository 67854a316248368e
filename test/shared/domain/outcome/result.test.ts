// Compares the tables with the product page, and checks that each table contains every result.
import { expect, test } from 'vitest';
import {
  meaningOf,
  reattemptReasonOf,
  isInvalidNumber,
  sipResult,
  voiceResults,
} from '../../../../shared/domain/outcome/result.ts';

test.each([
  ['Busy', [486, 600]],
  ['NoAnswer', [603, 607]],
  ['InvalidAddress', [404, 410, 484, 485, 604]],
  ['CallFailed', [408, 480, 487, 500, 502, 503, 504]],
  ['NonRetriableError', [401, 405, 407, 415, 488, 501, 505]],
] as const)('%s is the result of the SIP codes %j', (result, codes) => {
  expect(codes.map(sipResult)).toEqual(codes.map(() => result));
});

test('the SIP table contains no other code', () => {
  const codes = Array.from({ length: 800 }, (_, sip) => sip);
  expect(codes.filter((sip) => sipResult(sip) !== undefined)).toHaveLength(2 + 2 + 5 + 7 + 7);
});

test.each([200, 183, 400, 403, 606, 699, 0, -1])('the SIP code %i has no result', (sip) => {
  expect(sipResult(sip)).toBeUndefined();
});

test('every result has a meaning and a reattempt reason or null', () => {
  expect(Object.keys(meaningOf).sort()).toEqual([...voiceResults].sort());
  expect(Object.keys(reattemptReasonOf).sort()).toEqual([...voiceResults].sort());
});

test('a result that reaches the contact has no reattempt reason', () => {
  const reached = voiceResults.filter((result) => meaningOf[result] === 'reached');
  expect(reached).toEqual(['LiveAnswer', 'CallEnded']);
  expect(reached.map((result) => reattemptReasonOf[result])).toEqual([null, null]);
});

test('the reattempt reason failed excludes results that would fail again', () => {
  const failed = voiceResults.filter((result) => reattemptReasonOf[result] === 'failed');
  expect(failed).toEqual(['BotFailed', 'CallFailed', 'Unknown']);
});

test('an invalid number is not reattempted and allows another number of the attempt', () => {
  const invalid = voiceResults.filter(isInvalidNumber);
  expect(invalid).toEqual(['NotAHandset', 'InvalidAddress']);
  for (const result of invalid) {
    expect([meaningOf[result], reattemptReasonOf[result]]).toEqual(['nextNumber', null]);
  }
});

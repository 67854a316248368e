// The tables of the product page, and that none of them leaves a result out.
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
] as const)('%s is what SIP %j means', (result, codes) => {
  expect(codes.map(sipResult)).toEqual(codes.map(() => result));
});

test('no other SIP answer is in the table', () => {
  const codes = Array.from({ length: 800 }, (_, sip) => sip);
  expect(codes.filter((sip) => sipResult(sip) !== undefined)).toHaveLength(2 + 2 + 5 + 7 + 7);
});

test.each([200, 183, 400, 403, 606, 699, 0, -1])('SIP %i has no result of its own', (sip) => {
  expect(sipResult(sip)).toBeUndefined();
});

test('every result has a meaning and a reason to reattempt or none', () => {
  expect(Object.keys(meaningOf).sort()).toEqual([...voiceResults].sort());
  expect(Object.keys(reattemptReasonOf).sort()).toEqual([...voiceResults].sort());
});

test('a person who was reached is never a reason to reattempt', () => {
  const reached = voiceResults.filter((result) => meaningOf[result] === 'reached');
  expect(reached).toEqual(['LiveAnswer', 'CallEnded']);
  expect(reached.map((result) => reattemptReasonOf[result])).toEqual([null, null]);
});

test('“failed” asks for nothing that will fail the same way again', () => {
  const failed = voiceResults.filter((result) => reattemptReasonOf[result] === 'failed');
  expect(failed).toEqual(['BotFailed', 'CallFailed', 'Unknown']);
});

test('an invalid number is never asked for again and lets another number be dialled', () => {
  const invalid = voiceResults.filter(isInvalidNumber);
  expect(invalid).toEqual(['NotAHandset', 'InvalidAddress']);
  for (const result of invalid) {
    expect([meaningOf[result], reattemptReasonOf[result]]).toEqual(['nextNumber', null]);
  }
});

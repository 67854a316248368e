import { expect, test } from 'vitest';
import {
  diagnosticsOf,
  resultOf,
} from '../../../../../shared/adapters/communication/calling/result-codes.ts';

test.each<[string, Parameters<typeof resultOf>[0], string, boolean]>([
  ['busy at the operator', { code: 486, subCode: 560486 }, 'Busy', true],
  ['busy everywhere', { code: 600, subCode: 560600 }, 'Busy', true],
  ['hang-up with the observed codes', { code: 200, subCode: 560_000 }, 'CallEnded', true],
  ['hang-up with the published codes', { code: 0, subCode: 560_000 }, 'CallEnded', true],
  ['ended by Call Automation', { code: 0, subCode: 7000 }, 'CallEnded', true],
  ['ended by a participant', { code: 200, subCode: 5000 }, 'CallEnded', true],
  ['removed by another participant', { code: 0, subCode: 5300 }, 'CallEnded', true],
  ['ended without a sub-code', { code: 200, subCode: 0 }, 'CallEnded', true],
  ['ended with zero codes', { code: 0, subCode: 0 }, 'CallEnded', true],
  [
    'ended with a diagnostic code of zero in the text',
    { code: 200, subCode: 0, message: 'The conversation has ended. DiagCode: 0#560000.@' },
    'CallEnded',
    true,
  ],
  [
    'SIP code 0, which is no SIP answer',
    { code: 500, subCode: 560_500, sipDetails: { code: 0 } },
    'CallFailed',
    true,
  ],
  ['accepted on another device', { code: 487, subCode: 10_003 }, 'CallEnded', true],
  ['declined with an end without an error', { code: 0, subCode: 5003 }, 'NoAnswer', true],
  ['410 of the network, not of the number', { code: 410, subCode: 301_004 }, 'CallFailed', true],
  ['busy at the service', { code: 486, subCode: 8539 }, 'Busy', true],
  ['declined', { code: 603, subCode: 560603 }, 'NoAnswer', true],
  ['not accepted in time', { code: 487, subCode: 10004 }, 'NoAnswer', true],
  ['cancelled by the engine', { code: 487, subCode: 540487 }, 'NoAnswer', true],
  ['an unassigned number', { code: 404, subCode: 560404 }, 'InvalidAddress', true],
  ['a malformed number', { code: 400, subCode: 8523 }, 'InvalidAddress', true],
  ['a forbidden destination', { code: 403, subCode: 10129 }, 'NonRetriableError', true],
  ['an overloaded operator', { code: 503, subCode: 560503 }, 'CallFailed', true],
  [
    'a SIP code, which counts before the code',
    { code: 500, sipDetails: { code: 486 } },
    'Busy',
    true,
  ],
  ['a code in the text', { code: 0, message: 'x. DiagCode: 486#560486.@' }, 'Busy', true],
  ['a code without a sub-code', { code: 404 }, 'InvalidAddress', true],
  ['an unpublished code', { code: 299, subCode: 777_777 }, 'CallFailed', false],
  ['no information', {}, 'CallFailed', false],
])('%s (%j) is %s', (_what, information, result, known) => {
  expect(resultOf(information)).toEqual({ result, known });
});

test('diagnostics contain the sub-code and are limited to 1000 characters', () => {
  const text = diagnosticsOf({ code: 486, subCode: 560486, message: 'x'.repeat(5000) });
  expect(text).toContain('560486');
  expect(text).toHaveLength(1000);
});

import { expect, test } from 'vitest';
import {
  diagnosticsOf,
  resultOf,
} from '../../../../../shared/adapters/communication/calling/result-codes.ts';

test.each<[string, Parameters<typeof resultOf>[0], string, boolean]>([
  ['busy by the operator', { code: 486, subCode: 560486 }, 'Busy', true],
  ['busy everywhere', { code: 600, subCode: 560600 }, 'Busy', true],
  ['hung up on, as seen in the field', { code: 200, subCode: 560_000 }, 'CallEnded', true],
  ['hung up on, as published', { code: 0, subCode: 560_000 }, 'CallEnded', true],
  ['ended by Call Automation', { code: 0, subCode: 7000 }, 'CallEnded', true],
  ['ended by a participant', { code: 200, subCode: 5000 }, 'CallEnded', true],
  ['removed by another', { code: 0, subCode: 5300 }, 'CallEnded', true],
  ['ended without a sub-code', { code: 200, subCode: 0 }, 'CallEnded', true],
  ['ended, and nothing else is said', { code: 0, subCode: 0 }, 'CallEnded', true],
  [
    'ended well, in the text too',
    { code: 200, subCode: 0, message: 'The conversation has ended. DiagCode: 0#560000.@' },
    'CallEnded',
    true,
  ],
  [
    'a SIP answer that is none',
    { code: 500, subCode: 560_500, sipDetails: { code: 0 } },
    'CallFailed',
    true,
  ],
  ['accepted elsewhere', { code: 487, subCode: 10_003 }, 'CallEnded', true],
  ['declined, by an end without an error', { code: 0, subCode: 5003 }, 'NoAnswer', true],
  [
    'a fault of the network, not a number that is gone',
    { code: 410, subCode: 301_004 },
    'CallFailed',
    true,
  ],
  ['busy, by the service', { code: 486, subCode: 8539 }, 'Busy', true],
  ['declined', { code: 603, subCode: 560603 }, 'NoAnswer', true],
  ['not accepted in time', { code: 487, subCode: 10004 }, 'NoAnswer', true],
  ['cancelled by us', { code: 487, subCode: 540487 }, 'NoAnswer', true],
  ['a number that nobody has', { code: 404, subCode: 560404 }, 'InvalidAddress', true],
  ['a malformed number', { code: 400, subCode: 8523 }, 'InvalidAddress', true],
  ['no right to call there', { code: 403, subCode: 10129 }, 'NonRetriableError', true],
  ['the operator is overloaded', { code: 503, subCode: 560503 }, 'CallFailed', true],
  ['the SIP answer before the code', { code: 500, sipDetails: { code: 486 } }, 'Busy', true],
  ['the code in the text', { code: 0, message: 'x. DiagCode: 486#560486.@' }, 'Busy', true],
  ['the code alone', { code: 404 }, 'InvalidAddress', true],
  ['a code that nobody published', { code: 299, subCode: 777_777 }, 'CallFailed', false],
  ['nothing', {}, 'CallFailed', false],
])('%s', (_what, information, result, known) => {
  expect(resultOf(information)).toEqual({ result, known });
});

test('diagnostics keep what the service said and stay short', () => {
  const text = diagnosticsOf({ code: 486, subCode: 560486, message: 'x'.repeat(5000) });
  expect(text).toContain('560486');
  expect(text).toHaveLength(1000);
});

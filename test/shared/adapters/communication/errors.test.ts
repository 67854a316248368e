import { describe, expect, test } from 'vitest';
import {
  isGone,
  placementOf,
  requestFailureOf,
  toEngineError,
} from '../../../../shared/adapters/communication/errors.ts';
import { Permanent, Transient } from '../../../../shared/errors.ts';

/** An error as the SDK throws it. */
function fault(fields: { statusCode?: number; code?: string; retryAfter?: string }): Error {
  const { retryAfter, ...own } = fields;
  const headers = new Map(retryAfter === undefined ? [] : [['retry-after', retryAfter]]);
  return Object.assign(new Error('refused'), { code: '', ...own, response: { headers } });
}

const misconfigured = { kind: 'misconfigured', retryAfterMs: 60_000 };

describe('a failed createCall', () => {
  test.each<[string, Error, object]>([
    ['with 429', fault({ statusCode: 429 }), { kind: 'throttled', retryAfterMs: null }],
    [
      'with 429 and Retry-After',
      fault({ statusCode: 429, retryAfter: '3' }),
      { kind: 'throttled', retryAfterMs: 3000 },
    ],
    ['with refused credentials', fault({ statusCode: 401, code: 'Denied' }), misconfigured],
    ['with a missing role', fault({ statusCode: 403, code: 'Forbidden' }), misconfigured],
    ['with a foreign caller id', fault({ statusCode: 403, code: '510403' }), misconfigured],
    ['at a wrong endpoint', fault({ statusCode: 404, code: 'NotFound' }), misconfigured],
    [
      'with a refused connection',
      fault({ code: 'ECONNREFUSED' }),
      { kind: 'throttled', retryAfterMs: null },
    ],
    ['with a reset connection', fault({ code: 'ECONNRESET' }), { kind: 'unclear' }],
    ['with 500', fault({ statusCode: 500 }), { kind: 'unclear' }],
    ['with 408', fault({ statusCode: 408 }), { kind: 'unclear' }],
    ['with a timeout', new DOMException('aborted', 'AbortError'), { kind: 'unclear' }],
    ['with an unknown error', new Error('what'), { kind: 'unclear' }],
    [
      'to a malformed number',
      fault({ statusCode: 400, code: '8523' }),
      { kind: 'refused', result: 'InvalidAddress' },
    ],
    [
      'to a forbidden destination',
      fault({ statusCode: 403, code: '10129' }),
      { kind: 'refused', result: 'NonRetriableError' },
    ],
  ])('%s gives %j', (_what, error, expected) => {
    expect(placementOf(error)).toMatchObject(expected);
  });
});

describe('a failed SMS request', () => {
  test.each([400, 409, 413, 422])(
    'with status %i means that the message is refused',
    (statusCode) => {
      expect(requestFailureOf(fault({ statusCode, code: 'Bad' }))).toEqual({
        kind: 'messageRefused',
        diagnostics: `${statusCode} Bad`,
      });
    },
  );
  test.each([401, 403, 404])('with status %i means that the app is misconfigured', (statusCode) => {
    expect(requestFailureOf(fault({ statusCode }))).toMatchObject({ kind: 'misconfigured' });
  });
  test.each([
    fault({ statusCode: 429 }),
    fault({ statusCode: 503 }),
    fault({ code: 'ECONNRESET' }),
    new DOMException('aborted', 'AbortError'),
    new TypeError('bug'),
  ])('with a temporary or foreign error is not a refusal (%#)', (error) => {
    expect(requestFailureOf(error)).toEqual({ kind: 'notRefused' });
  });
});

describe('failures on a call', () => {
  test.each([fault({ statusCode: 404 }), fault({ statusCode: 400, code: '8522' })])(
    'a call that is gone is no failure (%#)',
    (error) => expect(isGone(error)).toBe(true),
  );

  test.each([
    fault({ statusCode: 400, code: '8501' }),
    fault({ statusCode: 400, code: '8523' }),
    fault({ statusCode: 400, code: '8585' }),
    new Error('what'),
  ])('another refusal does not mean that it is gone (%#)', (error) =>
    expect(isGone(error)).toBe(false),
  );

  test.each([
    fault({ statusCode: 429 }),
    fault({ statusCode: 503 }),
    fault({ code: 'ECONNRESET' }),
    fault({ statusCode: 400, code: '8501' }),
    Object.assign(new Error('aborted'), { name: 'AbortError' }),
  ])('what passes is Transient (%#)', (error) => {
    expect(toEngineError(error)).toBeInstanceOf(Transient);
  });

  test('what the service refuses is Permanent, and what is none of its errors stays as it is', () => {
    expect(toEngineError(fault({ statusCode: 400, code: '8500' }))).toBeInstanceOf(Permanent);
    const bug = new TypeError('bug');
    expect(toEngineError(bug)).toBe(bug);
  });
});

// The store's status codes, by what to do about them.
import { expect, test } from 'vitest';
import { errorFor } from '../../../../shared/adapters/cosmos/errors.ts';

test.each([
  [409, 'concurrencyConflict'],
  [412, 'concurrencyConflict'],
  [413, 'invalidInput'],
  [429, 'transient'],
  [503, 'transient'],
  [403, 'permanent'],
])('%i is %s', (code, kind) => {
  expect(errorFor({ code, retryAfterMs: undefined })).toMatchObject({ kind });
});

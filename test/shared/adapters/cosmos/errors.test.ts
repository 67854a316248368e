// The status codes of Cosmos DB by error kind.
import { expect, test } from 'vitest';
import { errorFor } from '../../../../shared/adapters/cosmos/errors.ts';

test.each([
  [409, 'concurrencyConflict'],
  [412, 'concurrencyConflict'],
  [413, 'invalidInput'],
  [429, 'transient'],
  [503, 'transient'],
  [403, 'permanent'],
])('the status %i is a %s error', (code, kind) => {
  expect(errorFor({ code, retryAfterMs: undefined })).toMatchObject({ kind });
});

import { expect, test } from 'vitest';
import { retryOnConflict } from '../../../shared/concurrency/retry-on-conflict.ts';
import { ConcurrencyConflict, NotAllowed } from '../../../shared/errors.ts';
import { noon } from '../../support/builders/instants.ts';
import { createFakeClock } from '../../support/fakes/fake-clock.ts';

/** An act that fails with `error` as often as given, and then succeeds. */
function failing(times: number, error: Error) {
  let runs = 0;
  const act = async () => {
    runs += 1;
    if (runs <= times) throw error;
    return runs;
  };
  return { act, runs: () => runs };
}

const clock = () => createFakeClock(() => noon);

test('a lost race is retried, with a longer pause each time', async () => {
  const held = clock();
  expect(await retryOnConflict(held, failing(3, new ConcurrencyConflict()).act)).toBe(4);
  expect(held.pauses).toEqual([10, 20, 40]);
});

test('the last attempt throws the conflict without another pause', async () => {
  const held = clock();
  const { act, runs } = failing(9, new ConcurrencyConflict());
  await expect(retryOnConflict(held, act, 3)).rejects.toThrow(ConcurrencyConflict);
  expect(runs()).toBe(3);
  expect(held.pauses).toEqual([10, 20]);
});

test.each([new NotAllowed('stopped', 'The engagement is stopped.'), new Error('a bug')])(
  '%s is not retried',
  async (error) => {
    const { act, runs } = failing(1, error);
    await expect(retryOnConflict(clock(), act)).rejects.toThrow(error);
    expect(runs()).toBe(1);
  },
);

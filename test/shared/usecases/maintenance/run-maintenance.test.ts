// The timer's round goes on after a failure, and tells of it.
import { expect, test } from 'vitest';
import { createRunMaintenance } from '../../../../shared/usecases/maintenance/run-maintenance.ts';
import { createRecordingLog } from '../../../support/fakes/recording-log.ts';

/** Three of which these fail; answers who was asked, and what was logged and thrown. */
async function round(...failing: readonly string[]) {
  const log = createRecordingLog();
  const asked: string[] = [];
  const act = (what: string) => async () => {
    asked.push(what);
    if (failing.includes(what)) throw new Error(`no ${what}`);
  };
  const look = createRunMaintenance({
    log,
    sweep: act('sweep'),
    enforceAbandonmentRate: act('watchRules'),
    completeIdleEngagements: act('completeIdle'),
  });
  const thrown = await look().then(
    () => null,
    (error: unknown) => error,
  );
  return { asked, thrown, logged: log.named('timer.failed').map(({ fields }) => fields) };
}
const all = ['sweep', 'watchRules', 'completeIdle'];

test('all goes well', async () => {
  expect(await round()).toEqual({ asked: all, thrown: null, logged: [] });
});

test.each(all)('a failing %s holds up none of the others, and fails the round', async (what) => {
  expect(await round(what)).toEqual({
    asked: all,
    thrown: new Error(`no ${what}`),
    logged: [{ what, message: `no ${what}` }],
  });
});

test('of several failures each is told and the first is thrown', async () => {
  const { thrown, logged } = await round('sweep', 'completeIdle');
  expect(thrown).toEqual(new Error('no sweep'));
  expect(logged).toHaveLength(2);
});

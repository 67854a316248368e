// A failing step of the maintenance timer is logged and does not stop the others.
import { expect, test } from 'vitest';
import { createRunMaintenance } from '../../../../shared/usecases/maintenance/run-maintenance.ts';
import { createRecordingLog } from '../../../support/fakes/recording-log.ts';

/** Runs three steps, some of which fail. */
async function runSteps(...failing: readonly string[]) {
  const log = createRecordingLog();
  const calledSteps: string[] = [];
  const createStep = (what: string) => async () => {
    calledSteps.push(what);
    if (failing.includes(what)) throw new Error(`no ${what}`);
  };
  const runMaintenance = createRunMaintenance({
    log,
    sweep: createStep('sweep'),
    enforceAbandonmentRate: createStep('watchRules'),
    completeIdleEngagements: createStep('completeIdle'),
  });
  const thrown = await runMaintenance().then(
    () => null,
    (error: unknown) => error,
  );
  return { calledSteps, thrown, logged: log.named('timer.failed').map(({ fields }) => fields) };
}
const allSteps = ['sweep', 'watchRules', 'completeIdle'];

test('maintenance runs every step and logs nothing if no step fails', async () => {
  expect(await runSteps()).toEqual({ calledSteps: allSteps, thrown: null, logged: [] });
});

test.each(allSteps)(
  'a failing %s does not stop the other steps, and its error is logged and thrown',
  async (what) => {
    expect(await runSteps(what)).toEqual({
      calledSteps: allSteps,
      thrown: new Error(`no ${what}`),
      logged: [{ what, message: `no ${what}` }],
    });
  },
);

test('of two failing steps both errors are logged and the first is thrown', async () => {
  const { thrown, logged } = await runSteps('sweep', 'completeIdle');
  expect(thrown).toEqual(new Error('no sweep'));
  expect(logged).toHaveLength(2);
});

// Executes a plan in transactional batches. Each batch leaves a valid configuration. After a crash, another run continues.
import { withChanges } from '../../domain/configuration/configuration-set.ts';
import { ConcurrencyConflict, NotAllowed, StaleVersion } from '../../errors.ts';
import type { CommitChanges } from './commit-changes.ts';
import type {
  ConfigurationPlan,
  DesiredConfiguration,
  PlanConfiguration,
} from './plan-configuration.ts';

/**
 * Makes the stored configuration equal to the set; a plan with issues is returned without a write. `revision` is the one
 * of an earlier plan; undefined accepts any. Throws StaleVersion before the first write, and NotAllowed if another edit
 * came between two batches.
 */
export type ApplyConfiguration = (
  desired: DesiredConfiguration,
  revision: string | null | undefined,
) => Promise<ConfigurationPlan>;

export function createApplyConfiguration({
  planConfiguration,
  commitChanges,
}: {
  planConfiguration: PlanConfiguration;
  commitChanges: CommitChanges;
}): ApplyConfiguration {
  return async (desired, revision) => {
    const plan = await planConfiguration(desired);
    if (revision !== undefined && revision !== plan.revision) {
      throw new StaleVersion('The configuration changed since the plan. Make a new plan.');
    }
    let { loaded } = plan;
    // Without issues, the batches hold every change; with issues there is no batch.
    for (const [committedCount, batch] of plan.batches.entries()) {
      const written = await commitChanges(loaded, batch).catch((error: unknown) => {
        throw error instanceof ConcurrencyConflict
          ? interrupted(committedCount, plan.batches.length)
          : error;
      });
      const { revision: next } = written;
      loaded = { ...loaded, revision: next, set: withChanges(loaded.set, batch) };
    }
    return { ...plan, revision: loaded.revision };
  };
}

const interrupted = (committedCount: number, batchCount: number): NotAllowed =>
  new NotAllowed(
    'interrupted',
    `Another edit came first. ${committedCount} of ${batchCount} batches are written; apply the set again to continue.`,
  );

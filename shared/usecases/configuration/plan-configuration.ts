// Plans the way from the stored configuration to a set of documents, without writing.
import { checkChanges } from '../../domain/configuration/check-changes.ts';
import type { Change } from '../../domain/configuration/configuration-set.ts';
import type { ConfigurationKind } from '../../domain/configuration/documents.ts';
import type { DocumentIssue } from '../../domain/configuration/document-issue.ts';
import { planSteps, type Step } from '../../domain/configuration/plan-steps.ts';
import { splitSteps } from '../../domain/configuration/split-steps.ts';
import type { Ports } from '../../ports/ports.ts';
import { mapConcurrently } from '../../concurrency/map-concurrently.ts';
import { type CheckLifecycle, refusalOf } from './check-lifecycle.ts';
import { listQueueMembers } from './list-queue-members.ts';
import type { LoadConfiguration, LoadedConfiguration } from './load-configuration.ts';

export interface DesiredConfiguration {
  saves: readonly (Change & { act: 'save' })[];
  /** Every stored document of these kinds that the set does not contain is removed. */
  prune: readonly ConfigurationKind[];
}

export interface ConfigurationPlan {
  /** The stored revision that the plan is based on. */
  revision: string | null;
  loaded: LoadedConfiguration;
  steps: readonly Step[];
  /** The changes in transactional batches, in order; none if there are issues. */
  batches: readonly (readonly Change[])[];
  issues: readonly DocumentIssue[];
}

export type PlanConfiguration = (desired: DesiredConfiguration) => Promise<ConfigurationPlan>;

const checksAtOnce = 8;

export function createPlanConfiguration({
  representatives,
  loadConfiguration,
  checkLifecycle,
}: Pick<Ports, 'representatives'> & {
  loadConfiguration: LoadConfiguration;
  checkLifecycle: CheckLifecycle;
}): PlanConfiguration {
  return async ({ saves, prune }) => {
    const loaded = await loadConfiguration();
    const steps = planSteps(loaded.set, saves, prune);
    const open = steps.filter(({ act }) => act !== 'unchanged');
    const changes = open.map(({ change }) => change);
    const members = await listQueueMembers(representatives, changes);
    const issues = [
      ...checkChanges(loaded.set, changes, members),
      ...(await lifecycleIssues(loaded, changes)),
    ];
    const plan = { revision: loaded.revision, loaded, steps };
    if (issues.length > 0) return { ...plan, batches: [], issues };
    const split = splitSteps(loaded.set, open, members);
    return split.kind === 'batches'
      ? { ...plan, batches: split.batches, issues: [] }
      : { ...plan, batches: [], issues: split.issues.map(inseparable) };
  };

  async function lifecycleIssues(
    loaded: LoadedConfiguration,
    changes: readonly Change[],
  ): Promise<DocumentIssue[]> {
    const issues = await mapConcurrently(checksAtOnce, changes, async (change) => {
      const message = await refusalOf(checkLifecycle(loaded, change));
      if (message === undefined) return undefined;
      const { kind, id } = change.act === 'save' ? change.member : change;
      return { kind, id, path: '', message };
    });
    return issues.filter((issue) => issue !== undefined);
  }
}

/** The documents are valid together, but need each other in one batch. */
const inseparable = (issue: DocumentIssue): DocumentIssue => ({
  ...issue,
  message: `${issue.message} (More than 99 documents depend on each other. Apply a smaller change first.)`,
});

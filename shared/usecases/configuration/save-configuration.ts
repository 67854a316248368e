// Saves one configuration document as a whole. The checks and the write see the same revision of all documents.
import { checkChanges } from '../../domain/configuration/check-changes.ts';
import { type Change, keyOf, saveOf } from '../../domain/configuration/configuration-set.ts';
import { type ConfigurationKind, kindLabel } from '../../domain/configuration/documents.ts';
import type { Precondition } from '../../domain/configuration/precondition.ts';
import type { DocumentReading } from '../../domain/configuration/reading.ts';
import { InvalidInput } from '../../errors.ts';
import type { Ports } from '../../ports/ports.ts';
import { retryOnConflict } from '../../concurrency/retry-on-conflict.ts';
import type { ReevaluateQueuedTasks } from '../tasks/reevaluate-queued-tasks.ts';
import { noReevaluation, type Reevaluation } from '../tasks/reevaluation.ts';
import { assertPrecondition } from './assert-precondition.ts';
import type { CheckLifecycle } from './check-lifecycle.ts';
import { type CommitChanges, lifecycleOf } from './commit-changes.ts';
import type { ConfigurationView } from './configuration-view.ts';
import { listQueueMembers } from './list-queue-members.ts';
import type { LoadConfiguration } from './load-configuration.ts';

interface SavedConfiguration extends ConfigurationView {
  created: boolean;
  /** The effect of an edit on the queued tasks of the engagement; null for documents that are no engagement. */
  queued: Reevaluation | null;
}

/**
 * Creates or replaces a document under the caller's precondition, or over any version without one. Throws InvalidInput
 * with every issue, StaleVersion, and NotAllowed if a running engagement would never dial.
 */
export type SaveConfiguration = <K extends ConfigurationKind>(
  kind: K,
  id: string,
  reading: DocumentReading<K>,
  when: Precondition | null,
) => Promise<SavedConfiguration>;

export interface SaveConfigurationDeps extends Pick<Ports, 'representatives' | 'clock'> {
  loadConfiguration: LoadConfiguration;
  commitChanges: CommitChanges;
  checkLifecycle: CheckLifecycle;
  reevaluateQueuedTasks: ReevaluateQueuedTasks;
}

export function createSaveConfiguration(deps: SaveConfigurationDeps): SaveConfiguration {
  const { representatives, clock, loadConfiguration, commitChanges, checkLifecycle } = deps;
  const { reevaluateQueuedTasks } = deps;

  return async (kind, id, reading, when) => {
    const change = saveOf(kind, id, reading);
    const saved = await retryOnConflict(clock, async () => {
      const loaded = await loadConfiguration();
      const members = await listQueueMembers(representatives, [change]);
      const issues = checkChanges(loaded.set, [change], members);
      if (issues.length > 0 || reading.kind === 'invalid') throw invalid(kind, issues);
      assertPrecondition(change.member, loaded.etagOf(change.member), when);
      await checkLifecycle(loaded, change);
      const { etags } = await commitChanges(loaded, [change]);
      const lifecycle = kind === 'engagement' ? lifecycleOf(loaded, id) : null;
      const created = !loaded.set.has(keyOf(change.member));
      return { document: reading.value, lifecycle, etag: etags[0] ?? '', created };
    });
    return { ...saved, queued: await reevaluate(change, saved) };
  };

  async function reevaluate(
    { member: { document } }: Change & { act: 'save' },
    { lifecycle, created }: Omit<SavedConfiguration, 'queued'>,
  ): Promise<Reevaluation | null> {
    if (document?.kind !== 'engagement' || lifecycle === null) return null;
    if (created) return noReevaluation();
    return reevaluateQueuedTasks({ engagement: document.value, lifecycle });
  }
}

const invalid = (kind: ConfigurationKind, issues: InvalidInput['issues']): InvalidInput =>
  new InvalidInput(
    `The ${kindLabel[kind]} is not valid.`,
    issues.map(({ path, value, message }) =>
      value === undefined ? { path, message } : { path, value, message },
    ),
  );

// Writes checked changes in one batch, and moves the queued tasks that they affect.
import {
  type Change,
  keyOf,
  valuesOf,
  withChanges,
} from '../../domain/configuration/configuration-set.ts';
import type { Engagement } from '../../domain/engagement/engagement.ts';
import type { Lifecycle } from '../../domain/engagement/lifecycle.ts';
import type { ConfigurationWrite, WrittenBatch } from '../../ports/configuration-store.ts';
import type { Ports } from '../../ports/ports.ts';
import type { SaveWithReevaluation } from '../tasks/save-with-reevaluation.ts';
import type { LoadedConfiguration } from './load-configuration.ts';

/** Writes all changes or none. Throws ConcurrencyConflict if the configuration is not the loaded one any more. */
export type CommitChanges = (
  loaded: LoadedConfiguration,
  changes: readonly Change[],
) => Promise<WrittenBatch>;

export function createCommitChanges({
  configuration,
  saveWithReevaluation,
}: Pick<Ports, 'configuration'> & {
  saveWithReevaluation: SaveWithReevaluation;
}): CommitChanges {
  return (loaded, changes) => {
    const writes = changes.flatMap((change) => writeOf(loaded, change));
    return saveWithReevaluation(affectedEngagements(loaded, changes), () =>
      configuration.write(writes, loaded.revision),
    );
  };
}

/** A new engagement is a draft. An edit keeps the lifecycle, and so does the repair of an invalid engagement. */
export function lifecycleOf({ set, lifecycles }: LoadedConfiguration, id: string): Lifecycle {
  const stored = set.has(keyOf({ kind: 'engagement', id })) ? lifecycles.get(id)?.value : undefined;
  return stored ?? { status: 'draft' };
}

function writeOf(loaded: LoadedConfiguration, change: Change): ConfigurationWrite[] {
  if (change.act === 'remove') {
    const { kind, id } = change;
    const stored = kind === 'engagement' ? loaded.lifecycles.get(id) : undefined;
    return [{ act: 'remove', name: { kind, id }, lifecycleEtag: stored?.etag ?? null }];
  }
  const { document } = change.member;
  if (document === undefined) return [];
  if (document.kind !== 'engagement') return [{ act: 'save', document }];
  const etag = loaded.lifecycles.get(document.id)?.etag ?? null;
  const lifecycle = { value: lifecycleOf(loaded, document.id), etag };
  return [{ act: 'saveEngagement', document, lifecycle }];
}

/** The stored engagements that change, and those with a changed queue: their queued tasks may move. */
function affectedEngagements(
  { set }: LoadedConfiguration,
  changes: readonly Change[],
): Engagement[] {
  const saved = changes.flatMap((change) => (change.act === 'save' ? [change.member] : []));
  const isSaved = (kind: 'engagement' | 'queue', id: string) =>
    saved.some((member) => member.kind === kind && member.id === id);
  return valuesOf(withChanges(set, changes), 'engagement').filter(
    ({ id, queueId, fallbackQueueId }) =>
      set.has(keyOf({ kind: 'engagement', id })) &&
      (isSaved('engagement', id) ||
        [queueId, fallbackQueueId].some((queue) => queue !== null && isSaved('queue', queue))),
  );
}

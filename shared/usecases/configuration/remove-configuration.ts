import { retryOnConflict } from '../../concurrency/retry-on-conflict.ts';
import { type ConfigurationKind, isIdOf, kindLabel } from '../../domain/configuration/documents.ts';
import type { Precondition } from '../../domain/configuration/precondition.ts';
import { usersOf } from '../../domain/configuration/users.ts';
import { NotAllowed, NotFound } from '../../errors.ts';
import type { Ports } from '../../ports/ports.ts';
import { assertPrecondition } from './assert-precondition.ts';
import type { CheckLifecycle } from './check-lifecycle.ts';
import type { CommitChanges } from './commit-changes.ts';
import { listQueueMembers } from './list-queue-members.ts';
import type { LoadConfiguration } from './load-configuration.ts';

/**
 * Removes a document. Throws NotFound, StaleVersion, and NotAllowed if the document is used or its engagement is not
 * idle.
 */
export type RemoveConfiguration = (
  kind: ConfigurationKind,
  id: string,
  when: Precondition | null,
) => Promise<void>;

export function createRemoveConfiguration({
  representatives,
  clock,
  loadConfiguration,
  commitChanges,
  checkLifecycle,
}: Pick<Ports, 'representatives' | 'clock'> & {
  loadConfiguration: LoadConfiguration;
  commitChanges: CommitChanges;
  checkLifecycle: CheckLifecycle;
}): RemoveConfiguration {
  return (kind, id, when) =>
    retryOnConflict(clock, async () => {
      const change = { act: 'remove', kind, id } as const;
      const loaded = await loadConfiguration();
      const etag = isIdOf(kind, id) ? loaded.etagOf(change) : undefined;
      if (etag === undefined) throw new NotFound(kindLabel[kind], id);
      assertPrecondition(change, etag, when);
      const members = await listQueueMembers(representatives, [change]);
      const users = usersOf(loaded.set, change, members);
      if (users.length > 0) {
        const message = `The ${kindLabel[kind]} '${id}' is used by ${users.join(', ')}.`;
        throw new NotAllowed('inUse', message);
      }
      await checkLifecycle(loaded, change);
      await commitChanges(loaded, [change]);
    });
}

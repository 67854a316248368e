// Whether an engagement may be deleted. Its tasks and calls need it, so it stays until the last task is closed and no
// import runs.
import { keyOf } from '../../domain/configuration/configuration-set.ts';
import { maxShards } from '../../domain/engagement/identity.ts';
import { canDial } from '../../domain/engagement/lifecycle.ts';
import { engagementIdSchema } from '../../domain/values/ids.ts';
import { NotAllowed } from '../../errors.ts';
import type { Ports } from '../../ports/ports.ts';
import { lifecycleOf } from './commit-changes.ts';
import type { LoadedConfiguration } from './load-configuration.ts';

export function createAssertEngagementIdle({ tasks, imports }: Pick<Ports, 'tasks' | 'imports'>) {
  /** Throws NotAllowed if the engagement is not idle. */
  return async (id: string, loaded: LoadedConfiguration): Promise<void> => {
    const engagementId = engagementIdSchema.parse(id);
    if (canDial[lifecycleOf(loaded, id).status]) {
      throw new NotAllowed('running', `The engagement '${id}' is running; Stop it first.`);
    }
    const reading = (await imports.list(engagementId)).filter(
      ({ status }) => status === 'InProgress',
    );
    if (reading.length > 0) {
      const names = reading.map(({ name }) => `'${name}'`).join(', ');
      throw new NotAllowed('importing', `The engagement '${id}' is still reading ${names}.`);
    }
    const counts = await tasks.countOpen(engagementId, shardsOf(id, loaded));
    const open = Object.values(counts).reduce((sum, count) => sum + count, 0);
    if (open > 0) {
      throw new NotAllowed('hasOpenTasks', `The engagement '${id}' still has ${open} open tasks.`);
    }
  };
}

/** An invalid engagement may have any number of shards. */
function shardsOf(id: string, { set }: LoadedConfiguration): number {
  const document = set.get(keyOf({ kind: 'engagement', id }))?.document;
  return document?.kind === 'engagement' ? document.value.shards : maxShards;
}

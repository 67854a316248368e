// Whether an engagement may be deleted. Its tasks and calls need it, so it stays until the last task is closed and no
// import runs.
import { maxShards } from '../../domain/engagement/identity.ts';
import { canDial } from '../../domain/engagement/lifecycle.ts';
import { engagementIdSchema } from '../../domain/values/ids.ts';
import type {
  ConfigurationByKind,
  ConfigurationKind,
} from '../../domain/configuration/documents.ts';
import { NotAllowed } from '../../errors.ts';
import type { Ports } from '../../ports/ports.ts';

/** The document of the engagement, if it is readable. An unreadable one does not dial. */
const unreadable = { engagement: { shards: maxShards }, lifecycle: { status: 'draft' } } as const;

export function createAssertEngagementIdle({ tasks, imports }: Pick<Ports, 'tasks' | 'imports'>) {
  /** Throws NotAllowed if the engagement is not idle; `stored` is its document, undefined if it cannot be read. */
  return async (
    id: string,
    stored: ConfigurationByKind[ConfigurationKind] | undefined,
  ): Promise<void> => {
    const engagementId = engagementIdSchema.parse(id);
    const { engagement, lifecycle } =
      stored !== undefined && 'engagement' in stored ? stored : unreadable;
    if (canDial[lifecycle.status]) {
      throw new NotAllowed('running', `The engagement '${id}' is running; Stop it first.`);
    }
    const reading = (await imports.list(engagementId)).filter(
      ({ status }) => status === 'InProgress',
    );
    if (reading.length > 0) {
      const names = reading.map(({ name }) => `'${name}'`).join(', ');
      throw new NotAllowed('importing', `The engagement '${id}' is still reading ${names}.`);
    }
    const counts = await tasks.countOpen(engagementId, engagement.shards);
    const open = Object.values(counts).reduce((sum, count) => sum + count, 0);
    if (open > 0) {
      throw new NotAllowed('hasOpenTasks', `The engagement '${id}' still has ${open} open tasks.`);
    }
  };
}

// What was done for an engagement: its contact files, delivery tasks and deliveries. It stays readable under the engagement's
// name after the engagement is deleted.
import type { EngagementId } from '../../domain/values/ids.ts';
import type { ImportRun } from '../../domain/intake/import.ts';
import type { Delivery } from '../../domain/task/delivery.ts';
import type { Task } from '../../domain/task/task.ts';
import { NotFound } from '../../errors.ts';
import type { Page } from '../../ports/tasks.ts';
import type { Ports } from '../../ports/ports.ts';

export type ReadHistoryDeps = Pick<Ports, 'configuration' | 'tasks' | 'imports'>;

/** Each throws NotFound where there is no such engagement and never was one that did anything. */
export function createReadHistory({ configuration, tasks, imports }: ReadHistoryDeps) {
  /** Asked only where a list is empty: what is in one has an engagement, or had one. */
  async function known(id: EngagementId): Promise<boolean> {
    if ((await configuration.find('engagement', id)) !== undefined) return true;
    const [runs, tallies] = await Promise.all([imports.list(id), tasks.tallies(id)]);
    return runs.length > 0 || tallies.length > 0;
  }

  const unlessUnknown = async <T extends { items: readonly unknown[] }>(
    id: EngagementId,
    page: T,
  ): Promise<T> => {
    if (page.items.length === 0 && !(await known(id))) throw new NotFound('engagement', id);
    return page;
  };

  return {
    imports: async (id: EngagementId): Promise<{ items: readonly ImportRun[] }> =>
      unlessUnknown(id, { items: await imports.list(id) }),
    tasks: async (
      id: EngagementId,
      continuation: string | null,
      most: number,
    ): Promise<Page<Task>> => unlessUnknown(id, await tasks.listTasks(id, continuation, most)),
    deliveries: async (
      id: EngagementId,
      continuation: string | null,
      most: number,
    ): Promise<Page<Delivery>> =>
      unlessUnknown(id, await tasks.listDeliveries(id, continuation, most)),
  };
}

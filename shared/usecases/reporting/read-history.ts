// The contact files, tasks and deliveries of an engagement. They stay readable after the engagement is deleted.
import type { ImportRun } from '../../domain/intake/import.ts';
import type { Delivery } from '../../domain/task/delivery.ts';
import type { Task } from '../../domain/task/task.ts';
import type { EngagementId } from '../../domain/values/ids.ts';
import { NotFound } from '../../errors.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Page } from '../../ports/tasks.ts';

type HistoryPorts = Pick<Ports, 'configuration' | 'tasks' | 'imports'>;

/** Throws NotFound if no engagement with this id exists or ever had an import or a task. */
export type ListImports = (id: EngagementId) => Promise<{ items: readonly ImportRun[] }>;
export type ListHistoryPage<T> = (
  id: EngagementId,
  continuation: string | null,
  limit: number,
) => Promise<Page<T>>;

export function createListImports(ports: HistoryPorts): ListImports {
  return async (id) => unlessUnknown(ports, id, { items: await ports.imports.list(id) });
}

export function createListTasks(ports: HistoryPorts): ListHistoryPage<Task> {
  return async (id, continuation, limit) =>
    unlessUnknown(ports, id, await ports.tasks.listTasks(id, continuation, limit));
}

export function createListDeliveries(ports: HistoryPorts): ListHistoryPage<Delivery> {
  return async (id, continuation, limit) =>
    unlessUnknown(ports, id, await ports.tasks.listDeliveries(id, continuation, limit));
}

/** Checks the engagement only for an empty list: a list with entries proves that it existed. */
async function unlessUnknown<T extends { items: readonly unknown[] }>(
  ports: HistoryPorts,
  id: EngagementId,
  page: T,
): Promise<T> {
  if (page.items.length === 0 && !(await hasExisted(ports, id)))
    throw new NotFound('engagement', id);
  return page;
}

async function hasExisted({ configuration, imports, tasks }: HistoryPorts, id: EngagementId) {
  if ((await configuration.find('engagement', id)) !== undefined) return true;
  const [runs, counters] = await Promise.all([imports.list(id), tasks.tallies(id)]);
  return runs.length > 0 || counters.length > 0;
}

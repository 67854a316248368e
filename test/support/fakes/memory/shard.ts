// One logical partition of the tasks container: tasks, deliveries and counters, changed as a whole or not at all.
import { noticeSchema } from '../../../../shared/domain/webhooks/notice.ts';
import {
  type Counters,
  type CountersDelta,
  countersSchema,
} from '../../../../shared/domain/report/counters.ts';
import { type Delivery, deliverySchema } from '../../../../shared/domain/task/delivery.ts';
import { type Task, taskSchema } from '../../../../shared/domain/task/task.ts';
import { ConcurrencyConflict } from '../../../../shared/errors.ts';
import type { TaskChange } from '../../../../shared/ports/tasks.ts';
import type { Versioned } from '../../../../shared/ports/versioned.ts';
import { versions } from './versions.ts';

export type Shard = ReturnType<typeof memoryShard>;

export function memoryShard(engagementId: Task['engagementId'], shard: number) {
  const tasks = versions(taskSchema);
  const deliveries = versions(deliverySchema);
  const tallies = versions(countersSchema);
  const notices = versions(noticeSchema);
  /** The unique key of the container: the document of each openKey. */
  const keys = new Map<string, string>([['tally', 'tally']]);

  /** A tick reads these every second, so they are indexed. */
  const ready = new Map<string, Versioned<Task>>();
  const store = (value: Task, etag: string | null) => {
    const next = tasks.save(value.id, { value, etag });
    if (value.status === 'ready') ready.set(value.id, { value, etag: next });
    else ready.delete(value.id);
  };

  const isTaken = ({ id, openKey }: Task | Delivery) => (keys.get(openKey) ?? id) !== id;
  const hold = ({ id, openKey }: Task | Delivery, before?: { openKey: string }) => {
    if (before !== undefined) keys.delete(before.openKey);
    keys.set(openKey, id);
  };

  function count(delta: CountersDelta) {
    const found = tallies.find('tally');
    const counts = { ...found?.value.counts };
    for (const [name, n] of Object.entries(delta)) counts[name] = (counts[name] ?? 0) + n;
    const own = { id: 'tally', kind: 'tally', schemaVersion: 1, openKey: 'tally' } as const;
    tallies.save('tally', {
      value: { ...own, engagementId, shard, counts },
      etag: found?.etag ?? null,
    });
  }

  return {
    tasks,
    deliveries,
    notices,
    ready: () => [...ready.values()],
    tally: (): Counters | undefined => tallies.find('tally')?.value,

    create(task: Task, delta: CountersDelta): 'created' | 'existing' | 'pending' {
      if (tasks.find(task.id) !== undefined) return 'existing';
      if (isTaken(task)) return 'pending';
      store(task, null);
      hold(task);
      count(delta);
      return 'created';
    },

    commit({ task, next, deliveries: written, delta, notices: owed = [] }: TaskChange): void {
      const fits = written.every(
        ({ id, status }) => (status === 'InProcess') === (deliveries.find(id) === undefined),
      );
      const current = tasks.find(next.id);
      if (current?.etag !== task.etag || task.etag === null || !fits || isTaken(next)) {
        throw new ConcurrencyConflict();
      }
      taskSchema.parse(next);
      written.forEach((delivery) => deliverySchema.parse(delivery));
      store(next, task.etag);
      hold(next, current.value);
      for (const delivery of written) {
        const etag = deliveries.find(delivery.id)?.etag ?? null;
        deliveries.save(delivery.id, { value: delivery, etag });
        hold(delivery);
      }
      for (const value of owed) {
        notices.save(value.id, { value, etag: notices.find(value.id)?.etag ?? null });
      }
      count(delta);
    },
  };
}

import type { Notice } from '../../../../shared/domain/webhooks/notice.ts';
import type { Counters } from '../../../../shared/domain/report/counters.ts';
import type { Delivery } from '../../../../shared/domain/task/delivery.ts';
import type { Task } from '../../../../shared/domain/task/task.ts';
import { InvalidInput, NotAllowed } from '../../../../shared/errors.ts';
import type { Outbox } from '../../../../shared/ports/outbox.ts';
import type { Page, Tasks } from '../../../../shared/ports/tasks.ts';
import type { Versioned } from '../../../../shared/ports/versioned.ts';
import { memoryShard, type Shard } from './shard.ts';

export interface MemoryTasks extends Tasks {
  all(): { tasks: Task[]; deliveries: Delivery[]; tallies: Counters[] };
  /** The notices of the tasks. */
  readonly outbox: Outbox & { all(): Notice[] };
  /** Every version of a delivery that was ever written, in order. */
  readonly written: readonly Delivery[];
}

export function memoryTasks(): MemoryTasks {
  const shards = new Map<string, Shard>();
  const written: Delivery[] = [];
  const shardOf = ({ engagementId, shard }: Pick<Task, 'engagementId' | 'shard'>): Shard => {
    const key = `${engagementId}/${shard}`;
    const known = shards.get(key) ?? memoryShard(engagementId, shard);
    shards.set(key, known);
    return known;
  };
  const ofEngagement = (id: string) =>
    [...shards].filter(([key]) => key.startsWith(`${id}/`)).map(([, shard]) => shard);
  const all = (list: readonly Shard[]) => list.flatMap((shard) => shard.tasks.all());
  const values = <T>(list: readonly Versioned<T>[]) => list.map(({ value }) => value);

  const notices: MemoryTasks['outbox'] = {
    find: async (ref) => shardOf(ref).notices.find(ref.noticeId),
    save: async (notice) => shardOf(notice.value).notices.save(notice.value.id, notice),
    remove: async ({ value, etag }) => shardOf(value).notices.remove(value.id, etag ?? ''),
    due: async (now, limit) =>
      [...shards.values()]
        .flatMap((shard) => shard.notices.all())
        .filter(({ value }) => value.postAt <= now)
        .sort((a, b) => (a.value.postAt < b.value.postAt ? -1 : 1))
        .slice(0, limit),
    all: () => values([...shards.values()].flatMap((shard) => shard.notices.all())),
  };

  return {
    outbox: notices,
    written,
    find: async (ref) => shardOf(ref).tasks.find(ref.taskId),
    findDelivery: async (ref, id) => shardOf(ref).deliveries.find(id)?.value,

    async create(list) {
      const outcome: Awaited<ReturnType<Tasks['create']>> = {
        created: [],
        existing: [],
        pending: [],
      };
      const places = new Set(list.map(({ task }) => `${task.engagementId}/${task.shard}`));
      if (places.size > 1) throw new Error('All tasks of one call must be of one shard.');
      for (const { task, delta } of list) {
        outcome[shardOf(task).create(task, delta)].push(task.id);
      }
      return outcome;
    },

    async commit(change) {
      if (change.task.etag === null) {
        throw new NotAllowed('notStored', 'A task is created before it changes.');
      }
      shardOf(change.next).commit(change);
      written.push(...change.deliveries);
    },

    async ready(engagementId, _shards, limit, after = '') {
      const rank = ({ value }: Versioned<Task>) => (value.status === 'ready' ? value.rank : '');
      return ofEngagement(engagementId)
        .flatMap((shard) => shard.ready())
        .filter((task) => rank(task) > after)
        .sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
        .slice(0, limit);
    },

    due: async (now, limit, waitingIn) =>
      all(waitingIn === undefined ? [...shards.values()] : [shardOf(waitingIn)])
        .filter(({ value }) => waitingIn === undefined || value.status === 'waiting')
        .filter(({ value }) => value.status !== 'closed' && value.deadlineAt <= now)
        .sort((a, b) => (deadlineOf(a) < deadlineOf(b) ? -1 : 1))
        .slice(0, limit),

    queued: async (engagementId, shard, after, limit) =>
      shardOf({ engagementId, shard })
        .tasks.all()
        .filter(({ value }) => value.status === 'waiting' || value.status === 'ready')
        .filter(({ value }) => value.id > (after ?? ''))
        .sort((a, b) => (a.value.id < b.value.id ? -1 : 1))
        .slice(0, limit),

    tallies: async (engagementId) =>
      ofEngagement(engagementId).flatMap((shard) => shard.tally() ?? []),

    async countOpen(engagementId) {
      const open = {
        waiting: 0,
        ready: 0,
        claimed: 0,
        dialing: 0,
        connected: 0,
        wrapUp: 0,
        texting: 0,
      };
      for (const { status } of values(all(ofEngagement(engagementId)))) {
        if (status !== 'closed') open[status] += 1;
      }
      return open;
    },

    listTasks: async (id, continuation, limit) =>
      page(values(all(ofEngagement(id))), continuation, limit),
    listDeliveries: async (id, continuation, limit) =>
      page(
        values(ofEngagement(id).flatMap((shard) => shard.deliveries.all())),
        continuation,
        limit,
      ),

    all: () => ({
      tasks: values(all([...shards.values()])),
      deliveries: values([...shards.values()].flatMap((shard) => shard.deliveries.all())),
      tallies: [...shards.values()].flatMap((shard) => shard.tally() ?? []),
    }),
  };
}

const deadlineOf = ({ value }: Versioned<Task>): string =>
  value.status === 'closed' ? '' : value.deadlineAt;

function page<T>(items: readonly T[], continuation: string | null, limit: number): Page<T> {
  const from = Number(continuation ?? 0);
  if (!Number.isInteger(from)) {
    const message = 'must be the continuation of the page before';
    throw new InvalidInput('The continuation is not valid.', [{ path: 'continuation', message }]);
  }
  const next = from + limit;
  return {
    items: items.slice(from, next),
    continuation: next < items.length ? String(next) : null,
  };
}

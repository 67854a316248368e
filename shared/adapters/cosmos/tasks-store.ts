// The tasks, deliveries and counters of a shard share one logical partition. A change of them is one transactional batch.
import type { Container, OperationInput } from '@azure/cosmos';
import { z } from 'zod';
import { countersSchema } from '../../domain/report/counters.ts';
import type { Notice } from '../../domain/webhooks/notice.ts';
import { type Delivery, deliverySchema } from '../../domain/task/delivery.ts';
import { type Task, taskSchema } from '../../domain/task/task.ts';
import { NotAllowed } from '../../errors.ts';
import type { Log } from '../../ports/log.ts';
import type { Tasks } from '../../ports/tasks.ts';
import type { Versioned } from '../../ports/versioned.ts';
import { runBatch } from './batch.ts';
import { createDocuments } from './documents.ts';
import { errorFor, toEngineError } from './errors.ts';
import { createCounters, json, type Shard, countersOperations } from './tasks-batch.ts';
import { createTasks } from './tasks-create.ts';
import { createTaskPaging } from './tasks-paging.ts';

export function createTasksStore(container: Container, log: Log): Tasks {
  const tasks = createDocuments(container, 'task', taskSchema, log);
  const deliveries = createDocuments(container, 'delivery', deliverySchema, log);
  const tallies = createDocuments(container, 'tally', countersSchema, log);
  const page = createTaskPaging(container);
  const counts = z.strictObject({ status: z.string(), n: z.int() });

  async function queryGroups<T>(
    query: string,
    partitionKey: Shard,
    row: z.ZodType<T>,
  ): Promise<T[]> {
    try {
      const iterator = container.items.query<unknown>(query, { partitionKey });
      return z.array(row).parse((await iterator.fetchAll()).resources);
    } catch (error) {
      throw toEngineError(error);
    }
  }

  async function commit(shard: Shard, operations: OperationInput[]): Promise<void> {
    const result = await runBatch(container, shard, operations);
    if (result.kind === 'written') return;
    if (result.code === 404 && result.operation?.operationType === 'Patch') {
      // The counters of this shard do not exist yet.
      await createCounters(container, shard);
      return commit(shard, operations);
    }
    throw errorFor({ code: result.code, retryAfterMs: undefined });
  }

  return {
    find: ({ engagementId, shard, taskId }) => tasks.find(taskId, [engagementId, shard]),

    async findDelivery({ engagementId, shard }, id) {
      return (await deliveries.find(id, [engagementId, shard]))?.value;
    },

    create: (list) => createTasks(container, list),

    async commit({ task, next, deliveries: written, delta, notices = [] }) {
      if (task.etag === null)
        throw new NotAllowed('notStored', 'A task is created before it changes.');
      const shard: Shard = [next.engagementId, next.shard];
      await commit(shard, [
        { operationType: 'Replace', id: next.id, resourceBody: json(next), ifMatch: task.etag },
        ...written.map((delivery) => deliveryOperation(delivery)),
        ...notices.map((notice) => noticeOperation(notice)),
        ...countersOperations(delta),
      ]);
    },

    async ready(engagementId, shards, limit, after) {
      const behind = after === undefined ? '' : ' AND c.rank > @after';
      const text = `SELECT TOP @limit * FROM c WHERE c.status = 'ready'${behind} ORDER BY c.status, c.rank`;
      const query = { text, limit, ...(after !== undefined && { values: { after } }) };
      const lists = await Promise.all(
        range(shards).map((shard) => tasks.query(query, [engagementId, shard])),
      );
      const rank = ({ value }: Versioned<Task>) => (value.status === 'ready' ? value.rank : '');
      return lists
        .flat()
        .sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
        .slice(0, limit);
    },

    due(now, limit, waitingIn) {
      if (waitingIn === undefined) {
        const text =
          'SELECT TOP @limit * FROM c WHERE c.deadlineAt <= @now ORDER BY c.deadlineAt, c.status';
        return tasks.query({ text, values: { now }, limit });
      }
      const text = `SELECT TOP @limit * FROM c WHERE c.deadlineAt <= @now AND c.status = 'waiting' ORDER BY c.deadlineAt, c.status`;
      return tasks.query({ text, values: { now }, limit }, [
        waitingIn.engagementId,
        waitingIn.shard,
      ]);
    },

    queued(engagementId, shard, after, limit) {
      const text = `SELECT TOP @limit * FROM c WHERE c.kind = 'task' AND c.status IN ('waiting', 'ready') AND c.id > @after ORDER BY c.id`;
      return tasks.query({ text, values: { after: after ?? '' }, limit }, [engagementId, shard]);
    },

    async tallies(engagementId) {
      const documents = await tallies.query({ text: `SELECT * FROM c WHERE c.id = 'tally'` }, [
        engagementId,
      ]);
      return documents.map(({ value }) => value);
    },

    async countOpen(engagementId, shards) {
      const open = {
        waiting: 0,
        ready: 0,
        claimed: 0,
        dialing: 0,
        connected: 0,
        wrapUp: 0,
        texting: 0,
      };
      const query = `SELECT c.status, COUNT(1) AS n FROM c WHERE c.kind = 'task' AND c.status != 'closed' GROUP BY c.status`;
      for (const shard of range(shards)) {
        for (const row of await queryGroups(query, [engagementId, shard], counts)) {
          if (isOpenStatus(row.status, open)) open[row.status] += row.n;
        }
      }
      return open;
    },

    listTasks: (id, continuation, limit) => page('task', tasks.parseAll, id, continuation, limit),
    listDeliveries: (id, continuation, limit) =>
      page('delivery', deliveries.parseAll, id, continuation, limit),
  };
}

const range = (n: number): number[] => [...Array(n).keys()];

const isOpenStatus = <K extends string>(status: string, open: Record<K, number>): status is K =>
  Object.hasOwn(open, status);

function deliveryOperation(delivery: Delivery): OperationInput {
  return delivery.status === 'InProcess'
    ? { operationType: 'Create', resourceBody: json(delivery) }
    : { operationType: 'Replace', id: delivery.id, resourceBody: json(delivery) };
}

const noticeOperation = (notice: Notice): OperationInput => ({
  operationType: 'Upsert',
  resourceBody: json(notice),
});

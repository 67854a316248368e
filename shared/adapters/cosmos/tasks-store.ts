// Tasks, deliveries and the tally of a shard stand in one logical partition, so that a change of one is a transactional
// batch with the others: all of it is written, or nothing.
import type { Container, JSONObject, OperationInput, PatchOperation } from '@azure/cosmos';
import { z } from 'zod';
import type { TallyDelta } from '../../domain/report/tally.ts';
import { tallySchema } from '../../domain/report/tally.ts';
import type { EngagementId } from '../../domain/ids.ts';
import { type Delivery, deliverySchema } from '../../domain/task/delivery.ts';
import { type Task, taskSchema } from '../../domain/task/task.ts';
import { Conflict, InvalidInput } from '../../errors.ts';
import type { Page, Tasks } from '../../ports/tasks.ts';
import type { Versioned } from '../../ports/versioned.ts';
import { documents } from './documents.ts';
import { errorFor, faultOf, translated } from './errors.ts';
import { createTasks } from './tasks-create.ts';

export type Shard = [engagementId: string, shard: number];

export function tasksStore(container: Container): Tasks {
  const tasks = documents(container, 'task', taskSchema);
  const deliveries = documents(container, 'delivery', deliverySchema);
  const tallies = documents(container, 'tally', tallySchema);
  const counts = z.strictObject({ status: z.string(), n: z.int() });

  async function commit(shard: Shard, operations: OperationInput[]): Promise<void> {
    const status = await runBatch(container, shard, operations);
    if (status === undefined) return;
    if (status.code === 404 && status.patched) {
      // The tally of this shard is not there yet.
      await createTally(container, shard);
      return commit(shard, operations);
    }
    throw errorFor({ code: status.code, retryAfterMs: undefined });
  }

  /** Shard after shard, until the page is full. */
  async function page<T>(
    kind: 'task' | 'delivery',
    parse: (resource: unknown) => Versioned<T>,
    engagementId: EngagementId,
    continuation: string | null,
    most: number,
  ): Promise<Page<T>> {
    const shards = await shardsOf(container, engagementId);
    const items: T[] = [];
    let at = readContinuation(continuation);
    for (;;) {
      const shard = shards.find((number) => number >= at.shard);
      if (shard === undefined) return { items, continuation: null };
      if (items.length >= most) return { items, continuation: writeContinuation(at) };
      const token = shard === at.shard ? at.token : undefined;
      const found = await shardPage(kind, [engagementId, shard], token, most - items.length);
      items.push(...found.resources.map((resource) => parse(resource).value));
      at = found.token === undefined ? { shard: shard + 1 } : { shard, token: found.token };
    }
  }

  async function shardPage(
    kind: string,
    shard: Shard,
    continuationToken: string | undefined,
    most: number,
  ) {
    const parameters = [{ name: '@kind', value: kind }];
    const query = { query: 'SELECT * FROM c WHERE c.type = @kind', parameters };
    const options = {
      partitionKey: shard,
      maxItemCount: most,
      ...(continuationToken !== undefined && { continuationToken }),
    };
    try {
      const response = await container.items.query<unknown>(query, options).fetchNext();
      const next: unknown = response.continuationToken;
      const token = typeof next === 'string' && next !== '' ? next : undefined;
      return { resources: response.resources, token };
    } catch (error) {
      throw translated(error);
    }
  }

  return {
    find: ({ engagementId, shard, taskId }) => tasks.find(taskId, [engagementId, shard]),

    async findDelivery({ engagementId, shard }, id) {
      return (await deliveries.find(id, [engagementId, shard]))?.value;
    },

    create: (list) => createTasks(container, list),

    async commit({ task, next, deliveries: written, delta }) {
      if (task.etag === null)
        throw new Conflict('notStored', 'A task is created before it changes.');
      const shard: Shard = [next.engagementId, next.shard];
      await commit(shard, [
        { operationType: 'Replace', id: next.id, resourceBody: json(next), ifMatch: task.etag },
        ...written.map((delivery) => deliveryOperation(delivery)),
        ...tallyOperations(delta),
      ]);
    },

    async ready(engagementId, shards, most) {
      const lists = await Promise.all(
        range(shards).map((shard) =>
          tasks.query(
            {
              query: `SELECT TOP @most * FROM c WHERE c.status = 'ready' ORDER BY c.status, c.rank`,
              parameters: [{ name: '@most', value: most }],
            },
            [engagementId, shard],
          ),
        ),
      );
      const rank = ({ value }: Versioned<Task>) => (value.status === 'ready' ? value.rank : '');
      return lists
        .flat()
        .sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
        .slice(0, most);
    },

    due(now, most, shard) {
      const query = {
        query: 'SELECT TOP @most * FROM c WHERE c.deadlineAt <= @now',
        parameters: [
          { name: '@most', value: most },
          { name: '@now', value: now },
        ],
      };
      return tasks.query(query, shard && [shard.engagementId, shard.shard]);
    },

    async tallies(engagementId, shards) {
      const found = await Promise.all(
        range(shards).map((shard) => tallies.find('tally', [engagementId, shard])),
      );
      return found.flatMap((tally) => (tally === undefined ? [] : [tally.value]));
    },

    async countOpen(engagementId, shards) {
      const open = { waiting: 0, ready: 0, claimed: 0, dialing: 0, connected: 0, texting: 0 };
      const query = `SELECT c.status, COUNT(1) AS n FROM c WHERE c.type = 'task' AND c.status != 'closed' GROUP BY c.status`;
      for (const shard of range(shards)) {
        const partitionKey = [engagementId, shard];
        const { resources } = await container.items
          .query<unknown>(query, { partitionKey })
          .fetchAll()
          .catch((error: unknown) => {
            throw translated(error);
          });
        for (const row of z.array(counts).parse(resources)) {
          if (isOpenStatus(row.status, open)) open[row.status] += row.n;
        }
      }
      return open;
    },

    listTasks: (id, continuation, most) => page('task', tasks.parse, id, continuation, most),
    listDeliveries: (id, continuation, most) =>
      page('delivery', deliveries.parse, id, continuation, most),
  };
}

const range = (n: number): number[] => [...Array(n).keys()];

const isOpenStatus = <K extends string>(status: string, open: Record<K, number>): status is K =>
  Object.hasOwn(open, status);

/** What the SDK's JSON types want; our documents are plain JSON already. */
export const json = (value: Task | Delivery) => ({ ...value }) as unknown as JSONObject;

function deliveryOperation(delivery: Delivery): OperationInput {
  return delivery.status === 'InProcess'
    ? { operationType: 'Create', resourceBody: json(delivery) }
    : { operationType: 'Replace', id: delivery.id, resourceBody: json(delivery) };
}

export function tallyOperations(delta: TallyDelta): OperationInput[] {
  const increments: PatchOperation[] = Object.entries(delta).map(([name, value]) => ({
    op: 'incr',
    path: `/counts/${name}`,
    value,
  }));
  return increments.length === 0
    ? []
    : [{ operationType: 'Patch', id: 'tally', resourceBody: { operations: increments } }];
}

/** Undefined when all was written; else the status of the operation that was refused, and whether that was the tally's. */
export async function runBatch(container: Container, shard: Shard, operations: OperationInput[]) {
  try {
    const { result, code } = await container.items.batch(operations, shard);
    const index =
      result?.findIndex(({ statusCode }) => statusCode >= 400 && statusCode !== 424) ?? -1;
    const refused = result?.[index];
    if (refused === undefined) {
      if (code !== undefined && code >= 400) throw errorFor({ code, retryAfterMs: undefined });
      return undefined;
    }
    return { code: refused.statusCode, patched: operations[index]?.operationType === 'Patch' };
  } catch (error) {
    throw translated(error);
  }
}

export async function createTally(container: Container, [engagementId, shard]: Shard) {
  const own = { id: 'tally', type: 'tally', schemaVersion: 1, openKey: 'tally' };
  try {
    await container.items.create({ ...own, engagementId, shard, counts: {} });
  } catch (error) {
    if (faultOf(error)?.code !== 409) throw translated(error);
  }
}

async function shardsOf(container: Container, engagementId: string): Promise<number[]> {
  const query = { query: `SELECT VALUE c.shard FROM c WHERE c.id = 'tally'` };
  const options = { partitionKey: [engagementId] };
  try {
    const { resources } = await container.items.query<number>(query, options).fetchAll();
    return resources.sort((a, b) => a - b);
  } catch (error) {
    throw translated(error);
  }
}

const writeContinuation = (at: { shard: number; token?: string | undefined }): string =>
  Buffer.from(JSON.stringify(at)).toString('base64url');

const continuationSchema = z.object({ shard: z.int(), token: z.string().optional() });

function readContinuation(text: string | null): z.infer<typeof continuationSchema> {
  if (text === null) return { shard: 0 };
  try {
    return continuationSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    const message = 'must be the continuation of the page before';
    throw new InvalidInput('The continuation is not valid.', [{ path: 'continuation', message }]);
  }
}

// New tasks are created in transactional batches with their counters. A batch with an existing task, or with a key of
// another open task, is sent again without it.
import type { Container, OperationInput } from '@azure/cosmos';
import { z } from 'zod';
import { type TaskId, taskIdSchema } from '../../domain/values/ids.ts';
import type { CountersDelta } from '../../domain/report/counters.ts';
import type { Task } from '../../domain/task/task.ts';
import { runBatch } from './batch.ts';
import { splitBatches } from './split-batches.ts';
import { errorFor, toEngineError } from './errors.ts';
import { createCounters, json, type Shard, countersOperations } from './tasks-batch.ts';

interface NewTask {
  task: Task;
  delta: CountersDelta;
}

/** A batch has at most 100 operations; one is for the counters. */
const tasksPerBatch = 99;

export async function createTasks(container: Container, list: readonly NewTask[]) {
  const outcome = { created: [] as TaskId[], existing: [] as TaskId[], pending: [] as TaskId[] };
  for (const batch of splitBatches(list, tasksPerBatch, ({ task }) => task)) {
    const batchOutcome = await createBatch(container, batch);
    outcome.created.push(...batchOutcome.created);
    outcome.existing.push(...batchOutcome.existing);
    outcome.pending.push(...batchOutcome.pending);
  }
  return outcome;
}

async function createBatch(container: Container, list: readonly NewTask[]) {
  const first = list[0];
  const existing: TaskId[] = [];
  const pending: TaskId[] = [];
  const ids = new Set<string>();
  const keys = new Set<string>();
  // Two tasks of the list with the same key would block each other forever: the first one is kept.
  let remaining = list.filter(({ task }) => {
    const alone = !ids.has(task.id) && !keys.has(task.openKey);
    if (!alone) (ids.has(task.id) ? existing : pending).push(task.id);
    ids.add(task.id);
    keys.add(task.openKey);
    return alone;
  });
  if (first === undefined) return { created: [], existing, pending };
  const shard: Shard = [first.task.engagementId, first.task.shard];

  while (remaining.length > 0) {
    const result = await runBatch(container, shard, operationsFor(remaining));
    if (result.kind === 'written') break;
    if (result.code === 404 && result.operation?.operationType === 'Patch') {
      await createCounters(container, shard);
      continue;
    }
    if (result.code !== 409) throw errorFor({ code: result.code, retryAfterMs: undefined });
    const there = await alreadyThere(container, shard, remaining);
    const isThere = ({ task }: NewTask) => there.ids.has(task.id) || there.keys.has(task.openKey);
    // The conflicting document may be gone by now: the same batch is tried again.
    for (const { task } of remaining.filter(isThere)) {
      (there.ids.has(task.id) ? existing : pending).push(task.id);
    }
    remaining = remaining.filter((item) => !isThere(item));
  }
  return { created: remaining.map(({ task }) => task.id), existing, pending };
}

function operationsFor(list: readonly NewTask[]): OperationInput[] {
  const total: Record<string, number> = {};
  for (const { delta } of list) {
    for (const [name, n] of Object.entries(delta)) total[name] = (total[name] ?? 0) + n;
  }
  const creates = list.map(({ task }): OperationInput => {
    return { operationType: 'Create', resourceBody: json(task) };
  });
  return [...creates, ...countersOperations(total)];
}

const rowSchema = z.object({ id: taskIdSchema, openKey: z.string() });

async function alreadyThere(container: Container, shard: Shard, list: readonly NewTask[]) {
  const query = {
    query: `SELECT c.id, c.openKey FROM c
            WHERE c.kind = 'task' AND (ARRAY_CONTAINS(@ids, c.id) OR ARRAY_CONTAINS(@keys, c.openKey))`,
    parameters: [
      { name: '@ids', value: list.map(({ task }) => task.id) },
      { name: '@keys', value: list.map(({ task }) => task.openKey) },
    ],
  };
  try {
    const { resources } = await container.items
      .query<unknown>(query, { partitionKey: shard })
      .fetchAll();
    const rows = z.array(rowSchema).parse(resources);
    return {
      ids: new Set(rows.map(({ id }) => id)),
      keys: new Set(rows.map((row) => row.openKey)),
    };
  } catch (error) {
    throw toEngineError(error);
  }
}

// Operations of the transactional batches of one shard: tasks, their deliveries and the counters.
import type { Container, JSONObject, OperationInput, PatchOperation } from '@azure/cosmos';
import type { Notice } from '../../domain/webhooks/notice.ts';
import type { CountersDelta } from '../../domain/report/counters.ts';
import type { Delivery } from '../../domain/task/delivery.ts';
import type { Task } from '../../domain/task/task.ts';
import { faultOf, toEngineError } from './errors.ts';

export type Shard = [engagementId: string, shard: number];

/** The SDK's JSON type; our documents are plain JSON already. */
export const json = (value: Task | Delivery | Notice) => ({ ...value }) as unknown as JSONObject;

export function countersOperations(delta: CountersDelta): OperationInput[] {
  const increments: PatchOperation[] = Object.entries(delta).map(([name, value]) => ({
    op: 'incr',
    path: `/counts/${name}`,
    value,
  }));
  return increments.length === 0
    ? []
    : [{ operationType: 'Patch', id: 'tally', resourceBody: { operations: increments } }];
}

export async function createCounters(container: Container, [engagementId, shard]: Shard) {
  const fixedFields = { id: 'tally', kind: 'tally', schemaVersion: 1, openKey: 'tally' };
  try {
    await container.items.create({ ...fixedFields, engagementId, shard, counts: {} });
  } catch (error) {
    if (faultOf(error)?.code !== 409) throw toEngineError(error);
  }
}

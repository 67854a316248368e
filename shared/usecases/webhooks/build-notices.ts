// The notices for the subscribers of a task's change, written in the same batch.
import { type Notice, buildNotices } from '../../domain/webhooks/notice.ts';
import { outcomeEventsOf } from '../../domain/webhooks/outcome-event.ts';
import type { Delivery } from '../../domain/task/delivery.ts';
import { refOf, type Task } from '../../domain/task/task.ts';
import type { Instant } from '../../domain/values/time.ts';
import type { SubscriptionCache } from './subscription-cache.ts';
import type { Ports } from '../../ports/ports.ts';

export type BuildNotices = (
  before: Task,
  next: Task,
  deliveries: readonly Delivery[],
  now: Instant,
) => Promise<Notice[]>;

export function createBuildNotices(
  deps: Pick<Ports, 'tasks'> & {
    subscriptionCache: SubscriptionCache;
  },
): BuildNotices {
  const { tasks, subscriptionCache } = deps;

  return async (before, next, deliveries, now) => {
    const events = outcomeEventsOf(before, next, [
      ...deliveries,
      ...(await findWrappedUpDeliveries(before, next)),
    ]);
    return events.length === 0
      ? []
      : buildNotices(events, next.shard, await subscriptionCache.all(), now);
  };

  /** The delivery of the conversation, if the change ends its wrap-up. */
  async function findWrappedUpDeliveries(task: Task, next: Task): Promise<Delivery[]> {
    if (task.status !== 'wrapUp' || next.status === 'wrapUp') return [];
    const delivery = await tasks.findDelivery(refOf(task), task.deliveryId);
    return delivery === undefined ? [] : [delivery];
  }
}

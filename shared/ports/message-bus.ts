import type { DeliveryId, EngagementId, TaskId, TaskRef } from '../domain/values/ids.ts';
import type { NoticeRef } from '../domain/webhooks/notice.ts';
import type { Instant } from '../domain/values/time.ts';

/** Messages for later work or another instance. Delivery is at least once; every receiver is idempotent. */
export interface MessageBus {
  /** One tick for each group; a late tick is dropped. */
  pace(groups: readonly string[], at: Instant): Promise<void>;
  dial(calls: readonly { group: string; deliveryId: DeliveryId }[]): Promise<void>;
  /** Wakes the waiting tasks of a shard that are due at `at`. */
  wake(
    shards: readonly { engagementId: EngagementId; shard: number; at: Instant }[],
  ): Promise<void>;
  /**
   * Re-evaluates a page of a shard's queued tasks at `at`, starting after the task `after`; with `alone` only this
   * page.
   */
  revise(
    shards: readonly {
      engagementId: EngagementId;
      shard: number;
      after: TaskId | null;
      alone?: boolean | undefined;
    }[],
    at: Instant,
  ): Promise<void>;
  sendSms(ref: TaskRef, deliveryId: DeliveryId, at: Instant): Promise<void>;
  /** Posts these notices to their pending subscribers. */
  notify(refs: readonly NoticeRef[]): Promise<void>;
  /** Moves a message that can never succeed to the parked queue, for an operator. */
  park(queue: string, body: unknown, reason: string): Promise<void>;
}

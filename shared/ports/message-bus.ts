import type { DeliveryId, EngagementId, TaskId, TaskRef } from '../domain/values/ids.ts';
import type { NoticeRef } from '../domain/webhooks/notice.ts';
import type { Instant } from '../domain/values/time.ts';

/** Work for later or for another instance. Delivery is at least once; every receiver is idempotent. */
export interface MessageBus {
  /** One tick of each of these groups; a tick that is late is worth nothing. */
  pace(groups: readonly string[], at: Instant): Promise<void>;
  dial(calls: readonly { group: string; deliveryId: DeliveryId }[]): Promise<void>;
  /** Wakes the waiting tasks of a shard that are due at `at`. */
  wake(
    shards: readonly { engagementId: EngagementId; shard: number; at: Instant }[],
  ): Promise<void>;
  /** Looks at a page of a shard's queued tasks at `at`, behind the task `after`; `alone`: at no other behind it. */
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
  /** Posts these notices to those who have not taken them. */
  notify(refs: readonly NoticeRef[]): Promise<void>;
  /** Puts a message that can never work aside, for a person to look at. */
  park(queue: string, body: unknown, reason: string): Promise<void>;
}

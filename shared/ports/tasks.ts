import type { TaskRef, EngagementId, DeliveryId, TaskId } from '../domain/values/ids.ts';
import type { Notice } from '../domain/webhooks/notice.ts';
import type { Counters, CountersDelta } from '../domain/report/counters.ts';
import type { Delivery } from '../domain/task/delivery.ts';
import type { Task, TaskStatus } from '../domain/task/task.ts';
import type { Instant } from '../domain/values/time.ts';
import type { Versioned } from './versioned.ts';

export interface TaskChange {
  task: Versioned<Task>;
  next: Task;
  /** Deliveries to write with the task: created when new, replaced when they end. */
  deliveries: readonly Delivery[];
  delta: CountersDelta;
  /** The outbox notices of the change; an existing notice is overwritten. */
  notices?: readonly Notice[];
}

export interface Page<T> {
  items: readonly T[];
  /** The start of the next page; null after the last page. */
  continuation: string | null;
}

/** Delivery tasks, their deliveries and counters. Each change is one transaction. */
export interface Tasks {
  find(ref: TaskRef): Promise<Versioned<Task> | undefined>;
  findDelivery(ref: TaskRef, id: DeliveryId): Promise<Delivery | undefined>;
  /**
   * Stores new tasks of one shard with their counters. An existing task is not changed (`existing`). A task is not stored
   * if another open task has its openKey (`pending`).
   */
  create(
    tasks: readonly { task: Task; delta: CountersDelta }[],
  ): Promise<{ created: TaskId[]; existing: TaskId[]; pending: TaskId[] }>;
  /** Throws ConcurrencyConflict if the stored task has another version. */
  commit(change: TaskChange): Promise<void>;
  /** The first ready tasks of one engagement in rank order, with a rank above `after` if it is given. */
  ready(
    engagementId: EngagementId,
    shards: number,
    limit: number,
    after?: string,
  ): Promise<Versioned<Task>[]>;
  /** Open tasks with a passed deadline, in the order of their deadlines. `waitingIn` limits them to one shard. */
  due(
    now: Instant,
    limit: number,
    waitingIn?: { engagementId: EngagementId; shard: number },
  ): Promise<Versioned<Task>[]>;
  /** The first waiting and ready tasks of one shard in the order of their ids, with an id above `after`. */
  queued(
    engagementId: EngagementId,
    shard: number,
    after: TaskId | null,
    limit: number,
  ): Promise<Versioned<Task>[]>;
  /** The counters of all shards, including shards that a deleted engagement with the same id had. */
  tallies(engagementId: EngagementId): Promise<Counters[]>;
  countOpen(
    engagementId: EngagementId,
    shards: number,
  ): Promise<Record<Exclude<TaskStatus, 'closed'>, number>>;
  listTasks(
    engagementId: EngagementId,
    continuation: string | null,
    limit: number,
  ): Promise<Page<Task>>;
  listDeliveries(
    engagementId: EngagementId,
    continuation: string | null,
    limit: number,
  ): Promise<Page<Delivery>>;
}

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
  /** What is to be told of it; none unless said. A notice that is there already is written over. */
  notices?: readonly Notice[];
}

export interface Page<T> {
  items: readonly T[];
  /** Where to go on; null after the last page. */
  continuation: string | null;
}

/** Delivery tasks, their deliveries and tallies. A change is written whole or not at all. */
export interface Tasks {
  find(ref: TaskRef): Promise<Versioned<Task> | undefined>;
  findDelivery(ref: TaskRef, id: DeliveryId): Promise<Delivery | undefined>;
  /**
   * Stores new tasks of one shard together with their tally. A task that exists already is left as it is (`existing`);
   * one whose openKey another open task holds is not stored (`pending`).
   */
  create(
    tasks: readonly { task: Task; delta: CountersDelta }[],
  ): Promise<{ created: TaskId[]; existing: TaskId[]; pending: TaskId[] }>;
  /** Throws ConcurrencyConflict when the task is no longer the version that was read. */
  commit(change: TaskChange): Promise<void>;
  /** The ready tasks of one engagement in rank order, those behind the rank `after` where it is given, at most `most`. */
  ready(
    engagementId: EngagementId,
    shards: number,
    most: number,
    after?: string,
  ): Promise<Versioned<Task>[]>;
  /**
   * Open tasks of all engagements whose deadline has passed, or only the waiting ones of one shard: the longest overdue
   * first, at most `most`.
   */
  due(
    now: Instant,
    most: number,
    waitingIn?: { engagementId: EngagementId; shard: number },
  ): Promise<Versioned<Task>[]>;
  /** Waiting and ready tasks of one shard in the order of their ids, those behind `after`, at most `most`. */
  queued(
    engagementId: EngagementId,
    shard: number,
    after: TaskId | null,
    most: number,
  ): Promise<Versioned<Task>[]>;
  /** Of every shard that ever was, for an engagement may have been deleted and made again with fewer. */
  tallies(engagementId: EngagementId): Promise<Counters[]>;
  countOpen(
    engagementId: EngagementId,
    shards: number,
  ): Promise<Record<Exclude<TaskStatus, 'closed'>, number>>;
  listTasks(
    engagementId: EngagementId,
    continuation: string | null,
    most: number,
  ): Promise<Page<Task>>;
  listDeliveries(
    engagementId: EngagementId,
    continuation: string | null,
    most: number,
  ): Promise<Page<Delivery>>;
}

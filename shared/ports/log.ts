import type { NoticeId } from '../domain/webhooks/notice.ts';
import type { SubscriptionId } from '../domain/webhooks/subscription.ts';
import type { DeliveryId, EngagementId, ImportId, TaskId } from '../domain/values/ids.ts';

/**
 * All log events of the engine: a name with ids and numbers, never a person's number, name or text. A new event needs
 * a review.
 */
export interface LogEvents {
  'import.started': { engagementId: EngagementId; importId: ImportId; tries: number };
  'import.left': { engagementId: EngagementId; importId: ImportId; reason: string };
  'import.fileGone': { engagementId: EngagementId; importId: ImportId };
  'import.ended': {
    engagementId: EngagementId;
    importId: ImportId;
    status: string;
    tasks: number;
    rejected: number;
  };
  'import.refused': { path: string; reason: string };
  'engagement.operated': { engagementId: EngagementId; operation: string; status: string };
  'engagement.abandonmentReached': {
    engagementId: EngagementId;
    answered: number;
    abandoned: number;
    percent: number;
  };
  'group.ticked': { group: string; started: number; because: string };
  'group.tickStale': { group: string };
  'task.ignored': { taskId: TaskId; event: string; reason: string };
  'task.blocked': { taskId: TaskId; deliveryId: DeliveryId; because: string };
  'task.closed': { taskId: TaskId; outcome: string };
  /** The task stays unchanged: an edit or a stop has not reached it. */
  'task.notRevised': { taskId: TaskId; message: string };
  /** The second re-evaluation after a slow save failed. Save the engagement, or stop it, again. */
  'engagement.notRevised': { engagementId: EngagementId; message: string };
  'tasks.woken': { engagementId: EngagementId; shard: number; woken: number };
  'delivery.dialed': { deliveryId: DeliveryId };
  'delivery.unclear': { deliveryId: DeliveryId };
  'delivery.refused': { deliveryId: DeliveryId; message: string };
  'delivery.ended': { deliveryId: DeliveryId; result: string };
  'delivery.texted': { deliveryId: DeliveryId };
  'disposition.recorded': { deliveryId: DeliveryId; codes: string };
  'call.ignored': { deliveryId: DeliveryId; event: string; reason: string };
  'call.unknown': { reason: string };
  'call.effectFailed': { deliveryId: DeliveryId; effect: string; message: string };
  'callback.refused': { reason: string };
  'callback.strange': { type: string };
  'sms.ignored': { reason: string };
  'notice.taken': { noticeId: NoticeId; subscriptionId: SubscriptionId };
  'notice.refused': { noticeId: NoticeId; subscriptionId: SubscriptionId; because: string };
  /** A subscriber never accepted the notice. */
  'notice.givenUp': { noticeId: NoticeId; subscriptionId: SubscriptionId };
  'subscription.made': { subscriptionId: SubscriptionId };
  'subscription.ended': { subscriptionId: SubscriptionId; because: string };
  'number.optedOut': { channel: string };
  'number.optedIn': { channel: string };
  'representative.presence': { representativeId: string; status: string };
  'sweep.failed': { what: string; id: string; message: string };
  'timer.failed': { what: string; message: string };
  'sweep.done': { calls: number; tasks: number; representatives: number; notices: number };
  /** A stored document does not follow its schema and is left out. */
  'document.corrupt': { kind: string; id: string };
  'message.parked': { queue: string; reason: string };
  'request.failed': { route: string; kind: string; message: string };
}
export type LogName = keyof LogEvents;

export interface Log {
  /** A state changed, or a tick was decided. */
  info<N extends LogName>(name: N, fields: LogEvents[N]): void;
  /** Ignored, late, unknown, or retried later. */
  warn<N extends LogName>(name: N, fields: LogEvents[N]): void;
  /** An operator should check this. */
  error<N extends LogName>(name: N, fields: LogEvents[N], cause?: unknown): void;
}

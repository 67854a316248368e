import type { NoticeId } from '../domain/webhooks/notice.ts';
import type { SubscriptionId } from '../domain/webhooks/subscription.ts';
import type { DeliveryId, EngagementId, ImportId, TaskId } from '../domain/values/ids.ts';

/**
 * Everything that the engine says of itself: a name, and ids and numbers beside it. Never a person's number, name or text.
 * Adding an event is a reviewable act.
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
  /** It stays where it was, whatever has changed: an edit or a stop has not reached it. */
  'task.notRevised': { taskId: TaskId; message: string };
  /** The last look that a slow saving needs could not be ordered; save it, or Stop it, once more. */
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
  /** Somebody was told again and again, and never took it. */
  'notice.givenUp': { noticeId: NoticeId; subscriptionId: SubscriptionId };
  'subscription.made': { subscriptionId: SubscriptionId };
  'subscription.ended': { subscriptionId: SubscriptionId; because: string };
  'number.optedOut': { channel: string };
  'number.optedIn': { channel: string };
  'representative.presence': { representativeId: string; status: string };
  'sweep.failed': { what: string; id: string; message: string };
  'timer.failed': { what: string; message: string };
  'sweep.done': { calls: number; tasks: number; representatives: number; notices: number };
  /** A stored document that its schema refuses: it is left out of what was asked for. */
  'document.corrupt': { kind: string; id: string };
  'message.parked': { queue: string; reason: string };
  'request.failed': { route: string; kind: string; message: string };
}
export type LogName = keyof LogEvents;

export interface Log {
  /** A state changed, or a tick was decided. */
  info<N extends LogName>(name: N, fields: LogEvents[N]): void;
  /** Ignored, late, unclassified or to be tried again. */
  warn<N extends LogName>(name: N, fields: LogEvents[N]): void;
  /** A person should look. */
  error<N extends LogName>(name: N, fields: LogEvents[N], cause?: unknown): void;
}

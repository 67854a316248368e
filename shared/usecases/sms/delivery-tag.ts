// The tag of an SMS. The delivery report returns it, and it finds the task with one read.
import {
  type DeliveryId,
  deliveryIdSchema,
  type TaskRef,
  taskRefSchema,
} from '../../domain/values/ids.ts';

export function deliveryTagOf(ref: TaskRef, deliveryId: DeliveryId): string {
  return `${ref.engagementId}/${ref.shard}/${deliveryId}`;
}

type TagReading =
  | { kind: 'delivery'; ref: TaskRef; deliveryId: DeliveryId }
  /** Another application sent the SMS. */
  | { kind: 'foreign' };

export function readDeliveryTag(tag: string): TagReading {
  const [engagementId, shard, delivery] = tag.split('/');
  const deliveryId = deliveryIdSchema.safeParse(delivery).data;
  if (deliveryId === undefined) return { kind: 'foreign' };
  const taskId = deliveryId.slice(0, 32);
  const ref = taskRefSchema.safeParse({ engagementId, shard: Number(shard), taskId }).data;
  return ref === undefined ? { kind: 'foreign' } : { kind: 'delivery', ref, deliveryId };
}

// The messages of the queues.
import { z } from 'zod';
import {
  deliveryIdSchema,
  engagementIdSchema,
  taskIdSchema,
  taskRefSchema,
} from '../domain/values/ids.ts';
import { noticeRefSchema } from '../domain/webhooks/notice.ts';
import { instantSchema } from '../domain/values/time.ts';

export const paceMessageSchema = z.strictObject({ group: z.string().min(1), at: instantSchema });
export type PaceMessage = z.infer<typeof paceMessageSchema>;

export const dialMessageSchema = z.strictObject({
  group: z.string().min(1),
  deliveryId: deliveryIdSchema,
});
export type DialMessage = z.infer<typeof dialMessageSchema>;

const shard = { engagementId: engagementIdSchema, shard: z.int().min(0) };
export const wakeMessageSchema = z.strictObject(shard);
export type WakeMessage = z.infer<typeof wakeMessageSchema>;

export const reviseMessageSchema = z.strictObject({
  revise: z.strictObject({
    ...shard,
    after: taskIdSchema.nullable(),
    alone: z.boolean().optional(),
  }),
});
export type ReviseMessage = z.infer<typeof reviseMessageSchema>;

/** The messages of one queue; each has its own fields. */
export const reattemptMessageSchema = z.union([
  wakeMessageSchema.transform((shard) => {
    return { kind: 'wake' as const, shard };
  }),
  reviseMessageSchema.transform(({ revise }) => {
    return { kind: 'revise' as const, revise };
  }),
]);

export const noticeMessageSchema = noticeRefSchema;
export type NoticeMessage = z.infer<typeof noticeMessageSchema>;

export const smsMessageSchema = taskRefSchema.extend({ deliveryId: deliveryIdSchema });
export type SmsMessage = z.infer<typeof smsMessageSchema>;

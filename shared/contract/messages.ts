// What travels through the queues.
import { z } from 'zod';
import { deliveryIdSchema, engagementIdSchema, taskRefSchema } from '../domain/ids.ts';
import { instantSchema } from '../domain/time.ts';

export const paceMessageSchema = z.strictObject({ group: z.string().min(1), at: instantSchema });
export type PaceMessage = z.infer<typeof paceMessageSchema>;

export const dialMessageSchema = z.strictObject({
  group: z.string().min(1),
  deliveryId: deliveryIdSchema,
});
export type DialMessage = z.infer<typeof dialMessageSchema>;

export const wakeMessageSchema = z.strictObject({
  engagementId: engagementIdSchema,
  shard: z.int().min(0),
});
export type WakeMessage = z.infer<typeof wakeMessageSchema>;

export const smsMessageSchema = taskRefSchema.extend({ deliveryId: deliveryIdSchema });
export type SmsMessage = z.infer<typeof smsMessageSchema>;

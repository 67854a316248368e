// The Dataverse actions of the product page, in their notation: names in capitals, ids as GUIDs.
import { z } from 'zod';
import { engagementIdSchema, taskIdSchema } from '../../domain/values/ids.ts';
import { InvalidInput } from '../../errors.ts';
import { parseInput } from '../requests/parse-request.ts';

/** A GUID with or without dashes, or a delivery id of this engine, which starts with its task id. */
const deliveryOrTaskId = z
  .string()
  .transform((text) => text.toLowerCase().replaceAll('-', '').split('.')[0] ?? '')
  .pipe(taskIdSchema);

export const createOperationSchema = z.strictObject({
  ApiVersion: z.literal('1.0'),
  ProactiveEngagementConfigId: engagementIdSchema,
  /** The delivery or delivery task to cancel; only for Cancel. */
  DeliveryId: deliveryOrTaskId.nullish(),
  Operation: z.enum(['Suspend', 'Resume', 'Cancel']),
});

export type CcaasOperation =
  | {
      kind: 'operate';
      engagementId: z.infer<typeof engagementIdSchema>;
      operation: 'Suspend' | 'Resume';
    }
  | {
      kind: 'cancel';
      engagementId: z.infer<typeof engagementIdSchema>;
      taskId: z.infer<typeof taskIdSchema>;
    };

/** Throws InvalidInput with every issue. */
export function readOperation(body: unknown): CcaasOperation {
  const input = parseInput(createOperationSchema, body, 'operation');
  const { ProactiveEngagementConfigId: engagementId, DeliveryId: taskId, Operation } = input;
  const task = taskId ?? undefined;
  if (Operation === 'Cancel') {
    if (task === undefined)
      throw createInvalidDelivery('is missing; it must name the delivery to cancel');
    return { kind: 'cancel', engagementId, taskId: task };
  }
  // A caller that names a delivery does not mean the whole engagement.
  if (task !== undefined)
    throw createInvalidDelivery(`is only for Cancel; ${Operation} applies to the engagement`);
  return { kind: 'operate', engagementId, operation: Operation };
}

const createInvalidDelivery = (message: string) =>
  new InvalidInput('The operation is not valid.', [{ path: 'DeliveryId', message }]);

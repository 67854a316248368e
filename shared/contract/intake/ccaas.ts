// The Dataverse actions of the product page, as their callers write them: names in capitals, ids as GUIDs.
import { z } from 'zod';
import { engagementIdSchema, taskIdSchema } from '../../domain/values/ids.ts';
import { InvalidInput } from '../../errors.ts';
import { parseInput } from '../requests/parse-request.ts';

/** A GUID with or without dashes, or one of our own delivery ids: its task is what it begins with. */
const deliveryOrTaskId = z
  .string()
  .transform((text) => text.toLowerCase().replaceAll('-', '').split('.')[0] ?? '')
  .pipe(taskIdSchema);

export const createOperationSchema = z.strictObject({
  ApiVersion: z.literal('1.0'),
  ProactiveEngagementConfigId: engagementIdSchema,
  /** Whose delivery or delivery task is cancelled; for Cancel alone. */
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

/** Throws InvalidInput with every fault. */
export function readOperation(body: unknown): CcaasOperation {
  const input = parseInput(createOperationSchema, body, 'operation');
  const { ProactiveEngagementConfigId: engagementId, DeliveryId: taskId, Operation } = input;
  const named = taskId ?? undefined;
  if (Operation === 'Cancel') {
    if (named === undefined) throw refused('is missing; it must name the delivery to cancel');
    return { kind: 'cancel', engagementId, taskId: named };
  }
  // The whole engagement is not what they meant who name one of its deliveries.
  if (named !== undefined) throw refused(`is for Cancel alone; ${Operation} is for an engagement`);
  return { kind: 'operate', engagementId, operation: Operation };
}

const refused = (message: string) =>
  new InvalidInput('The operation is not valid.', [{ path: 'DeliveryId', message }]);

// Valid ids and numbers; the same argument gives the same value.
import {
  type DeliveryId,
  type TaskId,
  deliveryIdSchema,
  taskIdSchema,
} from '../../../shared/domain/values/ids.ts';
import { type E164, e164Schema } from '../../../shared/domain/values/phone.ts';

/** A task id starts with the digits that choose the shard: 0 by default. */
export const aTaskId = (n = 1, shard = 0): TaskId =>
  taskIdSchema.parse(shard.toString(16).padStart(8, '0') + n.toString(16).padStart(24, '0'));

export const aDeliveryId = (task: string = aTaskId(), attempt = 1, ordinal = 1): DeliveryId =>
  deliveryIdSchema.parse(`${task}.${attempt}.${ordinal}`);

/** A number of Seattle's range for fiction; `n` from 0 to 99. */
export const aNumber = (n = 0): E164 => e164Schema.parse(`+12065550${(100 + n).toString()}`);

import type { DispositionCodeId } from '../values/ids.ts';
import type { Result } from '../outcome/result.ts';
import type { Instant } from '../values/time.ts';
import type { CallFacts, OpenDelivery } from './delivery.ts';
import type { Task } from './task.ts';

/** An effect is carried out after the next state is stored. The deliveries are stored with it. */
export type TaskEffect =
  | { kind: 'openDelivery'; delivery: OpenDelivery }
  | {
      kind: 'closeDelivery';
      deliveryId: OpenDelivery['id'];
      result: Result;
      facts: CallFacts;
      dispositionCodes: readonly DispositionCodeId[];
    }
  /** For a delivery that already has its result. */
  | {
      kind: 'recordDisposition';
      deliveryId: OpenDelivery['id'];
      dispositionCodes: readonly DispositionCodeId[];
    }
  | { kind: 'wake'; at: Instant }
  | { kind: 'sendSms'; deliveryId: OpenDelivery['id']; at: Instant };

export interface Advance {
  next: Task;
  effects: readonly TaskEffect[];
}

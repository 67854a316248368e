import { refOf, type Task } from '../../domain/task/task.ts';
import type { TaskEffect } from '../../domain/task/effect.ts';
import type { TaskEvent } from '../../domain/task/event.ts';
import { complete, type Delivery } from '../../domain/task/delivery.ts';
import { NotFound } from '../../errors.ts';
import type { Ports } from '../../ports/ports.ts';

/** The deliveries that the effects open, close or update; they are stored with the task. */
export async function changedDeliveries(
  { tasks, log }: Pick<Ports, 'tasks' | 'log'>,
  task: Task,
  effects: readonly TaskEffect[],
  event: TaskEvent,
): Promise<readonly Delivery[]> {
  const deliveries: Delivery[] = [];
  for (const effect of effects) {
    switch (effect.kind) {
      case 'openDelivery':
        deliveries.push(effect.delivery);
        break;
      case 'closeDelivery':
      case 'recordDisposition': {
        const delivery = await tasks.findDelivery(refOf(task), effect.deliveryId);
        if (delivery === undefined) throw new NotFound('delivery', effect.deliveryId);
        const change = changeDelivery(delivery, effect, event);
        if (change.kind === 'unchanged') break;
        deliveries.push(change.delivery);
        if (effect.kind === 'closeDelivery') {
          log.info('delivery.ended', { deliveryId: effect.deliveryId, result: effect.result });
        }
        break;
      }
      case 'wake':
      case 'sendSms':
        break;
    }
  }
  return deliveries;
}

type DeliveryChange =
  | { kind: 'changed'; delivery: Delivery }
  | { kind: 'unchanged'; because: 'alreadyEnded' | 'notEnded' };

function changeDelivery(
  delivery: Delivery,
  effect: TaskEffect & { kind: 'closeDelivery' | 'recordDisposition' },
  { now }: TaskEvent,
): DeliveryChange {
  switch (effect.kind) {
    case 'closeDelivery': {
      if (delivery.status !== 'InProcess') return { kind: 'unchanged', because: 'alreadyEnded' };
      const { result, facts, dispositionCodes } = effect;
      const ended = complete(delivery, result, facts, now, dispositionCodes);
      return { kind: 'changed', delivery: ended };
    }
    case 'recordDisposition': {
      if (delivery.status !== 'Complete') return { kind: 'unchanged', because: 'notEnded' };
      const dispositionCodes = [...effect.dispositionCodes];
      return { kind: 'changed', delivery: { ...delivery, dispositionCodes } };
    }
  }
}

import { refOf, type Task } from '../../domain/task/task.ts';
import type { TaskEffect } from '../../domain/task/effect.ts';
import type { Ports } from '../../ports/ports.ts';

/** Sends the messages of the effects. A lost message is made up for by the deadline of the task. */
export async function sendMessages(
  messageBus: Pick<Ports['messageBus'], 'wake' | 'sendSms'>,
  task: Task,
  effects: readonly TaskEffect[],
): Promise<void> {
  const { engagementId, shard } = task;
  for (const effect of effects) {
    switch (effect.kind) {
      case 'wake':
        await messageBus.wake([{ engagementId, shard, at: effect.at }]);
        break;
      case 'sendSms':
        await messageBus.sendSms(refOf(task), effect.deliveryId, effect.at);
        break;
      case 'openDelivery':
      case 'closeDelivery':
      case 'recordDisposition':
        break;
    }
  }
}

// Stores documents directly, as if the engine had reached this state.
import type { Call } from '../../../shared/domain/call/call.ts';
import type { Representative } from '../../../shared/domain/representative/representative.ts';
import { complete, noFacts, type OpenDelivery } from '../../../shared/domain/task/delivery.ts';
import { openDelivery } from '../../../shared/domain/task/open-delivery.ts';
import { refOf, type Task, type TaskIn } from '../../../shared/domain/task/task.ts';
import type { Ports } from '../../../shared/ports/ports.ts';
import type { Versioned } from '../../../shared/ports/versioned.ts';
import { aNumber } from './identity.ts';
import { noon } from './instants.ts';

/** Stores the task, counted as accepted, with its current delivery. */
export async function storeTask({ tasks }: Ports, task: Task): Promise<Versioned<Task>> {
  await tasks.create([{ task, delta: { accepted: 1 } }]);
  const delivery = deliveryOf(task);
  if (delivery !== undefined) {
    const version = await stored(tasks.find(refOf(task)));
    const delta = { [`${delivery.channel}.started`]: 1 };
    await tasks.commit({ task: version, next: task, deliveries: [delivery], delta });
    if (task.status === 'wrapUp') await endDelivery({ tasks }, task, delivery);
  }
  return stored(tasks.find(refOf(task)));
}

/** Completes the delivery of a task in wrap-up. */
async function endDelivery(
  { tasks }: Pick<Ports, 'tasks'>,
  task: TaskIn<'wrapUp'>,
  delivery: OpenDelivery,
): Promise<void> {
  const facts = { ...noFacts, answeredAt: noon, bridgedAt: noon };
  await tasks.commit({
    task: await stored(tasks.find(refOf(task))),
    next: task,
    deliveries: [complete(delivery, 'LiveAnswer', facts, noon, task.dispositionCodes)],
    delta: { 'voice.LiveAnswer': 1, answered: 1, connected: 1 },
  });
}

function deliveryOf(task: Task) {
  const common = { from: aNumber(99), startedAt: noon };
  switch (task.status) {
    case 'dialing':
    case 'connected':
    case 'wrapUp': {
      const { representativeId } = task;
      const claimed: TaskIn<'claimed'> = { ...task, status: 'claimed' };
      return openDelivery(claimed, { ...common, channel: 'voice', representativeId });
    }
    case 'texting':
      return openDelivery(task, { ...common, channel: 'sms', representativeId: null });
    default:
      return undefined;
  }
}

export const storeCall = ({ callStore }: Ports, call: Call): Promise<Versioned<Call>> =>
  callStore.save({ value: call, etag: null });

/** Stores the representative over any earlier one with the same id. */
export async function storeRepresentative({ representatives }: Ports, value: Representative) {
  const found = await representatives.find(value.id);
  await representatives.save({ value, etag: found?.etag ?? null });
}

async function stored<T>(found: Promise<T | undefined>): Promise<T> {
  const value = await found;
  if (value === undefined) throw new Error('The document was not stored.');
  return value;
}

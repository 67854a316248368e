import { refOf, type Task, type TaskIn } from '../../domain/task/task.ts';
import type { Instant } from '../../domain/values/time.ts';
import type { Ports } from '../../ports/ports.ts';
import type { ApplyTaskEvent } from '../tasks/apply-task-event.ts';

export type PassTaskDeadline = (task: Task, now: Instant) => Promise<void>;

export function createPassTaskDeadline({
  callStore,
  applyTaskEvent,
}: Pick<Ports, 'callStore'> & { applyTaskEvent: ApplyTaskEvent }): PassTaskDeadline {
  return async (task, now) => {
    if (task.status === 'dialing' || task.status === 'connected') return settleLost(task, now);
    await applyTaskEvent(refOf(task), { kind: 'deadlinePassed', now });
  };

  /** A task without a report of its call gets the stored result of the call, or Unknown. */
  async function settleLost(task: TaskIn<'dialing' | 'connected'>, now: Instant): Promise<void> {
    const { pacingGroup, deliveryId } = task;
    const call = (await callStore.find(pacingGroup, deliveryId))?.value;
    if (call === undefined) {
      await applyTaskEvent(refOf(task), { kind: 'deadlinePassed', now });
      return;
    }
    // A live call has its own deadline, which settles both.
    if (call.status !== 'settled') return;
    const { result, facts } = call;
    const event = { kind: 'ended', now, deliveryId, result, facts, wrapUpUntil: null } as const;
    await applyTaskEvent(refOf(task), event);
  }
}

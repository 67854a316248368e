// The contact and the representative are connected: the task and the representative are updated. This follows the
// bridge, which must not wait.
import type { Call } from '../../domain/call/call.ts';
import { decide } from '../../domain/representative/decide.ts';
import { later, MINUTE } from '../../domain/values/time.ts';
import type { ApplyTaskEvent } from '../tasks/apply-task-event.ts';
import { retryOnConflict } from '../../concurrency/retry-on-conflict.ts';
import type { Ports } from '../../ports/ports.ts';

/** Task and representative outlast the deadline of the call, so that the end of the call moves them. */
const marginMs = 5 * MINUTE;

export type MarkConnected = (call: Call) => Promise<void>;

export function createMarkConnected(
  deps: Pick<Ports, 'representatives' | 'clock'> & {
    applyTaskEvent: ApplyTaskEvent;
  },
): MarkConnected {
  const { representatives, applyTaskEvent, clock } = deps;

  return async (call) => {
    const now = clock.now();
    const { id: deliveryId, engagementId, shard, taskId } = call;
    const until = later(now, call.plan.maximumCallMs + marginMs);
    await retryOnConflict(clock, async () => {
      const found = await representatives.find(call.representative.id);
      if (found === undefined) return;
      const decision = decide(found.value, { kind: 'joined', now, deliveryId, until });
      if (decision.kind === 'apply') await representatives.save({ ...found, value: decision.next });
    });
    await applyTaskEvent(
      { engagementId, shard, taskId },
      { kind: 'connected', now, deliveryId, deadlineAt: until },
    );
  };
}

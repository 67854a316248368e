// Reserves the task, reserves the representative, and writes the queued call. The reservation checks the windows
// again, so a task outside its hours returns to waiting without a reserved representative.
import type { Call } from '../../domain/call/call.ts';
import type { E164 } from '../../domain/values/phone.ts';
import { decide } from '../../domain/representative/decide.ts';
import type { Representative } from '../../domain/representative/representative.ts';
import { refOf, type Task, type TaskIn } from '../../domain/task/task.ts';
import { type Instant, later, MINUTE, SECOND } from '../../domain/values/time.ts';
import { ConcurrencyConflict } from '../../errors.ts';
import type { Versioned } from '../../ports/versioned.ts';
import type { ApplyTaskEvent } from '../tasks/apply-task-event.ts';
import type { Ports } from '../../ports/ports.ts';
import { buildQueuedCall } from './build-queued-call.ts';
import type { DialableCampaign } from './dialable-campaign.ts';

/** How long a reserved task may wait for its dial. */
export const taskReservationMs = 30 * SECOND;
/** How long a reservation outlasts the ringing: message delivery, placing and screening. */
const reservationMarginMs = 3 * MINUTE;

interface CallRequest {
  campaign: DialableCampaign;
  task: Versioned<Task>;
  representative: Versioned<Representative>;
  from: E164;
  now: Instant;
}

type QueueResult =
  | { kind: 'queued'; call: Call }
  /** Another tick has it, or its state has changed since it was read. */
  | { kind: 'notQueued'; because: 'taskUnavailable' | 'representativeUnavailable' };

export type ReserveAndQueueCall = (request: CallRequest) => Promise<QueueResult>;

export function createReserveAndQueueCall(
  deps: Pick<Ports, 'callStore' | 'representatives' | 'ids'> & {
    applyTaskEvent: ApplyTaskEvent;
  },
): ReserveAndQueueCall {
  const { callStore, representatives, ids, applyTaskEvent } = deps;

  return async ({ campaign, task: candidate, representative, from, now }) => {
    const deadlineAt = later(now, taskReservationMs);
    const reservation = await reserveTask(candidate, representative.value, {
      pacingGroup: campaign.group,
      now,
      until: deadlineAt,
    });
    if (reservation.kind === 'unavailable') {
      return { kind: 'notQueued', because: 'taskUnavailable' };
    }
    const { task } = reservation;
    if (!(await tryReserveRepresentative(representative, task, campaign, now))) {
      await releaseTask(task, now);
      return { kind: 'notQueued', because: 'representativeUnavailable' };
    }
    const call = buildQueuedCall({
      campaign,
      task,
      representative: representative.value,
      from,
      secret: ids.secret(),
      now,
      deadlineAt,
    });
    await callStore.save({ value: call, etag: null });
    return { kind: 'queued', call };
  };

  async function reserveTask(
    task: Versioned<Task>,
    { id: representativeId }: Representative,
    { pacingGroup, now, until }: { pacingGroup: string; now: Instant; until: Instant },
  ): Promise<{ kind: 'reserved'; task: TaskIn<'claimed'> } | { kind: 'unavailable' }> {
    const event = { kind: 'claim', now, representativeId, pacingGroup, until } as const;
    try {
      const decision = await applyTaskEvent(refOf(task.value), event, task);
      return decision.kind === 'apply' && decision.next.status === 'claimed'
        ? { kind: 'reserved', task: decision.next }
        : { kind: 'unavailable' };
    } catch (error) {
      if (error instanceof ConcurrencyConflict) return { kind: 'unavailable' };
      throw error;
    }
  }

  /** False if the representative is no longer available. */
  async function tryReserveRepresentative(
    representative: Versioned<Representative>,
    { deliveryId }: TaskIn<'claimed'>,
    { engagement, group: pacingGroup }: DialableCampaign,
    now: Instant,
  ): Promise<boolean> {
    const { ringTimeoutSeconds } = engagement.callSettings;
    const until = later(now, ringTimeoutSeconds * SECOND + reservationMarginMs);
    const event = { kind: 'reserve', now, deliveryId, pacingGroup, until } as const;
    const decision = decide(representative.value, event);
    if (decision.kind === 'ignore') return false;
    try {
      await representatives.save({ ...representative, value: decision.next });
      return true;
    } catch (error) {
      if (error instanceof ConcurrencyConflict) return false;
      throw error;
    }
  }

  async function releaseTask(task: TaskIn<'claimed'>, now: Instant) {
    const { deliveryId } = task;
    await applyTaskEvent(refOf(task), { kind: 'neverDialed', now, deliveryId, againFrom: now });
  }
}

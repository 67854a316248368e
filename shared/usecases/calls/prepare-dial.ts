// The checks right before a dial. They end with a reserved number, a counted attempt and an open delivery.
import { ignoreCorruptRecord } from '../../concurrency/ignore-corrupt-record.ts';
import type { Call } from '../../domain/call/call.ts';
import type { TaskIn } from '../../domain/task/task.ts';
import type { DeliveryId } from '../../domain/values/ids.ts';
import { type Instant, later } from '../../domain/values/time.ts';
import type { Ports } from '../../ports/ports.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import type { CheckDialAllowed } from '../compliance/check-dial-allowed.ts';
import { type DialPermission, recordRecheckMs } from '../compliance/dial-permission.ts';
import { numberReservedUntil, reserveCall } from '../compliance/reserve-call.ts';
import type { ApplyTaskEvent } from '../tasks/apply-task-event.ts';

type DialPreparation =
  | { kind: 'ready' }
  /** A gate is closed, and the task has moved to its next state. */
  | { kind: 'blocked' }
  /** The task has ended, waits again, or belongs to another delivery. */
  | { kind: 'taskMovedOn' };

export type PrepareDial = (call: Call, now: Instant) => Promise<DialPreparation>;

export interface PrepareDialDeps extends Pick<Ports, 'tasks' | 'contacts' | 'clock' | 'log'> {
  campaigns: CampaignCache;
  applyTaskEvent: ApplyTaskEvent;
  checkDialAllowed: CheckDialAllowed;
}

export function createPrepareDial(deps: PrepareDialDeps): PrepareDial {
  const { campaigns, tasks, contacts, clock, log, applyTaskEvent, checkDialAllowed } = deps;

  return async (call, now) => {
    const { engagementId, shard, taskId, id: deliveryId } = call;
    const ref = { engagementId, shard, taskId };
    const task = await tasks.find(ref);
    if (task?.value.status !== 'dialing' && task?.value.status !== 'claimed') return movedOn;
    if (task.value.deliveryId !== deliveryId) return movedOn;
    // An earlier message of the same dial reached this point and crashed before it saved the intent.
    if (task.value.status === 'dialing') return ready;

    const permission = await checkAndReserve(task.value, call, now).catch((error: unknown) => {
      ignoreCorruptRecord(error);
      return blockedByCorruptRecord(deliveryId, now);
    });
    if (permission.kind !== 'yes') {
      if (permission.kind === 'no') await applyTaskEvent(ref, permission.event, task);
      log.info('task.blocked', { taskId, deliveryId, because: permission.because });
      return { kind: 'blocked' };
    }
    const deadlineAt = numberReservedUntil(call, now);
    const event = { kind: 'dialed', now, deliveryId, from: call.from, deadlineAt } as const;
    const decision = await applyTaskEvent(ref, event, task);
    if (decision.kind === 'apply') return ready;
    // Another message of the same dial came first. The save of the intent decides which one dials.
    const current = (await tasks.find(ref))?.value;
    const isOurs = current?.status === 'dialing' && current.deliveryId === deliveryId;
    return isOurs ? ready : movedOn;
  };

  /** Checks every gate, and again the records that a concurrent dial may have changed since. */
  async function checkAndReserve(
    task: TaskIn<'claimed'>,
    call: Call,
    now: Instant,
  ): Promise<DialPermission> {
    const permission = await checkDialAllowed(task, call, now);
    if (permission.kind !== 'yes') return permission;
    const campaign = await campaigns.campaign(call.engagementId);
    const limits = campaign?.engagement.frequencyLimits ?? null;
    return reserveCall({ contacts, clock }, call, limits, now);
  }
}

const ready: DialPreparation = { kind: 'ready' };
const movedOn: DialPreparation = { kind: 'taskMovedOn' };

function blockedByCorruptRecord(deliveryId: DeliveryId, now: Instant): DialPermission {
  const until = later(now, recordRecheckMs);
  const event = { kind: 'blocked', now, deliveryId, because: 'throttled', until } as const;
  return { kind: 'no', because: 'corruptRecord', event };
}

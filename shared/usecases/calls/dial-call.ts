// One dial. All gates are checked again right before it. Then the number is reserved and the attempt is counted. The
// delivery is opened and the intent is saved. Only then the call is requested, once. A repeated message finds the
// intent and dials nothing.
import type { Call } from '../../domain/call/call.ts';
import type { DeliveryId } from '../../domain/values/ids.ts';
import type { TaskIn } from '../../domain/task/task.ts';
import { type Instant, later, SECOND } from '../../domain/values/time.ts';
import type { ApplyCallEvent } from './apply-call-event.ts';
import type { ApplyTaskEvent } from '../tasks/apply-task-event.ts';
import { callbackUrlOf } from './callback-token.ts';
import type { CheckDialAllowed } from '../compliance/check-dial-allowed.ts';
import { releaseNumber, undoContactAttempt } from '../compliance/contact-attempts.ts';
import { type DialPermission, recordRecheckMs } from '../compliance/dial-permission.ts';
import { numberReservedUntil, reserveCall } from '../compliance/reserve-call.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import { ignoreCorruptRecord } from '../../concurrency/ignore-corrupt-record.ts';
import type { Ports } from '../../ports/ports.ts';

export interface DialCallDeps extends Pick<
  Ports,
  'callStore' | 'tasks' | 'contacts' | 'callControl' | 'clock' | 'log'
> {
  campaigns: CampaignCache;
  applyTaskEvent: ApplyTaskEvent;
  applyCallEvent: ApplyCallEvent;
  checkDialAllowed: CheckDialAllowed;
  /** The base address of this app: `https://…/api`. */
  publicUrl: string;
}

/** After a throttled request without a hint, the number is retried after this time. */
const throttledMs = 5 * SECOND;
const putOff = (deliveryId: DeliveryId, now: Instant): DialPermission => ({
  kind: 'no',
  because: 'corruptRecord',
  event: {
    kind: 'blocked',
    now,
    deliveryId,
    because: 'throttled',
    until: later(now, recordRecheckMs),
  },
});

export function createDialCall(deps: DialCallDeps) {
  const { campaigns, callStore, tasks, contacts, callControl, clock, log, applyTaskEvent } = deps;
  const { applyCallEvent } = deps;

  return async (group: string, id: DeliveryId): Promise<void> => {
    const now = clock.now();
    const call = await callStore.find(group, id);
    if (call?.value.status !== 'queued' || call.value.deadlineAt <= now) {
      log.warn('call.ignored', { deliveryId: id, event: 'dial', reason: 'notQueued' });
      await tidy(group, id);
      return;
    }
    if (!(await prepare(call.value))) {
      const withdrawn = { kind: 'withdrawn', now, againFrom: now, unlessPlacing: true } as const;
      const decision = await applyCallEvent(group, id, withdrawn);
      if (decision?.kind !== 'apply') await tidy(group, id);
      return;
    }
    // From here on a second message must not dial: one of several concurrent messages saves the intent.
    const intent = await applyCallEvent(group, id, { kind: 'placing', now: clock.now() });
    if (intent?.kind === 'apply') await place(call.value);
    else await tidy(group, id);
  };

  /** Opens the delivery; false if a gate is closed or the task belongs to another delivery. */
  async function prepare(call: Call): Promise<boolean> {
    const { engagementId, shard, taskId, id: deliveryId } = call;
    const ref = { engagementId, shard, taskId };
    const task = await tasks.find(ref);
    if (task?.value.status !== 'dialing' && task?.value.status !== 'claimed') return false;
    if (task.value.deliveryId !== deliveryId) return false;
    // An earlier message of the same dial reached this point and crashed before it saved the intent.
    if (task.value.status === 'dialing') return true;

    const answer = await mayEnter(task.value, call).catch((error: unknown) => {
      ignoreCorruptRecord(error);
      return putOff(deliveryId, clock.now());
    });
    if (answer.kind === 'no') {
      if (answer.event !== null) await applyTaskEvent(ref, answer.event, task);
      log.info('task.blocked', { taskId, deliveryId, because: answer.because });
      return false;
    }
    const now = clock.now();
    const deadlineAt = numberReservedUntil(call, now);
    const event = { kind: 'dialed', now, deliveryId, from: call.from, deadlineAt } as const;
    const decision = await applyTaskEvent(ref, event, task);
    if (decision.kind === 'apply') return true;
    // Another message of the same dial came first. The save of the intent decides which one dials.
    const current = (await tasks.find(ref))?.value;
    return current?.status === 'dialing' && current.deliveryId === deliveryId;
  }

  /** Checks every gate, and again the records that a concurrent dial may have changed since. */
  async function mayEnter(task: TaskIn<'claimed'>, call: Call): Promise<DialPermission> {
    const answer = await deps.checkDialAllowed(task, call);
    if (answer.kind === 'no') return answer;
    const campaign = await campaigns.campaign(call.engagementId);
    const limits = campaign?.engagement.frequencyLimits ?? null;
    return reserveCall({ contacts, clock }, call, limits, clock.now());
  }

  /** A slow dial may write its reservation after the settlement has already released it, so it is undone again. */
  async function tidy(group: string, id: DeliveryId): Promise<void> {
    const call = (await callStore.find(group, id))?.value;
    if (call?.status !== 'ended' && call?.status !== 'settled') return;
    await releaseNumber({ contacts, clock }, call);
    // Only a call that was never requested is canceled.
    if (call.result === 'Cancelled') await undoContactAttempt({ contacts, clock }, call);
  }

  async function place(call: Call): Promise<void> {
    const { id: deliveryId, pacingGroup, to, from, plan } = call;
    const callbackUrl = callbackUrlOf(deps.publicUrl, call);
    const listens = plan.detection === 'speech';
    const placement = await callControl.place({ deliveryId, to, from, callbackUrl, listens });
    const now = clock.now();
    switch (placement.kind) {
      case 'placed': {
        const { connectionId, callId } = placement;
        log.info('delivery.dialed', { deliveryId });
        await applyCallEvent(pacingGroup, deliveryId, {
          kind: 'placed',
          now,
          connectionId,
          callId,
        });
        return;
      }
      case 'refused': {
        const { result, diagnostics } = placement;
        const connectionId = null;
        const event = { kind: 'failed', now, connectionId, result, diagnostics } as const;
        await applyCallEvent(pacingGroup, deliveryId, event);
        return;
      }
      case 'throttled': {
        const againFrom = later(now, placement.retryAfterMs ?? throttledMs);
        await applyCallEvent(pacingGroup, deliveryId, { kind: 'withdrawn', now, againFrom });
        return;
      }
      case 'misconfigured': {
        log.error('delivery.refused', { deliveryId, message: placement.diagnostics });
        const againFrom = later(now, placement.retryAfterMs);
        await applyCallEvent(pacingGroup, deliveryId, { kind: 'withdrawn', now, againFrom });
        return;
      }
      case 'unclear':
        log.warn('delivery.unclear', { deliveryId });
    }
  }
}

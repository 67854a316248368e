// One dial. Every gate is asked once more at the moment of dialling; then the number and the contact are told, the
// delivery is opened, the intent is saved, and only then the call is asked for, once. A message that comes again finds
// the intent and dials nothing.
import type { Call } from '../domain/call/call.ts';
import { enterReach, occupy } from '../domain/contact/caps.ts';
import type { DeliveryId } from '../domain/ids.ts';
import { later, MINUTE, SECOND } from '../domain/time.ts';
import type { Caller } from '../ports/caller.ts';
import type { Contacts } from '../ports/contacts.ts';
import type { Floor } from '../ports/floor.ts';
import type { Log } from '../ports/log.ts';
import type { System } from '../ports/system.ts';
import type { Tasks } from '../ports/tasks.ts';
import type { Versioned } from '../ports/versioned.ts';
import { onConflict } from './again.ts';
import type { ApplyCallEvent } from './apply-call-event.ts';
import type { ChangeTask } from './change-task.ts';
import { callbackUrlOf } from './callback-token.ts';
import type { MayDialNow } from './may-dial-now.ts';

export interface DialDeps {
  floor: Floor;
  tasks: Tasks;
  contacts: Contacts;
  caller: Caller;
  system: System;
  log: Log;
  changeTask: ChangeTask;
  applyCallEvent: ApplyCallEvent;
  mayDialNow: MayDialNow;
  /** Where the service reaches this app: `https://…/api`. */
  publicUrl: string;
}

/** What a task and a number allow beyond ringing before the sweep looks after them. */
const marginMs = 5 * MINUTE;
/** When throttled without a hint, the number is tried again after this long. */
const throttledMs = 5 * SECOND;

export function dial(deps: DialDeps) {
  const { floor, tasks, contacts, caller, system, log, changeTask, applyCallEvent } = deps;

  return async (group: string, id: DeliveryId): Promise<void> => {
    const now = system.now();
    const call = await floor.find(group, id);
    if (call?.value.status !== 'queued' || call.value.deadlineAt <= now) {
      log.warn('call.ignored', { deliveryId: id, event: 'dial', reason: 'notQueued' });
      return;
    }
    if (!(await prepare(call.value))) {
      await applyCallEvent(group, id, {
        kind: 'withdrawn',
        now,
        againFrom: now,
        unlessPlacing: true,
      });
      return;
    }
    // From here on a second message must not dial: of several that race, one saves the intent.
    const intent = await applyCallEvent(group, id, { kind: 'placing', now: system.now() });
    if (intent?.kind === 'apply') await place(call.value);
  };

  /** Opens the delivery; false when a gate is closed or the task is no longer ours. */
  async function prepare(call: Call): Promise<boolean> {
    const { engagementId, shard, taskId, id: deliveryId } = call;
    const ref = { engagementId, shard, taskId };
    const task = await tasks.find(ref);
    if (task === undefined || !('deliveryId' in task.value)) return false;
    if (task.value.deliveryId !== deliveryId) return false;
    // An earlier message of the same dial came this far and died before it saved the intent.
    if (task.value.status === 'dialing') return true;
    if (task.value.status !== 'claimed') return false;

    const answer = await deps.mayDialNow(task.value, call);
    if (answer.kind === 'no') {
      if (answer.event !== null) await changeTask(ref, answer.event, task);
      log.info('task.blocked', { taskId, deliveryId, because: answer.because });
      return false;
    }
    if (!(await enter(call))) return false;
    const now = system.now();
    const { ringTimeoutMs, maximumCallMs } = call.plan;
    const deadlineAt = later(now, ringTimeoutMs + maximumCallMs + marginMs);
    const event = { kind: 'dialed', now, deliveryId, from: call.from, deadlineAt } as const;
    const decision = await changeTask(ref, event, task);
    if (decision.kind === 'apply') return true;
    // Another message of the same dial was quicker: which of the two dials, the saving of the intent decides.
    const current = (await tasks.find(ref))?.value;
    return current?.status === 'dialing' && current.deliveryId === deliveryId;
  }

  /** Takes the number for this delivery and enters it in the contact's log; false when another delivery was quicker. */
  async function enter(call: Call): Promise<boolean> {
    const { id: deliveryId, engagementId, to } = call;
    const { ringTimeoutMs, maximumCallMs } = call.plan;
    const at = system.now();
    const until = later(at, ringTimeoutMs + maximumCallMs + marginMs);
    const taken = await onConflict(async () => {
      const record: Versioned<Parameters<typeof occupy>[0]> = await contacts.number(to);
      const { open } = record.value;
      if (open !== null && open.deliveryId !== deliveryId && open.until > at) return false;
      await contacts.saveNumber({ ...record, value: occupy(record.value, deliveryId, until) });
      return true;
    });
    if (!taken) return false;
    await onConflict(async () => {
      const contact = await contacts.find(call.contactId);
      if (contact === undefined) return;
      const entry = { deliveryId, engagementId, channel: 'voice', at } as const;
      await contacts.save({ ...contact, value: enterReach(contact.value, entry) });
    });
    return true;
  }

  async function place(call: Call): Promise<void> {
    const { id: deliveryId, pacingGroup, to, from, plan } = call;
    const callbackUrl = callbackUrlOf(deps.publicUrl, call);
    const listens = plan.detection === 'speech';
    const placement = await caller.place({ deliveryId, to, from, callbackUrl, listens });
    const now = system.now();
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
      case 'unclear':
        log.warn('delivery.unclear', { deliveryId });
    }
  }
}

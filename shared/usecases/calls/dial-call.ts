// One dial. All gates are checked again, the number is reserved and the attempt is counted. Then the intent is saved.
// Only then the call is requested, once. A repeated message finds the intent and dials nothing.
import { releaseNumber, undoContactAttempt } from '../compliance/contact-attempts.ts';
import type { Ports } from '../../ports/ports.ts';
import type { DeliveryId } from '../../domain/values/ids.ts';
import type { ApplyCallEvent } from './apply-call-event.ts';
import type { PlaceCall } from './place-call.ts';
import type { PrepareDial } from './prepare-dial.ts';

export interface DialCallDeps extends Pick<Ports, 'callStore' | 'contacts' | 'clock' | 'log'> {
  prepareDial: PrepareDial;
  placeCall: PlaceCall;
  applyCallEvent: ApplyCallEvent;
}

export function createDialCall(deps: DialCallDeps) {
  const { callStore, contacts, clock, log, prepareDial, placeCall, applyCallEvent } = deps;

  return async (group: string, id: DeliveryId): Promise<void> => {
    const now = clock.now();
    const call = await callStore.find(group, id);
    if (call?.value.status !== 'queued' || call.value.deadlineAt <= now) {
      log.warn('call.ignored', { deliveryId: id, event: 'dial', reason: 'notQueued' });
      await releaseIfEnded(group, id);
      return;
    }
    const preparation = await prepareDial(call.value, now);
    if (preparation.kind !== 'ready') {
      const withdrawn = { kind: 'withdrawn', now, againFrom: now, unlessPlacing: true } as const;
      const decision = await applyCallEvent(group, id, withdrawn);
      if (decision?.kind !== 'apply') await releaseIfEnded(group, id);
      return;
    }
    // The deadline of the placing request starts here, not at the start of a slow dial. From here on a second message
    // must not dial: one of several concurrent messages saves the intent.
    const intent = await applyCallEvent(group, id, { kind: 'placing', now: clock.now() });
    if (intent?.kind === 'apply') await placeCall(call.value);
    else await releaseIfEnded(group, id);
  };

  /** A slow dial may write its reservation after the settlement has already released it, so it is undone again. */
  async function releaseIfEnded(group: string, id: DeliveryId): Promise<void> {
    const call = (await callStore.find(group, id))?.value;
    if (call?.status !== 'ended' && call?.status !== 'settled') return;
    await releaseNumber({ contacts, clock }, call);
    // Only a call that was never requested is canceled.
    if (call.result === 'Cancelled') await undoContactAttempt({ contacts, clock }, call);
  }
}

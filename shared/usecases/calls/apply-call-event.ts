// Every event of a live call passes here, from callbacks, from our dial and from time: decide, save, then act. A
// failed act becomes an event, and the call continues by its own rules.
import { type Call, holdsLine } from '../../domain/call/call.ts';
import { decide } from '../../domain/call/decide.ts';
import type { CallDecision, CallEffect, CallEvent } from '../../domain/call/event.ts';
import type { DeliveryId } from '../../domain/values/ids.ts';
import { ConcurrencyConflict, isKnown } from '../../errors.ts';
import type { Versioned } from '../../ports/versioned.ts';
import { retryOnConflict } from '../../concurrency/retry-on-conflict.ts';
import type { MarkConnected } from './mark-connected.ts';
import type { SettleCall } from './settle-call.ts';
import type { Ports } from '../../ports/ports.ts';

type TelephoneEffect = Exclude<CallEffect, { kind: 'markConnected' | 'settle' }>;

export interface ApplyCallEventDeps extends Pick<
  Ports,
  'callStore' | 'callControl' | 'clock' | 'log'
> {
  markConnected: MarkConnected;
  settleCall: SettleCall;
}

/** Throws ConcurrencyConflict after the last lost race. A call that does not exist is ignored. */
export type ApplyCallEvent = (
  group: string,
  id: DeliveryId,
  event: CallEvent,
  /** The call as just read, which saves a read; after a lost race it is read again. */
  known?: Versioned<Call>,
) => Promise<CallDecision | undefined>;

export function createApplyCallEvent(deps: ApplyCallEventDeps): ApplyCallEvent {
  const { callStore, callControl, clock, log } = deps;

  const apply: ApplyCallEvent = async (group, id, event, known) => {
    let fresh = known;
    const found = await retryOnConflict(clock, async () => {
      const call = fresh ?? (await callStore.find(group, id));
      fresh = undefined;
      if (call === undefined) return undefined;
      const decision = decide(call.value, event);
      if (decision.kind === 'ignore') return { decision, saved: call };
      return { decision, saved: await callStore.save({ ...call, value: decision.next }) };
    });
    if (found === undefined) {
      log.warn('call.unknown', { reason: `no call for ${event.kind}` });
      return undefined;
    }
    const { decision, saved } = found;
    if (decision.kind === 'ignore') {
      const { reason } = decision;
      const level = reason === 'nothingNew' || reason === 'notDue' ? 'info' : 'warn';
      log[level]('call.ignored', { deliveryId: id, event: event.kind, reason });
      return decision;
    }
    for (const effect of decision.effects) await carryOut(saved, effect);
    return decision;
  };

  async function carryOut(call: Versioned<Call>, effect: CallEffect): Promise<void> {
    switch (effect.kind) {
      case 'listen':
        return orElse(call.value, effect, () =>
          callControl.listen(effect.connectionId, effect.to, call.value.plan.language),
        );
      case 'addRepresentative':
        return orElse(call.value, effect, () =>
          callControl.addRepresentative(effect.connectionId, effect.address, effect.withinMs),
        );
      case 'speak':
        return orElse(call.value, effect, () =>
          callControl.speak(effect.connectionId, effect.text, call.value.plan.language),
        );
      case 'hangUp': {
        const act = () => callControl.hangUp(effect.connectionId);
        // An ended call has no deadline that repeats the hang-up. The error fails the callback, and the service sends
        // it again.
        return holdsLine[call.value.status] ? orElse(call.value, effect, act) : act();
      }
      case 'markConnected':
        return deps.markConnected(call.value);
      case 'settle':
        return settle(call);
    }
  }

  /**
   * The call continues without a failed act: a failed recognition counts as a person, a failed prompt as not spoken.
   */
  async function orElse(
    { pacingGroup, id }: Call,
    effect: TelephoneEffect,
    act: () => Promise<void>,
  ): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!isKnown(error)) throw error;
      log.warn('call.effectFailed', {
        deliveryId: id,
        effect: effect.kind,
        message: error.message,
      });
      const event = failureOf(effect);
      if (event !== null) await apply(pacingGroup, id, event);
    }
  }

  function failureOf(effect: TelephoneEffect): CallEvent | null {
    const { connectionId } = effect;
    const now = clock.now();
    switch (effect.kind) {
      case 'listen':
        return { kind: 'heard', now, connectionId, speech: null };
      case 'addRepresentative':
        return { kind: 'representativeMissing', now, connectionId };
      case 'speak':
        return { kind: 'promptOver', now, connectionId, spoken: false };
      // The deadline of the hang-up repeats it.
      case 'hangUp':
        return null;
    }
  }

  async function settle(call: Versioned<Call>): Promise<void> {
    if (call.value.status !== 'ended') return;
    await deps.settleCall(call.value);
    const decision = decide(call.value, { kind: 'settled', now: clock.now() });
    if (decision.kind === 'ignore') return;
    try {
      await callStore.save({ ...call, value: decision.next });
    } catch (error) {
      // The sweep settled the same call concurrently; the second settlement changes nothing.
      if (!(error instanceof ConcurrencyConflict)) throw error;
    }
  }

  return apply;
}

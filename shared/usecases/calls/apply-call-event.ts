// Every event of a live call passes here, from callbacks, from our dial and from time: decide, save, then act. A
// failed act becomes an event, and the call continues by its own rules.
import type { Call } from '../../domain/call/call.ts';
import { decide } from '../../domain/call/decide.ts';
import type { CallDecision, CallEffect, CallEvent } from '../../domain/call/event.ts';
import type { DeliveryId } from '../../domain/values/ids.ts';
import { ConcurrencyConflict } from '../../errors.ts';
import type { Versioned } from '../../ports/versioned.ts';
import { retryOnConflict } from '../../concurrency/retry-on-conflict.ts';
import type { ControlCall } from './control-call.ts';
import type { MarkConnected } from './mark-connected.ts';
import type { SettleCall } from './settle-call.ts';
import type { Ports } from '../../ports/ports.ts';

export interface ApplyCallEventDeps extends Pick<Ports, 'callStore' | 'clock' | 'log'> {
  controlCall: ControlCall;
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
  const { callStore, clock, log, controlCall, markConnected, settleCall } = deps;

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
    for (const effect of decision.effects) await perform(saved, effect);
    return decision;
  };

  async function perform(call: Versioned<Call>, effect: CallEffect): Promise<void> {
    switch (effect.kind) {
      case 'markConnected':
        return markConnected(call.value);
      case 'settle':
        return settle(call);
      default: {
        const { pacingGroup, id } = call.value;
        const result = await controlCall(call.value, effect);
        if (result.kind === 'failed') await apply(pacingGroup, id, result.event);
      }
    }
  }

  async function settle(call: Versioned<Call>): Promise<void> {
    if (call.value.status !== 'ended') return;
    await settleCall(call.value);
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

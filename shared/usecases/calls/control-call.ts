import { type Call, holdsLine } from '../../domain/call/call.ts';
import type { CallEffect, CallEvent } from '../../domain/call/event.ts';
import type { Instant } from '../../domain/values/time.ts';
import { isKnown } from '../../errors.ts';
import type { Ports } from '../../ports/ports.ts';

type ControlEffect = Exclude<CallEffect, { kind: 'markConnected' | 'settle' }>;

type ControlResult =
  | { kind: 'done' }
  /** The call continues without the act; the event says how. */
  | { kind: 'failed'; event: CallEvent }
  /** The deadline of the call repeats the act. */
  | { kind: 'postponed' };

/** Performs an effect on the telephone call. */
export type ControlCall = (call: Call, effect: ControlEffect) => Promise<ControlResult>;

export function createControlCall({
  callControl,
  clock,
  log,
}: Pick<Ports, 'callControl' | 'clock' | 'log'>): ControlCall {
  return async (call, effect) => {
    try {
      await perform(call, effect);
      return { kind: 'done' };
    } catch (error) {
      if (!isKnown(error)) throw error;
      // An ended call has no deadline that repeats the hang-up. The error fails the callback, and the service sends it
      // again.
      if (effect.kind === 'hangUp' && !holdsLine[call.status]) throw error;
      const { message } = error;
      log.warn('call.effectFailed', { deliveryId: call.id, effect: effect.kind, message });
      // The failed request may have lasted for seconds.
      return toResult(effect, clock.now());
    }
  };

  function perform({ plan: { language } }: Call, effect: ControlEffect): Promise<void> {
    const { connectionId } = effect;
    switch (effect.kind) {
      case 'listen':
        return callControl.listen(connectionId, effect.to, language);
      case 'addRepresentative':
        return callControl.addRepresentative(connectionId, effect.address, effect.withinMs);
      case 'speak':
        return callControl.speak(connectionId, effect.text, language);
      case 'hangUp':
        return callControl.hangUp(connectionId);
    }
  }
}

/** A failed recognition counts as a person, a failed prompt as not spoken. */
function toResult({ kind, connectionId }: ControlEffect, now: Instant): ControlResult {
  switch (kind) {
    case 'listen':
      return { kind: 'failed', event: { kind: 'heard', now, connectionId, speech: null } };
    case 'addRepresentative':
      return { kind: 'failed', event: { kind: 'representativeMissing', now, connectionId } };
    case 'speak':
      return { kind: 'failed', event: { kind: 'promptOver', now, connectionId, spoken: false } };
    case 'hangUp':
      return { kind: 'postponed' };
  }
}

// Requests the call, once, and records what the service answers.
import type { Call } from '../../domain/call/call.ts';
import type { CallEvent } from '../../domain/call/event.ts';
import { later, SECOND } from '../../domain/values/time.ts';
import type { Ports } from '../../ports/ports.ts';
import type { ApplyCallEvent } from './apply-call-event.ts';
import { callbackUrlOf } from './callback-token.ts';

/** After a throttled request without a hint, the number is retried after this time. */
const throttledMs = 5 * SECOND;

export type PlaceCall = (call: Call) => Promise<void>;

export interface PlaceCallDeps extends Pick<Ports, 'callControl' | 'clock' | 'log'> {
  applyCallEvent: ApplyCallEvent;
  /** The base address of this app: `https://…/api`. */
  publicUrl: string;
}

export function createPlaceCall(deps: PlaceCallDeps): PlaceCall {
  const { callControl, clock, log, applyCallEvent, publicUrl } = deps;

  return async (call) => {
    const { id: deliveryId, pacingGroup, to, from, plan } = call;
    const callbackUrl = callbackUrlOf(publicUrl, call);
    const listens = plan.detection === 'speech';
    const placement = await callControl.place({ deliveryId, to, from, callbackUrl, listens });
    // The ring time and the wait before a retry start at the answer of the service.
    const now = clock.now();
    const record = (event: CallEvent) => applyCallEvent(pacingGroup, deliveryId, event);
    switch (placement.kind) {
      case 'placed': {
        const { connectionId, callId } = placement;
        log.info('delivery.dialed', { deliveryId });
        await record({ kind: 'placed', now, connectionId, callId });
        return;
      }
      case 'refused': {
        const { result, diagnostics } = placement;
        await record({ kind: 'failed', now, connectionId: null, result, diagnostics });
        return;
      }
      case 'throttled': {
        const againFrom = later(now, placement.retryAfterMs ?? throttledMs);
        await record({ kind: 'withdrawn', now, againFrom });
        return;
      }
      case 'misconfigured': {
        log.error('delivery.refused', { deliveryId, message: placement.diagnostics });
        await record({ kind: 'withdrawn', now, againFrom: later(now, placement.retryAfterMs) });
        return;
      }
      case 'unclear':
        log.warn('delivery.unclear', { deliveryId });
    }
  };
}

// One event of each kind, for the connection of the builders' calls.
import type { Call } from '../../../shared/domain/call/call.ts';
import { decide } from '../../../shared/domain/call/decide.ts';
import type { CallEvent } from '../../../shared/domain/call/event.ts';
import { type Instant, later, MINUTE } from '../../../shared/domain/values/time.ts';
import { noon } from './instants.ts';

export type EventKind = CallEvent['kind'];
export type EventOf<K extends EventKind> = Extract<CallEvent, { kind: K }>;

export const own = 'connection-1';

export function callEvents(now: Instant, connectionId = own): { [K in EventKind]: EventOf<K> } {
  const busy = { result: 'Busy', diagnostics: '486' } as const;
  return {
    placing: { kind: 'placing', now },
    placed: { kind: 'placed', now, connectionId, callId: 'call-1' },
    failed: { kind: 'failed', now, connectionId, ...busy },
    withdrawn: { kind: 'withdrawn', now, againFrom: later(now, MINUTE) },
    answered: { kind: 'answered', now, connectionId, callId: 'call-1' },
    heard: { kind: 'heard', now, connectionId, speech: 'Hello?' },
    representativeJoined: { kind: 'representativeJoined', now, connectionId },
    representativeMissing: { kind: 'representativeMissing', now, connectionId },
    participants: {
      kind: 'participants',
      now,
      connectionId,
      sequence: 1,
      withRepresentative: true,
    },
    promptOver: { kind: 'promptOver', now, connectionId, spoken: true },
    disconnected: { kind: 'disconnected', now, connectionId, ...busy },
    deadlinePassed: { kind: 'deadlinePassed', now },
    settled: { kind: 'settled', now },
  };
}

export const event = <K extends EventKind>(
  kind: K,
  changes: Partial<EventOf<K>> = {},
): CallEvent => ({
  ...callEvents(noon)[kind],
  ...changes,
});

/** The call after the events; ignored events change nothing. */
export function after(call: Call, ...events: CallEvent[]): Call {
  return events.reduce((now, occurred) => {
    const decision = decide(now, occurred);
    return decision.kind === 'apply' ? decision.next : now;
  }, call);
}

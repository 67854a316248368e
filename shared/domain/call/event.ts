// The events of a live call, and their effects.
import type { E164 } from '../values/phone.ts';
import type { VoiceResult } from '../outcome/result.ts';
import type { Decision } from '../values/decision.ts';
import type { Instant } from '../values/time.ts';
import type { Call } from './call.ts';

export type CallEvent =
  | { kind: 'placing'; now: Instant }
  | { kind: 'placed'; now: Instant; connectionId: string; callId: string | null }
  /** The service refused, or the call failed before the answer. */
  | {
      kind: 'failed';
      now: Instant;
      connectionId: string | null;
      result: VoiceResult;
      diagnostics: string;
    }
  /** Certainly nothing was dialed. */
  | {
      kind: 'withdrawn';
      now: Instant;
      againFrom: Instant;
      /**
       * Another sender than the placing request sent the event. Another message of the same dial may be placing the
       * call.
       */
      unlessPlacing?: true;
    }
  | { kind: 'answered'; now: Instant; connectionId: string; callId: string | null }
  | { kind: 'heard'; now: Instant; connectionId: string; speech: string | null }
  | { kind: 'representativeJoined'; now: Instant; connectionId: string }
  | { kind: 'representativeMissing'; now: Instant; connectionId: string }
  /** The participants of the call; of two lists the one with the higher sequence is newer. */
  | {
      kind: 'participants';
      now: Instant;
      connectionId: string;
      sequence: number;
      withRepresentative: boolean;
    }
  | { kind: 'promptOver'; now: Instant; connectionId: string; spoken: boolean }
  | {
      kind: 'disconnected';
      now: Instant;
      connectionId: string;
      result: VoiceResult;
      diagnostics: string;
    }
  | { kind: 'deadlinePassed'; now: Instant }
  | { kind: 'settled'; now: Instant };

export type CallEffect =
  | { kind: 'listen'; connectionId: string; to: E164 }
  | { kind: 'addRepresentative'; connectionId: string; address: string; withinMs: number }
  | { kind: 'speak'; connectionId: string; text: string }
  | { kind: 'hangUp'; connectionId: string }
  | { kind: 'markConnected' }
  | { kind: 'settle' };

/** `nothingNew` and `notDue` are normal; the other reasons are logged as warnings. */
export type CallIgnoreReason =
  'alreadyEnded' | 'foreignConnection' | 'outOfOrder' | 'notDue' | 'nothingNew';

export type CallDecision = Decision<Call, CallEffect, CallIgnoreReason>;

/** A call that has not ended. */
export type Live = Exclude<Call, { status: 'ended' | 'settled' }>;

export const ignore = (reason: CallIgnoreReason): CallDecision => ({ kind: 'ignore', reason });

export const apply = (next: Call, ...effects: CallEffect[]): CallDecision => ({
  kind: 'apply',
  next,
  effects,
});

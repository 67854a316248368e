import { type Disorder } from '../control/disorder.ts';
import { type Media } from '../media/media.ts';
import { type Call } from './call.ts';
import { type CallEvents } from './events.ts';
import { type Leg } from './call-leg.ts';
import { type Register } from './register.ts';
import {
  allPartiesLeft,
  hungUpByCustomer,
  hungUpByUser,
  removedFromCall,
  type Result,
  succeeded,
} from './result.ts';
import { type LateEvents } from './late-events.ts';

export type LeaveReason = 'hungUp' | 'removed' | 'moved';

/** Manages the parties of each call and its end, and sends the events about them. */
export function exchange(
  register: Register,
  events: CallEvents,
  media: Media,
  disorder: Disorder,
  sendLateEvents: LateEvents,
) {
  function participantsChanged(call: Call): void {
    events.participantsUpdated(call);
    for (const leg of [...call.legs.values()]) leg.participantsChanged(call.legs.size - 1);
  }

  function close(call: Call, result: Result): void {
    sendLateEvents(call, result);
    for (const ring of [...call.rings]) ring.stop();
    call.rings.clear();
    for (const leg of call.legs.values()) leg.end();
    call.legs.clear();
    call.state = 'disconnected';
    register.remove(call);
  }

  /** Ends an answered call. */
  function end(call: Call, result: Result): void {
    if (call.state === 'disconnected') return;
    media.callEnds(call);
    events.ofCall(call, 'CallDisconnected', result);
    close(call, result);
    register.counters.ended += 1;
  }

  /** Ends an unanswered call. Its events are not documented, so the disorder setting selects them. */
  function fail(call: Call, result: Result): void {
    if (call.state === 'disconnected') return;
    const { failureEvents } = disorder.settings;
    const failed = () => events.ofCall(call, 'CreateCallFailed', result);
    const disconnected = () => events.ofCall(call, 'CallDisconnected', result);
    const senders = {
      both: [failed, disconnected],
      bothReversed: [disconnected, failed],
      createCallFailedOnly: [failed],
      callDisconnectedOnly: [disconnected],
    }[failureEvents];
    for (const send of senders) send();
    close(call, result);
    register.counters.failed += 1;
  }

  function join(call: Call, leg: Leg): void {
    leg.call = call;
    call.legs.set(leg.identifier.rawId, leg);
    if (call.state === 'connecting') {
      call.state = 'connected';
      call.wasConnected = true;
      register.counters.connected += 1;
      events.ofCall(call, 'CallConnected', succeeded);
    }
    participantsChanged(call);
  }

  /** The result of a call that ends because this leg left; undefined when the call continues. */
  function reasonToEnd(call: Call, leg: Leg, leaving: LeaveReason): Result | undefined {
    const remainingLegs = call.legs.size;
    const isCustomer = leg.identifier.number !== undefined;
    if (leaving === 'hungUp' && isCustomer && remainingLegs < 2) return hungUpByCustomer;
    if (call.unattended && remainingLegs < 2) return allPartiesLeft;
    if (remainingLegs > 0) return undefined;
    return { hungUp: hungUpByUser, removed: removedFromCall, moved: allPartiesLeft }[leaving];
  }

  function leave(leg: Leg, leaving: LeaveReason): void {
    const { call } = leg;
    if (call.legs.get(leg.identifier.rawId) !== leg) return;
    call.legs.delete(leg.identifier.rawId);
    media.legLeaves(call, leg);
    if (leaving !== 'moved') leg.end();
    const reason = reasonToEnd(call, leg, leaving);
    if (call.legs.size > 0) participantsChanged(call);
    if (reason !== undefined) end(call, reason);
  }

  return { join, leave, end, fail, participantsChanged };
}
export type Exchange = ReturnType<typeof exchange>;

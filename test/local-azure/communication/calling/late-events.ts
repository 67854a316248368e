import { type LocalClock } from '../../clock.ts';
import { type Disorder } from '../control/disorder.ts';
import { type LateEvent } from '../control/late-event.ts';
import { type Call, participants } from './call.ts';
import { type CallEvents } from './events.ts';
import { callEnded, type Result, succeeded } from './result.ts';

const lateByMs = 2000;

/**
 * Sends events after the end of their call, as the disorder setting requires. Each is an event that may have been on
 * its way, with a new id. Events of operations that the call never had are not sent.
 */
export function createLateEvents(clock: LocalClock, events: CallEvents, disorder: Disorder) {
  function sendersFor(call: Call, ending: Result): Record<LateEvent, () => void> {
    const { operationContext, latest } = call;
    const list = participants(call);
    // A new sequence number: the app cannot identify the list as outdated by it.
    const sequenceNumber = call.sequence + 1;
    const ofCall = (name: LateEvent, resultInformation: Result) =>
      events.late(call, {}, name, { operationContext, resultInformation });
    const { wasConnected } = call;
    const { invitation, recognition } = latest;
    return {
      CallConnected: () => {
        if (wasConnected) ofCall('CallConnected', succeeded);
      },
      CallDisconnected: () => ofCall('CallDisconnected', ending),
      ParticipantsUpdated: () =>
        events.late(call, {}, 'ParticipantsUpdated', {
          sequenceNumber,
          participants: list,
          resultInformation: succeeded,
        }),
      AddParticipantSucceeded: () => {
        if (invitation === undefined) return;
        const { asker, about } = invitation;
        events.late(call, asker, 'AddParticipantSucceeded', {
          operationContext: asker.operationContext,
          resultInformation: succeeded,
          ...about,
        });
      },
      RecognizeFailed: () => {
        if (recognition === undefined) return;
        events.late(call, recognition, 'RecognizeFailed', {
          operationContext: recognition.operationContext,
          resultInformation: callEnded,
        });
      },
    };
  }

  /** Call it before the parties are removed from the call. */
  return (call: Call, ending: Result): void => {
    const wanted = disorder.settings.lateEvents;
    if (wanted.length === 0 || call.unattended) return;
    const senders = sendersFor(call, ending);
    clock.after(lateByMs, () => {
      for (const name of wanted) senders[name]();
    });
  };
}
export type LateEvents = ReturnType<typeof createLateEvents>;

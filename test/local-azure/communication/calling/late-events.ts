import { type LocalClock } from '../../clock.ts';
import { type Disorder } from '../control/disorder.ts';
import { type LateEvent } from '../control/late-event.ts';
import { type Call, participants } from './call.ts';
import { type CallEvents } from './events.ts';
import { callEnded, type Result, succeeded } from './result.ts';

const lateByMs = 2000;

/**
 * Events that come when the call is already over, as the disorder may want: each is one that could have been on its
 * way, under an id of its own. An event of something that the call never saw is not made up.
 */
export function stragglers(clock: LocalClock, events: CallEvents, disorder: Disorder) {
  function sendersFor(call: Call, ending: Result): Record<LateEvent, () => void> {
    const { operationContext, latest } = call;
    const list = participants(call);
    // A number that the app has not seen: it cannot tell by it that the list is old.
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

  /** To be called while the parties are still known. */
  return (call: Call, ending: Result): void => {
    const wanted = disorder.settings.lateEvents;
    if (wanted.length === 0 || call.unattended) return;
    const senders = sendersFor(call, ending);
    clock.after(lateByMs, () => {
      for (const name of wanted) senders[name]();
    });
  };
}
export type Stragglers = ReturnType<typeof stragglers>;

import { z } from 'zod';
import { type LocalClock } from '../../clock.ts';
import { type Answer, type Request } from '../http/exchange.ts';
import { callbackUrl } from '../http/callback-url.ts';
import { bodyOf, Fault, malformedRequest } from '../http/fault.ts';
import { checkSources, playSourceSchema } from '../media/speech.ts';
import { type Call, participants } from './call.ts';
import { type CallEvents } from './events.ts';
import { type Exchange } from './exchange.ts';
import { identifierSchema, rawIdOf } from './identifier.ts';
import { type Leg } from './call-leg.ts';
import { type Register } from './register.ts';
import { result, succeeded } from './result.ts';

const asker = {
  operationContext: z.string().optional(),
  operationCallbackUri: callbackUrl.optional(),
};
const removeSchema = z.object({ participantToRemove: identifierSchema, ...asker });
const muteSchema = z.object({ targetParticipants: z.array(identifierSchema).min(1), ...asker });
const holdSchema = z.object({
  targetParticipant: identifierSchema,
  playSourceInfo: playSourceSchema.optional(),
  ...asker,
});

const removalMs = 100;
const notInCall = result(400, 8523, 'The participant is not in the call.');

function legOf(call: Call, rawId: string): Leg {
  const leg = call.legs.get(rawId);
  if (leg === undefined) throw malformedRequest(`${rawId} is not in the call.`);
  return leg;
}

/** Lists the parties of a call, and removes, mutes or holds one of them. */
export function participantDesk(
  clock: LocalClock,
  register: Register,
  exchange: Exchange,
  events: CallEvents,
) {
  function setHold(id: string, request: Request, onHold: boolean): Answer {
    const call = register.established(id);
    const order = bodyOf(holdSchema, request);
    if (order.playSourceInfo !== undefined) checkSources(call, [order.playSourceInfo]);
    legOf(call, rawIdOf(order.targetParticipant)).onHold = onHold;
    events.participantsUpdated(call);
    return { status: 200 };
  }

  return {
    list: (id: string): Answer => ({
      status: 200,
      body: { value: participants(register.established(id)) },
    }),
    get(id: string, rawId: string): Answer {
      const listed = participants(register.established(id));
      const participant = listed.find(({ identifier }) => identifier.rawId === rawId);
      if (participant === undefined)
        throw new Fault(404, 'NotFound', `${rawId} is not in the call.`);
      return { status: 200, body: participant };
    },
    remove(id: string, request: Request): Answer {
      const call = register.established(id);
      const order = bodyOf(removeSchema, request);
      const rawId = rawIdOf(order.participantToRemove);
      const participant = order.participantToRemove;
      clock.after(removalMs, () => {
        const leg = call.legs.get(rawId);
        if (leg === undefined) {
          events.answer(call, order, 'RemoveParticipantFailed', notInCall, { participant });
          return;
        }
        events.answer(call, order, 'RemoveParticipantSucceeded', succeeded, { participant });
        exchange.leave(leg, 'removed');
      });
      return { status: 202, body: { operationContext: order.operationContext } };
    },
    mute(id: string, request: Request): Answer {
      const call = register.established(id);
      const { targetParticipants, operationContext } = bodyOf(muteSchema, request);
      const legs = targetParticipants.map((target) => legOf(call, rawIdOf(target)));
      if (legs.some(({ identifier }) => identifier.kind !== 'communicationUser')) {
        throw malformedRequest('Only communication users can be muted.');
      }
      for (const leg of legs) leg.muted = true;
      events.participantsUpdated(call);
      return { status: 200, body: { operationContext } };
    },
    hold: (id: string, request: Request) => setHold(id, request, true),
    unhold: (id: string, request: Request) => setHold(id, request, false),
  };
}

import { z } from 'zod';
import { type LocalClock } from '../../clock.ts';
import { type Answer, type Request } from '../http/exchange.ts';
import { callbackUrl } from '../http/callback-url.ts';
import { bodyOf, malformedRequest, notEstablished } from '../http/fault.ts';
import { type Call } from './call.ts';
import { type Asker, type CallEvents } from './events.ts';
import { type Exchange } from './exchange.ts';
import { type Identifier, identifierOf, identifierSchema } from './identifier.ts';
import { type Register } from './register.ts';
import { result, type Result, succeeded } from './result.ts';

const moveSchema = z.object({
  targetParticipants: z.array(identifierSchema).min(1),
  fromCall: z.string().min(1),
  operationContext: z.string().optional(),
  operationCallbackUri: callbackUrl.optional(),
});

const movingMs = 100;
const sourceGone = result(404, 8522, 'The call to move from has ended.');
const notThere = result(400, 8523, 'The participant is not in the call to move from.');

/**
 * moveParticipants: moves parties of another call of the app into this one. An unknown call is refused at once. A call
 * that has just ended fails as an event, because its customer may hang up at the same time.
 */
export function createMove(
  clock: LocalClock,
  register: Register,
  exchange: Exchange,
  events: CallEvents,
) {
  function checkSource(fromCall: string, call: Call): void {
    if (fromCall === call.id) throw malformedRequest('fromCall is the call itself.');
    if (register.isGone(fromCall)) return;
    const from = register.live().find(({ id }) => id === fromCall);
    if (from === undefined) throw malformedRequest(`fromCall: ${fromCall} is not a call.`);
    if (from.state === 'connecting') throw notEstablished();
  }

  function move(call: Call, fromCall: string, moved: Identifier, asker: Asker): void {
    const about = { participant: moved.wire, fromCall };
    const fail = (why: Result) => events.answer(call, asker, 'MoveParticipantFailed', why, about);
    if (call.state === 'disconnected') return;
    if (register.isGone(fromCall)) {
      fail(sourceGone);
      return;
    }
    const leg = register.find(fromCall).legs.get(moved.rawId);
    if (leg === undefined) {
      fail(notThere);
      return;
    }
    exchange.leave(leg, 'moved');
    events.answer(call, asker, 'MoveParticipantSucceeded', succeeded, about);
    exchange.join(call, leg);
  }

  return (id: string, request: Request): Answer => {
    const call = register.established(id);
    const order = bodyOf(moveSchema, request);
    const { fromCall, operationContext } = order;
    checkSource(fromCall, call);
    const moved = order.targetParticipants.map(identifierOf);
    clock.after(movingMs, () => {
      for (const each of moved) move(call, fromCall, each, order);
    });
    const participants = moved.map(({ wire }) => ({
      identifier: wire,
      isMuted: false,
      isOnHold: false,
    }));
    return { status: 202, body: { participants, operationContext, fromCall } };
  };
}

import { z } from 'zod';
import { type LocalClock } from '../../clock.ts';
import { type Answer, type Request } from '../http/exchange.ts';
import { callbackUrl } from '../http/callback-url.ts';
import { bodyOf, malformedRequest } from '../http/fault.ts';
import { newMediaDesk } from '../media/media.ts';
import { type OwnedNumbers } from '../security/source-numbers.ts';
import { type Call, newCall, type Source } from './call.ts';
import { establishmentTimeoutMs } from './create-call.ts';
import { type CallEvents } from './events.ts';
import { type Exchange } from './exchange.ts';
import {
  identifierOf,
  identifierSchema,
  numberOf,
  phoneNumberSchema,
  rawIdOf,
} from './identifier.ts';
import { type Leg } from './call-leg.ts';
import { type Register } from './register.ts';
import { type Result, succeeded } from './result.ts';
import { type Bells } from './ring.ts';

const transferSchema = z.object({
  targetParticipant: identifierSchema,
  transferee: identifierSchema.optional(),
  sourceCallerIdNumber: phoneNumberSchema.optional(),
  operationContext: z.string().optional(),
  operationCallbackUri: callbackUrl.optional(),
  customCallingContext: z.unknown().optional(),
});

export interface TransferDeps {
  readonly clock: LocalClock;
  readonly register: Register;
  readonly exchange: Exchange;
  readonly events: CallEvents;
  readonly ring: Bells;
  readonly numbers: OwnedNumbers;
  readonly resourceId: string;
}

/** Transfers a party to another target, in a new call without the app. The transfer ends a 1:1 call of the app. */
export function createTransfer(parts: TransferDeps) {
  const { clock, register, exchange, events, ring, numbers, resourceId } = parts;

  function transfereeOf(call: Call, order: z.output<typeof transferSchema>): Leg {
    const legs = [...call.legs.values()];
    if (order.transferee === undefined && legs.length > 1) {
      throw malformedRequest('A group call is transferred party by party: name the transferee.');
    }
    const leg = order.transferee === undefined ? legs[0] : call.legs.get(rawIdOf(order.transferee));
    if (leg === undefined) throw malformedRequest('The transferee is not in the call.');
    return leg;
  }

  /** The call of both parties. It counts as live, and no request can address it. */
  function createCallWithoutApp(call: Call, source: Source): Call {
    const { callbackUri, canSpeak, operationContext, targets } = call;
    const placedAt = clock.now();
    const order = { callbackUri, canSpeak, operationContext, targets, source, placedAt };
    const transferredCall = newCall({ ...order, media: newMediaDesk() }, resourceId);
    transferredCall.state = 'connected';
    transferredCall.unattended = true;
    return transferredCall;
  }

  return (id: string, request: Request): Answer => {
    const call = register.established(id);
    const order = bodyOf(transferSchema, request);
    const target = identifierOf(order.targetParticipant);
    const transferee = transfereeOf(call, order);
    const { sourceCallerIdNumber, operationContext } = order;
    const number = sourceCallerIdNumber === undefined ? undefined : numberOf(sourceCallerIdNumber);
    numbers.checkAtOnce(number);
    const source = number === undefined ? call.source : { number };
    const targetCall = createCallWithoutApp(call, source);
    call.state = 'transferring';

    const fail = (result: Result) => {
      call.rings.delete(bell);
      if (call.state === 'transferring') call.state = 'connected';
      events.answer(call, order, 'CallTransferFailed', result);
    };
    const bell = ring({
      call: targetCall,
      identifier: target,
      source,
      timeoutMs: establishmentTimeoutMs,
      answered: (leg) => {
        call.rings.delete(bell);
        if (call.legs.get(transferee.identifier.rawId) !== transferee) {
          leg.end();
          return;
        }
        const about = { transferTarget: target.wire, transferee: transferee.identifier.wire };
        events.answer(call, order, 'CallTransferAccepted', succeeded, about);
        call.state = call.legs.size === 1 ? 'transferAccepted' : 'connected';
        register.add(targetCall);
        exchange.leave(transferee, 'moved');
        exchange.join(targetCall, transferee);
        exchange.join(targetCall, leg);
      },
      failed: fail,
    });
    // The target rings for the new call, and the end of this call stops the ring.
    call.rings.add(bell);
    return { status: 202, body: { operationContext } };
  };
}

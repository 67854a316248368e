import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Answer, type Request } from '../http/exchange.ts';
import { callbackUrl } from '../http/callback-url.ts';
import { bodyOf, Fault, malformedRequest } from '../http/fault.ts';
import { type OwnedNumbers } from '../security/source-numbers.ts';
import { type Call, type Ring, type Source } from './call.ts';
import { type CallEvents } from './events.ts';
import { type Exchange } from './exchange.ts';
import {
  type Identifier,
  identifierOf,
  identifierSchema,
  numberOf,
  phoneNumberSchema,
} from './identifier.ts';
import { type Register } from './register.ts';
import { result, succeeded } from './result.ts';
import { type Bells } from './ring.ts';

const inviteSchema = z.object({
  participantToAdd: identifierSchema,
  sourceCallerIdNumber: phoneNumberSchema.optional(),
  sourceDisplayName: z.string().optional(),
  invitationTimeoutInSeconds: z.int().min(0).max(180).optional(),
  operationContext: z.string().optional(),
  operationCallbackUri: callbackUrl.optional(),
  customCallingContext: z.unknown().optional(),
});
const cancelSchema = z.object({
  invitationId: z.string().min(1),
  operationContext: z.string().optional(),
  operationCallbackUri: callbackUrl.optional(),
});

const defaultTimeoutSeconds = 120;
const tooLate = result(400, 8585, 'The invitation is not pending any more.');

function sourceFor(call: Call, order: z.output<typeof inviteSchema>, added: Identifier): Source {
  const { sourceCallerIdNumber, sourceDisplayName } = order;
  if (call.source.teamsAppId !== undefined) {
    if (sourceCallerIdNumber !== undefined || sourceDisplayName !== undefined) {
      throw malformedRequest(
        'A caller id or display name is not supported in a call of a Teams app.',
      );
    }
    return call.source;
  }
  if (sourceCallerIdNumber !== undefined) return { number: numberOf(sourceCallerIdNumber) };
  if (added.number === undefined) return {};
  throw malformedRequest('sourceCallerIdNumber is required to add a phone number.');
}

/** addParticipant and cancelAddParticipant. */
export function createInvite(
  register: Register,
  exchange: Exchange,
  events: CallEvents,
  ring: Bells,
  numbers: OwnedNumbers,
) {
  /** Pending invitations. An answer, a refusal, a cancellation or the end of the call removes the id. */
  const pending = new WeakMap<Call, Map<string, Ring>>();

  function pendingOf(call: Call): Map<string, Ring> {
    const known = pending.get(call) ?? new Map<string, Ring>();
    pending.set(call, known);
    return known;
  }

  function checkAbsent(call: Call, { rawId }: Identifier): void {
    const rings = [...call.rings].some(({ identifier }) => identifier.rawId === rawId);
    if (!rings && !call.legs.has(rawId)) return;
    throw new Fault(409, '8519', `${rawId} is already a participant of the call, or invited.`);
  }

  return {
    add(id: string, request: Request): Answer {
      const call = register.established(id);
      const order = bodyOf(inviteSchema, request);
      const added = identifierOf(order.participantToAdd);
      const source = sourceFor(call, order, added);
      numbers.checkAtOnce(source.number);
      checkAbsent(call, added);
      const invitationId = randomUUID();
      const invitations = pendingOf(call);
      const about = { participant: added.wire, invitationId };
      call.latest.invitation = { asker: order, about };
      const invited = ring({
        call,
        identifier: added,
        source,
        timeoutMs: 1000 * (order.invitationTimeoutInSeconds ?? defaultTimeoutSeconds),
        answered: (leg) => {
          invitations.delete(invitationId);
          events.answer(call, order, 'AddParticipantSucceeded', succeeded, about);
          exchange.join(call, leg);
        },
        failed: (reason) => {
          invitations.delete(invitationId);
          events.answer(call, order, 'AddParticipantFailed', reason, about);
        },
      });
      invitations.set(invitationId, invited);
      const participant = { identifier: added.wire, isMuted: false, isOnHold: false };
      const { operationContext } = order;
      return { status: 202, body: { participant, operationContext, invitationId } };
    },
    cancel(id: string, request: Request): Answer {
      const call = register.established(id);
      const order = bodyOf(cancelSchema, request);
      const { invitationId, operationContext } = order;
      const invited = pendingOf(call).get(invitationId);
      if (invited === undefined) {
        events.answer(call, order, 'CancelAddParticipantFailed', tooLate, { invitationId });
      } else {
        invited.stop();
        pendingOf(call).delete(invitationId);
        events.answer(call, order, 'CancelAddParticipantSucceeded', succeeded, { invitationId });
      }
      return { status: 202, body: { invitationId, operationContext } };
    },
  };
}

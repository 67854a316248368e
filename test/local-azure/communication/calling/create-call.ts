import { z } from 'zod';
import { type LocalClock } from '../../clock.ts';
import { type Disorder } from '../control/disorder.ts';
import { type Throttle } from '../control/throttle.ts';
import { type Answer, type Request } from '../http/exchange.ts';
import { callbackUrl } from '../http/callback-url.ts';
import { bodyOf, malformedRequest, notSimulated } from '../http/fault.ts';
import { newMediaDesk } from '../media/media.ts';
import { type OwnedNumbers } from '../security/source-numbers.ts';
import { type Call, newCall, type Source } from './call.ts';
import { type Exchange } from './exchange.ts';
import {
  communicationUser,
  identifierOf,
  identifierSchema,
  numberOf,
  phone,
  phoneNumberSchema,
} from './identifier.ts';
import { type Register } from './register.ts';
import { type Bells } from './ring.ts';

const createCallSchema = z.object({
  targets: z.array(identifierSchema).min(1),
  callbackUri: callbackUrl,
  sourceCallerIdNumber: phoneNumberSchema.optional(),
  sourceDisplayName: z.string().optional(),
  operationContext: z.string().optional(),
  callIntelligenceOptions: z.object({ cognitiveServicesEndpoint: z.url().optional() }).optional(),
  teamsAppSource: z.object({ appId: z.string().min(1) }).optional(),
  mediaStreamingOptions: z.unknown().optional(),
  transcriptionOptions: z.unknown().optional(),
});
type CreateCall = z.output<typeof createCallSchema>;

/** The time limit for an answer; then the network ends the call. */
export const establishmentTimeoutMs = 115_000;

/** A call to a telephone needs a caller id. A call of a Teams resource account must not have one. */
function sourceOf(order: CreateCall): Source {
  const { sourceCallerIdNumber, sourceDisplayName, teamsAppSource } = order;
  if (teamsAppSource !== undefined) {
    if (sourceCallerIdNumber !== undefined || sourceDisplayName !== undefined) {
      throw malformedRequest(
        'A caller id or display name is not supported together with teamsAppSource.',
      );
    }
    return { teamsAppId: teamsAppSource.appId };
  }
  const number = sourceCallerIdNumber === undefined ? undefined : numberOf(sourceCallerIdNumber);
  if (number === undefined && order.targets.some(({ phoneNumber }) => phoneNumber !== undefined)) {
    throw malformedRequest('sourceCallerIdNumber is required to call a phone number.');
  }
  return {
    ...(number === undefined ? {} : { number }),
    ...(sourceDisplayName === undefined ? {} : { displayName: sourceDisplayName }),
  };
}

export function properties(call: Call) {
  const { number, displayName } = call.source;
  return {
    callConnectionId: call.id,
    serverCallId: call.serverCallId,
    correlationId: call.correlationId,
    targets: call.targets.map(({ wire }) => wire),
    callConnectionState: call.state,
    callbackUri: call.callbackUri,
    ...(number === undefined ? {} : { sourceCallerIdNumber: phone(number).wire.phoneNumber }),
    ...(displayName === undefined ? {} : { sourceDisplayName: displayName }),
    source: communicationUser(call.appRawId).wire,
  };
}

export interface CallPlacing {
  readonly clock: LocalClock;
  readonly register: Register;
  readonly exchange: Exchange;
  readonly ring: Bells;
  readonly numbers: OwnedNumbers;
  readonly throttle: Throttle;
  readonly disorder: Disorder;
  readonly resourceId: string;
}

export function callPlacing(placing: CallPlacing) {
  const { clock, register, exchange, ring, numbers, throttle, disorder, resourceId } = placing;

  /** All targets ring at once. The first answer connects the call; it fails with the last refusal. */
  function ringAll(call: Call): void {
    for (const identifier of call.targets) {
      ring({
        call,
        identifier,
        source: call.source,
        timeoutMs: establishmentTimeoutMs,
        answered: (leg) => exchange.join(call, leg),
        failed: (result) => {
          if (call.state === 'connecting' && call.rings.size === 0) exchange.fail(call, result);
        },
      });
    }
  }

  return (request: Request): Answer => {
    const order = bodyOf(createCallSchema, request);
    if (order.mediaStreamingOptions !== undefined) throw notSimulated('mediaStreamingOptions');
    if (order.transcriptionOptions !== undefined) throw notSimulated('transcriptionOptions');
    const source = sourceOf(order);
    numbers.checkAtOnce(source.number);
    const targets = order.targets.map(identifierOf);
    throttle.call();
    const call = newCall(
      {
        callbackUri: order.callbackUri,
        operationContext: order.operationContext,
        source,
        targets,
        canSpeak: order.callIntelligenceOptions?.cognitiveServicesEndpoint !== undefined,
        placedAt: clock.now(),
        media: newMediaDesk(),
      },
      resourceId,
    );
    register.add(call);
    ringAll(call);
    const cut = disorder.strikes(disorder.settings.answerLost);
    return { status: 201, body: properties(call), cut };
  };
}

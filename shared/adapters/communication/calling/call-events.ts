// Callbacks of Call Automation become call events. They arrive as arrays of CloudEvents. Each is read alone, so that an
// unknown type does not fail the batch. The SDK's parser throws on types that are newer than the SDK, so it is not used.
import { z } from 'zod';
import type { Call } from '../../../domain/call/call.ts';
import type { CallEvent } from '../../../domain/call/event.ts';
import type { Instant } from '../../../domain/values/time.ts';
import type { Callback, CallbackReading } from '../../../ports/callbacks.ts';
import { contexts } from './call-control.ts';
import { diagnosticsOf, resultOf } from './result-codes.ts';

const informationSchema = z.looseObject({
  code: z.number().optional(),
  subCode: z.number().optional(),
  message: z.string().optional(),
  sipDetails: z
    .looseObject({ code: z.number().optional(), message: z.string().optional() })
    .optional(),
});

const dataSchema = z.looseObject({
  callConnectionId: z.string(),
  correlationId: z.string().optional(),
  operationContext: z.string().optional(),
  resultInformation: informationSchema.optional(),
  speechResult: z.looseObject({ speech: z.string().optional() }).optional(),
  sequenceNumber: z.number().optional(),
  participants: z
    .array(
      z.looseObject({ identifier: z.looseObject({ rawId: z.string().optional() }).optional() }),
    )
    .optional(),
});

export const callbackSchema = z.array(
  z.looseObject({ id: z.string(), type: z.string(), data: z.unknown() }),
);
const prefix = 'Microsoft.Communication.';

export function readCallback(
  { type, data: raw }: Callback,
  call: Pick<Call, 'representative'>,
  now: Instant,
): CallbackReading {
  const { data } = dataSchema.safeParse(raw);
  if (!type.startsWith(prefix) || data === undefined) return { kind: 'strange' };
  const { callConnectionId: connectionId, operationContext } = data;
  const event = (callEvent: CallEvent): CallbackReading => ({ kind: 'event', event: callEvent });
  const eventInContext = (context: string, callEvent: CallEvent): CallbackReading =>
    operationContext === context ? event(callEvent) : { kind: 'unneeded' };
  const base = { now, connectionId };

  switch (type.slice(prefix.length)) {
    case 'CallConnected':
      return event({ kind: 'answered', ...base, callId: data.correlationId ?? null });
    case 'CreateCallFailed':
      return event({ kind: 'failed', ...base, ...resultFields(data) });
    case 'CallDisconnected':
      return event({ kind: 'disconnected', ...base, ...resultFields(data) });
    case 'RecognizeCompleted':
      return eventInContext(contexts.greeting, {
        kind: 'heard',
        ...base,
        speech: data.speechResult?.speech ?? null,
      });
    case 'RecognizeFailed':
    case 'RecognizeCanceled':
      return eventInContext(contexts.greeting, { kind: 'heard', ...base, speech: null });
    case 'AddParticipantSucceeded':
      return eventInContext(contexts.representative, { kind: 'representativeJoined', ...base });
    case 'AddParticipantFailed':
      return eventInContext(contexts.representative, { kind: 'representativeMissing', ...base });
    case 'PlayCompleted':
      return eventInContext(contexts.prompt, { kind: 'promptOver', ...base, spoken: true });
    case 'PlayFailed':
    case 'PlayCanceled':
      return eventInContext(contexts.prompt, { kind: 'promptOver', ...base, spoken: false });
    case 'ParticipantsUpdated': {
      const ids = (data.participants ?? []).map(({ identifier }) => identifier?.rawId);
      const withRepresentative = ids.includes(call.representative.address);
      const sequence = data.sequenceNumber ?? 0;
      return event({ kind: 'participants', ...base, sequence, withRepresentative });
    }
    default:
      return { kind: 'unneeded' };
  }
}

function resultFields({ resultInformation = {} }: z.infer<typeof dataSchema>) {
  const { result } = resultOf(resultInformation);
  return { result, diagnostics: diagnosticsOf(resultInformation) };
}

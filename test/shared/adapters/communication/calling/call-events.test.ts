import { expect, test } from 'vitest';
import {
  callbackSchema,
  readCallback,
} from '../../../../../shared/adapters/communication/calling/call-events.ts';
import type { CallbackReading } from '../../../../../shared/ports/callbacks.ts';
import { aCall } from '../../../../support/builders/call.ts';
import { noon } from '../../../../support/builders/instants.ts';

const call = aCall({ status: 'ringing' });
const base = { now: noon, connectionId: 'connection-1' };
const participants = (...ids: string[]) => ids.map((rawId) => ({ identifier: { rawId } }));
const busy = { code: 486, subCode: 560486 };
const eventWith = (fields: object) => ({ kind: 'event', event: { ...base, ...fields } });

function read(type: string, data: object = {}): CallbackReading {
  const [callback] = callbackSchema.parse([
    { id: '1', type, data: { callConnectionId: 'connection-1', ...data } },
  ]);
  return readCallback(callback!, call, noon);
}

test.each<[string, object, object]>([
  ['CallConnected', { correlationId: 'c' }, { kind: 'answered', callId: 'c' }],
  ['CallConnected', {}, { kind: 'answered', callId: null }],
  ['CreateCallFailed', { resultInformation: busy }, { kind: 'failed', result: 'Busy' }],
  ['CallDisconnected', { resultInformation: busy }, { kind: 'disconnected', result: 'Busy' }],
  ['CallDisconnected', {}, { kind: 'disconnected', result: 'CallFailed' }],
  [
    'CallDisconnected',
    { resultInformation: { code: 200, subCode: 560_000 } },
    { kind: 'disconnected', result: 'CallEnded' },
  ],
  [
    'RecognizeCompleted',
    { operationContext: 'greeting', speechResult: { speech: 'Hello?' } },
    { kind: 'heard', speech: 'Hello?' },
  ],
  ['RecognizeFailed', { operationContext: 'greeting' }, { kind: 'heard', speech: null }],
  ['RecognizeCanceled', { operationContext: 'greeting' }, { kind: 'heard', speech: null }],
  [
    'AddParticipantSucceeded',
    { operationContext: 'representative' },
    { kind: 'representativeJoined' },
  ],
  [
    'AddParticipantFailed',
    { operationContext: 'representative' },
    { kind: 'representativeMissing' },
  ],
  ['PlayCompleted', { operationContext: 'prompt' }, { kind: 'promptOver', spoken: true }],
  ['PlayFailed', { operationContext: 'prompt' }, { kind: 'promptOver', spoken: false }],
  ['PlayCanceled', { operationContext: 'prompt' }, { kind: 'promptOver', spoken: false }],
  [
    'ParticipantsUpdated',
    { sequenceNumber: 4, participants: participants('4:+12065550100', '8:acs:grace') },
    { kind: 'participants', sequence: 4, withRepresentative: true },
  ],
  [
    'ParticipantsUpdated',
    { sequenceNumber: 5, participants: participants('4:+12065550100', '8:acs:other') },
    { kind: 'participants', sequence: 5, withRepresentative: false },
  ],
])('%s with %j is the call event %j', (type, data, expected) => {
  expect(read(`Microsoft.Communication.${type}`, data)).toMatchObject(eventWith(expected));
});

test.each([
  ['RecognizeCompleted', { operationContext: 'survey' }],
  ['AddParticipantFailed', { operationContext: 'supervisor' }],
  ['PlayCompleted', {}],
  ['CallTransferAccepted', {}],
  ['KindThatIsNewerThanUs', {}],
])('%s with %j is unneeded', (type, data) => {
  expect(read(`Microsoft.Communication.${type}`, data)).toEqual({ kind: 'unneeded' });
});

test.each([
  ['another type prefix', 'Contoso.Happened', {}],
  ['data without a call', 'Microsoft.Communication.CallConnected', { callConnectionId: undefined }],
])('a callback with %s is strange', (_what, type, data) => {
  expect(read(type, data)).toEqual({ kind: 'strange' });
});

test('the event of an ended call has diagnostics with the result codes', () => {
  const reading = read('Microsoft.Communication.CallDisconnected', { resultInformation: busy });
  expect(reading).toMatchObject({
    event: { diagnostics: expect.stringContaining('560486') as unknown },
  });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, newNumber, type Placed, placeAnswered, shownNumber, startApp } from './app.ts';

let app: App;
let placed: Placed;
beforeAll(async () => {
  app = await startApp();
  placed = await placeAnswered(app);
});
afterAll(() => app.stop());

const someone = { phoneNumber: '+14255550100' };
const media = () => placed.connection.getCallMedia();
const recording = () => app.calls.getCallRecording();
const callWith = (options: object) =>
  app.calls.createCall(
    { targetParticipant: { phoneNumber: newNumber() }, sourceCallIdNumber: shownNumber },
    app.callbackUrl,
    options,
  );
const streaming = {
  transportUrl: 'wss://app.example.com/',
  transportType: 'websocket',
  contentType: 'audio',
  audioChannelType: 'mixed',
};

const operations: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['answerCall', () => app.calls.answerCall('context', app.callbackUrl)],
  ['redirectCall', () => app.calls.redirectCall('context', { targetParticipant: someone })],
  ['rejectCall', () => app.calls.rejectCall('context')],
  [
    'connectCall',
    () => app.calls.connectCall({ kind: 'serverCallLocator', id: 'call' }, app.callbackUrl),
  ],
  ['sendDtmfTones', () => media().sendDtmfTones(['one'], someone)],
  ['startContinuousDtmfRecognition', () => media().startContinuousDtmfRecognition(someone)],
  ['stopContinuousDtmfRecognition', () => media().stopContinuousDtmfRecognition(someone)],
  ['startMediaStreaming', () => media().startMediaStreaming()],
  ['stopMediaStreaming', () => media().stopMediaStreaming()],
  ['startTranscription', () => media().startTranscription()],
  ['stopTranscription', () => media().stopTranscription()],
  ['updateTranscription', () => media().updateTranscription('en-US')],
  ['recording: start', () => recording().start({ callConnectionId: placed.id })],
  ['recording: getState', () => recording().getState('r')],
  ['recording: stop', () => recording().stop('r')],
  ['recording: pause', () => recording().pause('r')],
  ['recording: resume', () => recording().resume('r')],
  ['mediaStreamingOptions', () => callWith({ mediaStreamingOptions: streaming })],
  [
    'transcriptionOptions',
    () =>
      callWith({
        transcriptionOptions: {
          transportUrl: 'wss://app.example.com/',
          transportType: 'websocket',
          locale: 'en-US',
          startTranscription: false,
        },
      }),
  ],
];

test.each(operations)('%s is refused with 501 and its name', async (name, ask) => {
  await expect(ask()).rejects.toMatchObject({
    statusCode: 501,
    message: expect.stringContaining(name) as unknown,
  });
});

import { notSimulated } from '../http/fault.ts';
import { route, type Route } from '../http/route.ts';

const calls = '/calling/callConnections';
const callPath = `${calls}/{id}`;
const recordings = '/calling/recordings';
const recording = `${recordings}/{recordingId}`;

/** Operations of Call Automation 1.6.0 that are not simulated, with their SDK names. */
const operations: readonly (readonly [string, string, string])[] = [
  ['POST', `${calls}:answer`, 'answerCall'],
  ['POST', `${calls}:redirect`, 'redirectCall'],
  ['POST', `${calls}:reject`, 'rejectCall'],
  ['POST', `${calls}:connect`, 'connectCall'],
  ['POST', `${callPath}:sendDtmfTones`, 'sendDtmfTones'],
  ['POST', `${callPath}:startContinuousDtmfRecognition`, 'startContinuousDtmfRecognition'],
  ['POST', `${callPath}:stopContinuousDtmfRecognition`, 'stopContinuousDtmfRecognition'],
  ['POST', `${callPath}:startMediaStreaming`, 'startMediaStreaming'],
  ['POST', `${callPath}:stopMediaStreaming`, 'stopMediaStreaming'],
  ['POST', `${callPath}:startTranscription`, 'startTranscription'],
  ['POST', `${callPath}:stopTranscription`, 'stopTranscription'],
  ['POST', `${callPath}:updateTranscription`, 'updateTranscription'],
  ['POST', recordings, 'recording: start'],
  ['GET', recording, 'recording: getState'],
  ['DELETE', recording, 'recording: stop'],
  ['POST', `${recording}:pause`, 'recording: pause'],
  ['POST', `${recording}:resume`, 'recording: resume'],
];

export const missingRoutes = (): Route[] =>
  operations.map(([method, template, name]) =>
    route(method, template, () => {
      throw notSimulated(name);
    }),
  );

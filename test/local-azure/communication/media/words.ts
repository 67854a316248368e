import { result } from '../calling/result.ts';
import { type Voice } from '../people/voice.ts';
import { type Hearing, type Listening } from './hearing.ts';

/** The value that the SDK sends if the app sets none. */
const defaultEndSilenceMs = 2000;
const faxHeardMs = 2500;

const silent = result(400, 8510, 'Action failed, initial silence timeout reached.');
const notSpeech = result(400, 8563, 'Action failed, speech could not be recognized.');
const recognized = result(200, 8569, 'Action completed, speech was recognized.');

/** Recognizes one utterance and then the end silence. The completion reports that the party has stopped speaking. */
export function hearSpeech(
  voice: Voice,
  { from, until, isAsked }: Listening,
  endSilenceMs = defaultEndSilenceMs,
): Hearing {
  if (voice.kind === 'fax') {
    return {
      afterMs: Math.min(from + faxHeardMs, until),
      ending: { how: 'Failed', result: notSpeech },
    };
  }
  const utterance = (isAsked ? voice.answer(from) : undefined) ?? voice.next(from);
  if (utterance === undefined || utterance.from > until) {
    return { afterMs: until, ending: { how: 'Failed', result: silent } };
  }
  const { words: speech, confidence } = utterance;
  const more = { recognitionType: 'speech', speechResult: { speech, confidence } };
  return {
    afterMs: utterance.to + endSilenceMs,
    ending: { how: 'Completed', result: recognized, more },
    heard: utterance,
  };
}

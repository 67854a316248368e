import { z } from 'zod';
import { type LocalClock } from '../../clock.ts';
import { type Call } from '../calling/call.ts';
import { identifierSchema, rawIdOf } from '../calling/identifier.ts';
import { callbackUrl } from '../http/callback-url.ts';
import { malformedRequest } from '../http/fault.ts';
import { type Voice } from '../people/voice.ts';
import { choiceSchema, hearChoice } from './choices.ts';
import { type Hearing, type Listening } from './hearing.ts';
import { hearKeys } from './keys.ts';
import { hearSpeech } from './words.ts';
import { type Media, type MediaEnding } from './media.ts';
import {
  checkCanSpeak,
  checkSources,
  durationOf,
  type Listener,
  playSourceSchema,
} from './speech.ts';

const seconds = z.number().min(0).max(300);

export const recognizeSchema = z.object({
  recognizeInputType: z.enum(['dtmf', 'speech', 'choices', 'speechOrDtmf']),
  playPrompt: playSourceSchema.optional(),
  playPrompts: z.array(playSourceSchema).optional(),
  interruptCallMediaOperation: z.boolean().optional(),
  recognizeOptions: z.object({
    targetParticipant: identifierSchema,
    interruptPrompt: z.boolean().optional(),
    initialSilenceTimeoutInSeconds: seconds.optional(),
    speechLanguage: z.string().optional(),
    speechOptions: z.object({ endSilenceTimeoutInMs: z.number().min(0).optional() }).optional(),
    dtmfOptions: z
      .object({
        interToneTimeoutInSeconds: z.number().min(0).max(60).optional(),
        maxTonesToCollect: z.int().min(1).optional(),
        stopTones: z.array(z.string()).optional(),
      })
      .optional(),
    choices: z.array(choiceSchema).min(1).optional(),
  }),
  operationContext: z.string().optional(),
  operationCallbackUri: callbackUrl.optional(),
});
export type RecognizeOrder = z.output<typeof recognizeSchema>;

const defaultSilenceSeconds = 5;

function heardAs(order: RecognizeOrder, voice: Voice, listening: Listening): Hearing {
  const { dtmfOptions = {}, speechOptions, choices = [] } = order.recognizeOptions;
  const speech = () => hearSpeech(voice, listening, speechOptions?.endSilenceTimeoutInMs);
  switch (order.recognizeInputType) {
    case 'speech':
      return speech();
    case 'dtmf':
      return hearKeys(voice.keys, listening, dtmfOptions);
    case 'choices':
      return hearChoice(voice, listening, choices);
    case 'speechOrDtmf':
      return voice.keys === '' ? speech() : hearKeys(voice.keys, listening, dtmfOptions);
    default:
      return order.recognizeInputType satisfies never;
  }
}

/** The required options of each kind of recognition. */
function checkOptions(call: Call, order: RecognizeOrder): void {
  const { recognizeInputType: type, recognizeOptions: options } = order;
  const needed = type === 'dtmf' ? 'dtmfOptions' : 'choices';
  if ((type === 'dtmf' || type === 'choices') && options[needed] === undefined) {
    throw malformedRequest(`recognizeOptions.${needed} is missing.`);
  }
  if (type !== 'dtmf') checkCanSpeak(call);
}

export function recognizer(clock: LocalClock, media: Media, listen: Listener) {
  function hearing(call: Call, order: RecognizeOrder, promptMs: number): Hearing {
    const { targetParticipant, interruptPrompt, ...options } = order.recognizeOptions;
    const leg = call.legs.get(rawIdOf(targetParticipant));
    if (leg === undefined) throw malformedRequest('targetParticipant is not in the call.');
    const now = clock.now() - leg.answeredAt;
    const silenceMs = 1000 * (options.initialSilenceTimeoutInSeconds ?? defaultSilenceSeconds);
    const from = now + (interruptPrompt === true ? 0 : promptMs);
    const isAsked = promptMs > 0 || order.recognizeInputType === 'choices';
    const listening = { from, until: now + promptMs + silenceMs, isAsked };
    const hear = heardAs(order, leg.voice, listening);
    return { ...hear, afterMs: hear.afterMs - now };
  }

  return (call: Call, order: RecognizeOrder): void => {
    checkOptions(call, order);
    const single = order.playPrompt === undefined ? [] : [order.playPrompt];
    const prompts = order.playPrompts ?? single;
    checkSources(call, prompts);
    const party = rawIdOf(order.recognizeOptions.targetParticipant);
    if (!call.legs.has(party))
      throw malformedRequest(`targetParticipant: ${party} is not in the call.`);

    const begin = (over: (ending: MediaEnding) => void) => {
      const promptMs = prompts.length === 0 ? 0 : durationOf(prompts);
      const { afterMs, ending } = hearing(call, order, promptMs);
      const heard = prompts.length === 0 ? undefined : listen(call, [party], prompts);
      const cancel = clock.after(afterMs, () => {
        heard?.(afterMs >= promptMs);
        over(ending);
      });
      return () => {
        cancel();
        heard?.(false);
      };
    };
    media.start(
      call,
      { kind: 'Recognize', asker: order, parties: [party], begin },
      order.interruptCallMediaOperation === true,
    );
    call.latest.recognition = order;
  };
}
export type Recognizer = ReturnType<typeof recognizer>;

import { z } from 'zod';
import { type LocalClock } from '../../clock.ts';
import { type Call } from '../calling/call.ts';
import { identifierSchema, rawIdOf } from '../calling/identifier.ts';
import { malformed, notSimulated } from '../http/fault.ts';
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
  recognizeInputType: z.enum(['dtmf', 'speech', 'choices', 'speechordtmf', 'speechOrDtmf']),
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
  }),
  operationContext: z.string().optional(),
  operationCallbackUri: z.url().optional(),
});
export type RecognizeOrder = z.output<typeof recognizeSchema>;

/** What will be recognised, and when: known at once, because the voice of a simulated party is. */
export interface Hearing {
  readonly afterMs: number;
  readonly ending: MediaEnding;
}
export interface Listening {
  /** From when on the party is listened to, and when it must have begun; milliseconds since it answered. */
  readonly from: number;
  readonly until: number;
}

const defaultSilenceSeconds = 5;

export function recognizer(clock: LocalClock, media: Media, listen: Listener) {
  function hearing(call: Call, order: RecognizeOrder, promptMs: number): Hearing {
    const { targetParticipant, interruptPrompt, ...options } = order.recognizeOptions;
    const leg = call.legs.get(rawIdOf(targetParticipant));
    if (leg === undefined) throw malformed('targetParticipant is not in the call.');
    const now = clock.now() - leg.answeredAt;
    const silenceMs = 1000 * (options.initialSilenceTimeoutInSeconds ?? defaultSilenceSeconds);
    const from = now + (interruptPrompt === true ? 0 : promptMs);
    const listening = { from, until: now + promptMs + silenceMs };
    const hear =
      order.recognizeInputType === 'speech'
        ? hearSpeech(leg.voice, listening, options.speechOptions?.endSilenceTimeoutInMs)
        : hearKeys(leg.voice.keys, listening, options.dtmfOptions ?? {});
    return { ...hear, afterMs: hear.afterMs - now };
  }

  return (call: Call, order: RecognizeOrder): void => {
    const type = order.recognizeInputType;
    if (type !== 'speech' && type !== 'dtmf') throw notSimulated(`recognition of ${type}`);
    if (type === 'speech') checkCanSpeak(call);
    if (type === 'dtmf' && order.recognizeOptions.dtmfOptions === undefined) {
      throw malformed('recognizeOptions.dtmfOptions is missing.');
    }
    const single = order.playPrompt === undefined ? [] : [order.playPrompt];
    const prompts = order.playPrompts ?? single;
    checkSources(call, prompts);
    const party = rawIdOf(order.recognizeOptions.targetParticipant);
    if (!call.legs.has(party)) throw malformed(`targetParticipant: ${party} is not in the call.`);

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
  };
}
export type Recognizer = ReturnType<typeof recognizer>;

import { z } from 'zod';
import { type LocalClock } from '../../clock.ts';
import { type Call } from '../calling/call.ts';
import { type CallEvents } from '../calling/events.ts';
import { identifierSchema, rawIdOf } from '../calling/identifier.ts';
import { result, succeeded } from '../calling/result.ts';
import { callbackUrl } from '../http/callback-url.ts';
import { malformedRequest } from '../http/fault.ts';
import { type Media } from './media.ts';
import { checkSources, durationOf, type Listener, playSourceSchema } from './speech.ts';

export const playSchema = z.object({
  playSources: z.array(playSourceSchema).min(1),
  playTo: z.array(identifierSchema).optional(),
  interruptCallMediaOperation: z.boolean().optional(),
  playOptions: z.object({ loop: z.boolean() }).optional(),
  operationContext: z.string().optional(),
  operationCallbackUri: callbackUrl.optional(),
});
type PlayOrder = z.output<typeof playSchema>;

const completed = result(200, 0, 'Action completed successfully.');

export function player(clock: LocalClock, events: CallEvents, media: Media, listen: Listener) {
  function playOnce(ms: number, loop: boolean, over: () => void): () => void {
    if (!loop) return clock.after(ms, over);
    // A loop plays until a cancellation.
    return () => undefined;
  }

  return (call: Call, order: PlayOrder): void => {
    checkSources(call, order.playSources);
    const parties = (order.playTo ?? []).map(rawIdOf);
    const absent = parties.find((rawId) => !call.legs.has(rawId));
    if (absent !== undefined) throw malformedRequest(`playTo: ${absent} is not in the call.`);
    const begin = (over: (ending: { how: 'Completed'; result: typeof completed }) => void) => {
      events.answer(call, order, 'PlayStarted', succeeded);
      const heard = listen(call, parties, order.playSources);
      const loop = order.playOptions?.loop === true;
      const cancel = playOnce(durationOf(order.playSources), loop, () => {
        heard(true);
        over({ how: 'Completed', result: completed });
      });
      return () => {
        cancel();
        heard(false);
      };
    };
    media.start(
      call,
      { kind: 'Play', asker: order, parties, begin },
      order.interruptCallMediaOperation === true,
    );
  };
}
export type Player = ReturnType<typeof player>;

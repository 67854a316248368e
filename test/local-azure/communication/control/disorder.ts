import { z } from 'zod';
import { lateEventsSchema } from './late-event.ts';
import { draws } from './random.ts';

const share = z.number().min(0).max(1);
const count = z.int().min(0);

const settingsSchema = z.strictObject({
  duplicate: share,
  reorder: share,
  delayMs: count,
  lose: share,
  throttleEvery: count,
  callsPerSecond: count,
  retryAfterMs: count,
  failureEvents: z.enum(['both', 'createCallFailedOnly', 'callDisconnectedOnly', 'bothReversed']),
  lateEvents: lateEventsSchema,
  foreignNumbersAtOnce: z.boolean(),
  refuseTerminateWhileRinging: z.boolean(),
  answerLost: share,
});
/** Faults on demand. The request is partial: omitted settings keep their values. */
export const disorderSchema = settingsSchema.partial();
export type DisorderSettings = z.output<typeof settingsSchema>;

const order: DisorderSettings = {
  duplicate: 0,
  reorder: 0,
  delayMs: 0,
  lose: 0,
  throttleEvery: 0,
  callsPerSecond: 0,
  retryAfterMs: 1000,
  failureEvents: 'both',
  lateEvents: [],
  foreignNumbersAtOnce: false,
  refuseTerminateWhileRinging: false,
  answerLost: 0,
};

export function disorder(seed: number) {
  const draw = draws(seed);
  let settings = order;
  return {
    get settings(): DisorderSettings {
      return settings;
    },
    change(part: z.output<typeof disorderSchema>): void {
      settings = settingsSchema.parse({ ...settings, ...part });
    },
    reset(): void {
      settings = order;
    },
    /** True in the given share of the cases. A share of 0 draws no random number. */
    strikes: (chance: number) => chance > 0 && draw() < chance,
    draw,
  };
}
export type Disorder = ReturnType<typeof disorder>;

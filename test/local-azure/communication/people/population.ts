import { z } from 'zod';
import { byWeight, drawsOf } from '../control/random.ts';
import { type Outcome, type Person, personOf, personSchema } from './person.ts';

const span = z.union([
  z.int().min(0),
  z
    .strictObject({ min: z.int().min(0), max: z.int().min(0) })
    .refine(({ min, max }) => min <= max, 'min must not be above max'),
]);
type Span = z.output<typeof span>;

/** The behavior of undescribed numbers: weights of outcomes, and ranges of times. */
export const populationSchema = z.strictObject({
  outcomes: z.partialRecord(personSchema.shape.outcome.unwrap(), z.number().min(0)).exactOptional(),
  ringMs: span.exactOptional(),
  greetingMs: span.exactOptional(),
  talkMs: span.exactOptional(),
  patienceMs: span.exactOptional(),
  sms: personSchema.shape.sms,
});
export type PopulationSettings = z.output<typeof populationSchema>;

const within = (range: Span, draw: number) =>
  typeof range === 'number' ? range : Math.round(range.min + (range.max - range.min) * draw);

/** The person of a number. It depends only on the seed and the number, not on the order of calls. */
export function stranger(settings: PopulationSettings, seed: number, number: string): Person {
  const draw = drawsOf(seed, number);
  const outcome: Outcome = byWeight(settings.outcomes ?? {}, draw()) ?? 'answer';
  const { ringMs, greetingMs, talkMs, patienceMs, sms } = settings;
  const times = { ringMs, greetingMs, talkMs, patienceMs };
  const drawn: Record<string, number> = {};
  for (const [name, range] of Object.entries(times)) {
    const share = draw();
    // A call without an answer rings until the network ends it, whatever `ringMs` is.
    if (range === undefined || (outcome === 'noAnswer' && name === 'ringMs')) continue;
    drawn[name] = within(range, share);
  }
  return personOf({ outcome, ...drawn, ...(sms === undefined ? {} : { sms }) });
}

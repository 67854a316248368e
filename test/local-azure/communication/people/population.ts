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

/** How numbers behave that nobody described: weights of outcomes, and ranges of times. */
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

/** The person behind a number: the same for the same seed, in whatever order the numbers are called. */
export function stranger(settings: PopulationSettings, seed: number, number: string): Person {
  const draw = drawsOf(seed, number);
  const outcome: Outcome = byWeight(settings.outcomes ?? {}, draw()) ?? 'answer';
  const { ringMs, greetingMs, talkMs, patienceMs, sms } = settings;
  const times = { ringMs, greetingMs, talkMs, patienceMs };
  const drawn: Record<string, number> = {};
  for (const [name, range] of Object.entries(times)) {
    const share = draw();
    // Somebody who never answers rings until the network gives up, however long others take.
    if (range === undefined || (outcome === 'noAnswer' && name === 'ringMs')) continue;
    drawn[name] = within(range, share);
  }
  return personOf({ outcome, ...drawn, ...(sms === undefined ? {} : { sms }) });
}

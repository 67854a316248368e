/** How the demonstration's contacts react to a call: derived from the number, so always the same. */
import { pickByWeight, createRandom } from './seeded-random.ts';

const outcomes = {
  answer: 46,
  noAnswer: 20,
  busy: 10,
  machine: 10,
  failed: 2,
  declined: 2,
  invalid: 1,
} as const;

export function behaviorOf(number: string) {
  const draw = createRandom(number);
  const outcome = pickByWeight(outcomes, draw());
  const between = (from: number, to: number) => Math.round(from + draw() * (to - from));
  return {
    number,
    outcome,
    // A contact that does not answer lets the phone ring until the engine gives up.
    ...(outcome !== 'noAnswer' && { ringMs: between(2000, 9000) }),
    talkMs: between(20_000, 40_000),
    greetingMs: between(4000, 7000),
    patienceMs: 20_000,
    sms: pickByWeight({ delivered: 75, STOP: 15, failed: 10 }, draw()),
  };
}

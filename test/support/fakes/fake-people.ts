// The behavior of called people. The same seed and number give the same person, with another reaction in each
// call.
import type { E164 } from '../../../shared/domain/values/phone.ts';
import { random } from './seeded-random.ts';

export type Behaviour =
  | {
      kind: 'answers';
      ringMs: number;
      patienceMs: number;
      talkMs: number;
      hello: string;
      /** The service does not end the call while it rings. */
      ringsOn?: true;
    }
  | { kind: 'noAnswer' }
  | { kind: 'busy' }
  | { kind: 'invalid' }
  /** The service refuses all calls of this app. */
  | { kind: 'misconfigured' }
  /** The service has no room for the call. */
  | { kind: 'throttled' }
  /** The call is placed without a response; only its callbacks report it. */
  | { kind: 'answerLost'; then: Behaviour };

/** The behavior of a number in its n-th call, from 1. */
export type People = (number: E164, nth: number) => Behaviour;

export const talkative: Behaviour & { kind: 'answers' } = {
  kind: 'answers',
  ringMs: 4_000,
  patienceMs: 15_000,
  talkMs: 40_000,
  hello: 'Hello?',
};
const machine: Behaviour = {
  ...talkative,
  patienceMs: 60_000,
  hello: 'You have reached the voicemail of the family. Please leave a message after the tone.',
};

/** A crowd with every kind of behavior. */
export function crowd(seed: number): People {
  return (number, nth) => {
    const draw = random(seed * 7_919 + Number(number.slice(-9)) * 31 + nth);
    const kind = draw();
    const ringMs = 1_500 + Math.floor(draw() * 20_000);
    const talkMs = 5_000 + Math.floor(draw() * 180_000);
    if (kind < 0.3) return { ...talkative, ringMs, talkMs };
    if (kind < 0.35) return { ...talkative, ringMs, patienceMs: 600 };
    if (kind < 0.5) return { ...machine, ringMs };
    if (kind < 0.7) return { kind: 'noAnswer' };
    if (kind < 0.87) return { kind: 'busy' };
    if (kind < 0.9) return { kind: 'invalid' };
    if (kind < 0.95) return { kind: 'throttled' };
    return { kind: 'answerLost', then: draw() < 0.5 ? talkative : { kind: 'noAnswer' } };
  };
}

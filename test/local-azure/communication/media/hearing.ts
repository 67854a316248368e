import { type Utterance } from '../people/voice.ts';
import { type MediaEnding } from './media.ts';

/** What will be recognised, and when: known at once, because the voice of a simulated party is. */
export interface Hearing {
  readonly afterMs: number;
  readonly ending: MediaEnding;
  /** What was said, where speech was recognised. */
  readonly heard?: Utterance;
}

/** How the party is listened to; milliseconds since it answered. */
export interface Listening {
  /** From when on … */
  readonly from: number;
  /** … and when it must have begun. */
  readonly until: number;
  /** They were asked something, and answer if they have an answer. */
  readonly isAsked: boolean;
}

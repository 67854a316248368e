import { type Utterance } from '../people/voice.ts';
import { type MediaEnding } from './media.ts';

/** The result of a recognition and its time. Both are known at the start, because the voice is simulated. */
export interface Hearing {
  readonly afterMs: number;
  readonly ending: MediaEnding;
  /** The recognized utterance, for recognized speech. */
  readonly heard?: Utterance;
}

/** The time range of a recognition, in milliseconds since the party answered. */
export interface Listening {
  /** The start of the recognition. */
  readonly from: number;
  /** The latest start of an utterance. */
  readonly until: number;
  /** The party was asked a question and answers it, if it has an answer. */
  readonly isAsked: boolean;
}

import { z } from 'zod';
import { result } from '../calling/result.ts';
import { type Voice } from '../people/voice.ts';
import { type Hearing, type Listening } from './hearing.ts';
import { firstKeyMs, nothingPressed, toneOf } from './keys.ts';
import { hearSpeech } from './words.ts';

export const choiceSchema = z.object({
  label: z.string().min(1),
  phrases: z.array(z.string().min(1)).min(1),
  tone: z.string().optional(),
});
type Choice = z.output<typeof choiceSchema>;

/** The silence after a word that ends the phrase. */
const endOfPhraseMs = 1000;

const pressed = result(200, 8533, 'Action completed, DTMF option matched.');
const said = result(200, 8545, 'Action completed, speech option matched.');
const wrongKey = result(500, 8534, 'Action failed, incorrect tone entered.');
const wrongWords = result(
  400,
  8547,
  'Action failed, recognized phrase does not match a valid option.',
);

const words = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
const contains = (text: string, phrase: string) =>
  ` ${words(text)} `.includes(` ${words(phrase)} `);

function hearKey(key: string, { from, until }: Listening, choices: readonly Choice[]): Hearing {
  if (from + firstKeyMs > until) return nothingPressed(until);
  const afterMs = from + firstKeyMs;
  const chosen = choices.find(({ tone }) => tone === toneOf(key));
  if (chosen === undefined) return { afterMs, ending: { how: 'Failed', result: wrongKey } };
  const more = { recognitionType: 'choices', choiceResult: { label: chosen.label } };
  return { afterMs, ending: { how: 'Completed', result: pressed, more } };
}

/** Recognizes one of several choices: by the pressed key, or else by the spoken phrase. */
export function hearChoice(
  voice: Voice,
  listening: Listening,
  choices: readonly Choice[],
): Hearing {
  const [key] = voice.keys;
  if (key !== undefined) return hearKey(key, listening, choices);
  const { heard, afterMs, ending } = hearSpeech(voice, listening, endOfPhraseMs);
  if (heard === undefined) return { afterMs, ending };
  for (const { label, phrases } of choices) {
    const recognizedPhrase = phrases.find((phrase) => contains(heard.words, phrase));
    if (recognizedPhrase === undefined) continue;
    const choiceResult = { label, recognizedPhrase, confidence: heard.confidence };
    const more = { recognitionType: 'choices', choiceResult };
    return { afterMs, ending: { how: 'Completed', result: said, more } };
  }
  return { afterMs, ending: { how: 'Failed', result: wrongWords } };
}

/** Words on a line, with times in milliseconds of local time since the answer. */
export interface Utterance {
  readonly from: number;
  readonly to: number;
  readonly words: string;
  readonly confidence: number;
}
export interface Voice {
  readonly kind: 'person' | 'machine' | 'fax' | 'silent';
  /** The current utterance at `at`, or else the next one; undefined when the line stays silent. */
  next(at: number): Utterance | undefined;
  /** The answer of the party to a question, if it has one. */
  answer(at: number): Utterance | undefined;
  /** The keys that the party presses when asked. */
  readonly keys: string;
  /** The time from which a message is recorded: after the tone of a machine. */
  readonly listensFrom: number;
}

const helloFromMs = 100;
const helloForMs = 400;
const helloEveryMs = 4000;
const thinkMs = 700;
const msPerLetter = 65;

/** Says "Hello?" and repeats it every four seconds without an answer. */
export function personVoice(keys: string, says: string): Voice {
  return {
    kind: 'person',
    keys,
    listensFrom: 0,
    next(at) {
      const turn = Math.max(0, Math.ceil((at - helloFromMs - helloForMs) / helloEveryMs));
      const from = helloFromMs + turn * helloEveryMs;
      return { from, to: from + helloForMs, words: 'Hello?', confidence: 0.92 };
    },
    answer(at) {
      if (says === '') return undefined;
      const from = at + thinkMs;
      return { from, to: from + says.length * msPerLetter, words: says, confidence: 0.9 };
    },
  };
}

/** A greeting without a pause, then the tone, then silence. */
export function machineVoice(number: string, greetingMs: number): Voice {
  const words = `You have reached the voicemail of ${number}, please leave a message after the tone`;
  const greeting = { from: 0, to: greetingMs, words, confidence: 0.95 };
  return {
    kind: 'machine',
    keys: '',
    listensFrom: greetingMs,
    next: (at) => (at < greetingMs ? greeting : undefined),
    answer: () => undefined,
  };
}

const nothing = () => undefined;
const silence = { keys: '', listensFrom: 0, next: nothing, answer: nothing };
export const faxVoice: Voice = { kind: 'fax', ...silence };
export const silentVoice: Voice = { kind: 'silent', ...silence };

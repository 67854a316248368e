/** What is said on a line, as seen from the moment it was answered (milliseconds of local time since then). */
export interface Utterance {
  readonly from: number;
  readonly to: number;
  readonly words: string;
  readonly confidence: number;
}
export interface Voice {
  readonly kind: 'person' | 'machine' | 'fax' | 'silent';
  /** The utterance that is going on at `at`, or else the next one; nothing when the line stays silent. */
  next(at: number): Utterance | undefined;
  /** What the party says to a question, if they have an answer to give. */
  answer(at: number): Utterance | undefined;
  /** The keys that the party presses when asked for some. */
  readonly keys: string;
  /** When a message that is spoken now would be recorded: after the tone of a machine. */
  readonly listensFrom: number;
}

const helloFromMs = 100;
const helloForMs = 400;
const helloEveryMs = 4000;
const thinkMs = 700;
const msPerLetter = 65;

/** "Hello?", and again every four seconds: a person with nobody on the line repeats it. */
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

/** A greeting in one breath, then the tone, then silence. */
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

import { result } from '../calling/result.ts';
import { type Hearing, type Listening } from './hearing.ts';

const names: Readonly<Record<string, string>> = {
  '0': 'zero',
  '1': 'one',
  '2': 'two',
  '3': 'three',
  '4': 'four',
  '5': 'five',
  '6': 'six',
  '7': 'seven',
  '8': 'eight',
  '9': 'nine',
  '*': 'asterisk',
  '#': 'pound',
};
export const toneOf = (key: string) => names[key] ?? key.toLowerCase();

export const firstKeyMs = 1000;
const betweenKeysMs = 500;
const defaultInterToneSeconds = 2;

const silent = result(400, 8510, 'Action failed, initial silence timeout reached.');
const maximumReached = result(200, 8531, 'Action completed, max digits received.');
const stopped = result(200, 8514, 'Action completed as stop tone was detected.');
const noMoreKeys = result(400, 8532, 'Action failed, inter-digit silence timeout reached.');

export const nothingPressed = (afterMs: number): Hearing => ({
  afterMs,
  ending: { how: 'Failed', result: silent },
});

interface KeyOptions {
  readonly maxTonesToCollect?: number | undefined;
  readonly interToneTimeoutInSeconds?: number | undefined;
  readonly stopTones?: readonly string[] | undefined;
}

/** Collects the keys of the party, up to the stop tone, the maximum number, or a pause. */
export function hearKeys(keys: string, { from, until }: Listening, options: KeyOptions): Hearing {
  const tones = Array.from(keys, toneOf);
  if (tones.length === 0 || from + firstKeyMs > until) {
    return nothingPressed(until);
  }
  const collected = (count: number) => ({
    recognitionType: 'dtmf',
    dtmfResult: { tones: tones.slice(0, count) },
  });
  const pressedAt = (index: number) => from + firstKeyMs + index * betweenKeysMs;
  const most = options.maxTonesToCollect ?? Infinity;
  const stop = tones.findIndex((tone) => options.stopTones?.includes(tone) === true);
  if (stop >= 0 && stop < most) {
    const ending = { how: 'Completed', result: stopped, more: collected(stop) } as const;
    return { afterMs: pressedAt(stop), ending };
  }
  if (tones.length >= most) {
    const ending = { how: 'Completed', result: maximumReached, more: collected(most) } as const;
    return { afterMs: pressedAt(most - 1), ending };
  }
  const pauseMs = 1000 * (options.interToneTimeoutInSeconds ?? defaultInterToneSeconds);
  const ending = { how: 'Completed', result: noMoreKeys, more: collected(tones.length) } as const;
  return { afterMs: pressedAt(tones.length - 1) + pauseMs, ending };
}

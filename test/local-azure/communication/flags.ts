/** Reads the command line flags. An invalid flag is refused with one line. */
import { parseArgs } from 'node:util';
import { senderPattern, type SourceNumbers } from './security/source-numbers.ts';
import { type CommunicationOptions } from './start.ts';

function wholeNumber(name: string, text: string, limit = Number.MAX_SAFE_INTEGER): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= limit) return number;
  const range = limit === Number.MAX_SAFE_INTEGER ? '' : ` from 0 to ${limit}`;
  throw new Error(`--${name} must be a whole number${range}, not '${text}'.`);
}

function numbersIn(text: string): SourceNumbers {
  if (text === '*') return '*';
  const numbers = text.split(',').map((number) => number.trim());
  const invalid = numbers.find((number) => !senderPattern.test(number));
  if (invalid === undefined) return numbers;
  throw new Error(
    `--source-numbers must be * or a list of numbers with commas between them; '${invalid}' is not a number.`,
  );
}

function base64(text: string): string {
  if (text !== '' && Buffer.from(text, 'base64').toString('base64') === text) return text;
  throw new Error('--key must be base64, as in a connection string.');
}

export function readFlags(args: readonly string[]): CommunicationOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '0' },
      key: { type: 'string' },
      seed: { type: 'string', default: '1' },
      'calls-per-number': { type: 'string', default: '2' },
      'source-numbers': { type: 'string', default: '*' },
    },
  });
  return {
    port: wholeNumber('port', values.port, 65_535),
    ...(values.key === undefined ? {} : { accessKey: base64(values.key) }),
    seed: wholeNumber('seed', values.seed),
    callsPerNumber: wholeNumber('calls-per-number', values['calls-per-number']),
    sourceNumbers: numbersIn(values['source-numbers']),
  };
}

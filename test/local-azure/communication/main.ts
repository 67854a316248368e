import { parseArgs } from 'node:util';
import { clockFromEnvironment } from '../clock.ts';
import { runPart } from '../part.ts';
import { startCommunication } from './start.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    key: { type: 'string' },
    seed: { type: 'string', default: '1' },
    'calls-per-number': { type: 'string', default: '2' },
  },
});

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new Error(`--${name} must be a whole number, not '${text}'.`);
}

const communication = await startCommunication({
  port: wholeNumber('port', values.port),
  ...(values.key === undefined ? {} : { accessKey: values.key }),
  clock: clockFromEnvironment(),
  seed: wholeNumber('seed', values.seed),
  callsPerNumber: wholeNumber('calls-per-number', values['calls-per-number']),
});
const { url, connectionString, issuer, audience, jwksUrl } = communication;
runPart({ url, connectionString, issuer, audience, jwksUrl }, () => communication.stop());

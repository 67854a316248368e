/**
 * `npm run soak`: one campaign day on the local Azure with many contacts. It starts in the New York morning and ends when
 * all tasks are closed or the queue closes. Prints the summary and the resource use of each service. The exit code says whether
 * every invariant held.
 */
import { parseArgs } from 'node:util';
import { localClock } from '../clock.ts';
import { boot } from '../stack/boot.ts';
import { nextTuesdayAtFour } from '../stack/local-start.ts';
import { freePort } from '../stack/port.ts';
import { createContactFile } from './contacts.ts';
import { resourceUsage } from './resource-usage.ts';
import { runDemo } from './run.ts';
import { summary } from './summary.ts';

const { values } = parseArgs({
  options: {
    contacts: { type: 'string', default: '2000' },
    speed: { type: 'string', default: '20' },
    hosts: { type: 'string', default: '1' },
  },
});

function wholeNumber(name: keyof typeof values, most: number): number {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  console.error(`--${name} must be a whole number from 1 to ${most}, not '${values[name]}'.`);
  process.exit(2);
}

const contacts = wholeNumber('contacts', 4000);
const speed = wholeNumber('speed', 1000);
const hosts = wholeNumber('hosts', 8);

const hour = 60 * 60 * 1000;
const morning = nextTuesdayAtFour(Date.now()) - 3 * hour;
const evening = morning + 10 * hour;

const clock = localClock({ speed, start: morning });
const port = (await freePort(0)) ?? 0;
let restarts = 0;
const booting = boot({
  clock,
  port,
  data: undefined,
  keysFile: undefined,
  hosts,
  say(line) {
    restarts += 1;
    console.error(line);
  },
});
const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => ending.abort());

async function soak(): Promise<boolean> {
  const stack = await booting.stack;
  console.log(`A day with ${contacts} contacts, ${speed} times as fast, ${hosts} host(s).`);
  const outcome = await runDemo(stack, {
    clock,
    display: 'text',
    say: console.log,
    stopped: ending.signal,
    file: createContactFile(contacts),
    endsAt: evening,
  });
  const { voice, sms } = outcome.report.deliveries;
  const perSecond = (n: number) => (n / Math.max(1, outcome.machineSeconds)).toFixed(1);
  console.log(`\n${summary(outcome, { rejects: false })}\n`);
  console.log(`${perSecond(voice.started)} calls and ${perSecond(sms.started)} SMS a second`);
  for (const { name, pid } of Object.entries(stack.pids()).map(([name, pid]) => ({ name, pid }))) {
    console.log(`  ${name.padEnd(15)}${resourceUsage(pid)}`);
  }
  return outcome.ok && restarts === 0;
}

try {
  const ok = await Promise.race([soak(), booting.failure]);
  process.exitCode = ok ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
await booting.stop();

/** The demonstration from the first document to the summary; with stored data it continues. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type LocalClock } from '../clock.ts';
import { type Stack } from '../stack/boot.ts';
import { type ContactFile } from './contacts.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { sendPeople, prepareDemo } from './prepare.ts';
import { type Display, progress } from './progress.ts';
import { earlierImport, readDemoStatus } from './status.ts';

const everyMs = 1000;
const longestMs = 15 * 60 * 1000;
const silenceMs = 30_000;

/** The demonstration did not finish in time. */
class DemoTimeout extends Error {
  override readonly name = 'TooLong';
}

export interface DemoOptions {
  readonly clock: LocalClock;
  readonly display: Display;
  readonly say: (line: string) => void;
  readonly stopped: AbortSignal;
  readonly file: ContactFile;
  /** The local time at which the run ends even if tasks are still open. */
  readonly endsAt?: number;
}

export async function runDemo(stack: Stack, options: DemoOptions): Promise<Outcome> {
  const { clock, display, say, stopped, file, endsAt = Number.POSITIVE_INFINITY } = options;
  const startedAt = Date.now();
  const people = () => sendPeople(stack.simulator, file.numbers);
  await people();
  stack.onReturn('communication', people);
  const earlier = await earlierImport(stack.api);
  if (earlier === undefined) {
    await prepareDemo(stack, file);
    say('The contact file is in the container; ten representatives are available.\n');
  } else say(`Continuing with stored data: '${earlier.name}' is already imported.\n`);

  const shown = progress(clock, display);
  try {
    for (;;) {
      const status = await withRetries(() => readDemoStatus(stack.api));
      shown.show(status);
      if (status.over || clock.now() >= endsAt) {
        shown.end();
        return await outcomeOf(stack, status, Math.round((Date.now() - startedAt) / 1000), file);
      }
      if (Date.now() - startedAt > longestMs) {
        throw new DemoTimeout(`After 15 minutes ${status.open} tasks are still open.`);
      }
      await sleep(everyMs, undefined, { signal: stopped });
    }
  } finally {
    shown.end();
  }
}

/** A killed host does not answer until it is back: only a long silence is an error. */
async function withRetries<T>(ask: () => Promise<T>): Promise<T> {
  const since = Date.now();
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() - since > silenceMs) throw error;
      await sleep(everyMs);
    }
  }
}

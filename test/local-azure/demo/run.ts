/** The demonstration from the first document to the summary; with kept data, from where it stood. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type LocalClock } from '../clock.ts';
import { type Stack } from '../stack/boot.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { populate, prepare } from './prepare.ts';
import { progress } from './progress.ts';
import { importsOf, readStanding } from './standing.ts';

const everyMs = 1000;
const longestMs = 15 * 60 * 1000;

/** The demonstration did not come to its end in time. */
export class TooLong extends Error {
  override readonly name = 'TooLong';
}

export async function runDemo(
  stack: Stack,
  options: { clock: LocalClock; json: boolean; say: (line: string) => void; stopped: AbortSignal },
): Promise<Outcome> {
  const { clock, json, say, stopped } = options;
  const begun = Date.now();
  await populate(stack.simulator);
  const earlier = await importsOf(stack.api);
  if (earlier[0] === undefined) {
    await prepare(stack);
    say('The contact file is dropped, ten representatives are waiting.\n');
  } else say(`Going on with what is kept: '${earlier[0].name}' was imported before.\n`);

  const shown = progress(clock, json);
  try {
    for (;;) {
      const standing = await readStanding(stack.api);
      shown.show(standing);
      if (standing.over) {
        shown.end();
        return await outcomeOf(stack, standing, Math.round((Date.now() - begun) / 1000));
      }
      if (Date.now() - begun > longestMs) {
        throw new TooLong(`After 15 minutes ${standing.open} tasks are still open.`);
      }
      await sleep(everyMs, undefined, { signal: stopped });
    }
  } finally {
    shown.end();
  }
}

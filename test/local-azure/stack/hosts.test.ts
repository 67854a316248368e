// Two hosts over the same emulators: each piece of work runs once.
import { expect, test } from 'vitest';
import { bootLocalApp, tuesdayNoon } from '../../functions/on-local-azure.ts';
import { createContactFile } from '../demo/contacts.ts';
import { runDemo } from '../demo/run.ts';

test('with two hosts an engagement runs to its end and every invariant holds', async () => {
  const app = await bootLocalApp(40, { hosts: 2 });
  const { stack, clock } = app;
  try {
    const outcome = await runDemo(stack, {
      clock,
      display: 'nothing',
      say: () => undefined,
      stopped: new AbortController().signal,
      file: createContactFile(24),
    });
    expect(outcome.invariants.filter(({ holds }) => !holds)).toEqual([]);
    expect(outcome.surprises).toEqual([]);
    expect(outcome.report.tasks).toMatchObject({ accepted: 22 });
    // Both hosts served callbacks, events and API requests.
    expect(stack.served.every((visits) => visits > 0)).toBe(true);
    expect(Object.keys(stack.pids())).toEqual(expect.arrayContaining(['host', 'host-2']));
    expect(clock.now()).toBeGreaterThan(tuesdayNoon);
  } finally {
    await app.stop();
  }
}, 120_000);

import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localClock } from '../../clock.ts';
import { fixtureFiles } from '../fixtures/files.ts';
import { type LocalStorage, storageWithContacts } from '../fixtures/local-storage.ts';
import { plans, seen, seenTimes } from '../fixtures/seen.ts';
import { type Host, startHost } from '../host.ts';

const start = Date.parse('2026-03-01T10:00:30.000Z');
/** A minute of local Azure takes a fifth of a second here. */
const clock = localClock({ speed: 300, start });
let local: LocalStorage;
let host: Host;

const startTimers = (at = clock) =>
  startHost({
    functions: fixtureFiles('timers'),
    settings: {
      AzureWebJobsStorage: local.storage.connectionString,
      EVERY_MINUTE: '0 * * * * *',
    },
    clock: at,
    sink: () => undefined,
  });

beforeAll(async () => {
  local = await storageWithContacts();
  plans.set('yearly', ({ retry }) => {
    if (Number(retry) < 2) throw new Error('not yet');
  });
  host = await startTimers();
});
afterAll(async () => {
  await host.stop();
  await local.storage.stop();
});

const statusOf = (entry: Record<string, unknown>) =>
  entry['scheduleStatus'] as { last: string; next: string; lastUpdated: string };

describe('a timer', () => {
  test('runs at its occurrences in local-Azure time and receives the last and the next one', async () => {
    const [first, second] = await seenTimes('every-minute', 2);
    expect(first).toMatchObject({ isPastDue: false, schedule: { adjustForDST: true } });
    const next = Date.parse(statusOf(first!).next);
    expect(next % 60_000).toBe(0);
    expect(statusOf(second!).last.slice(0, 16)).toBe(new Date(next).toISOString().slice(0, 16));
  });

  test('that runs more than once a minute has no status', async () => {
    const [run] = await seenTimes('every-second', 1);
    expect(run).toMatchObject({ scheduleStatus: null });
  });

  test('with runOnStartup runs at once, and then by its schedule', async () => {
    const [first] = await seenTimes('every-hour', 1);
    expect(first).toMatchObject({ isPastDue: false });
  });

  test('with retry options runs again after its delay and receives the retry count', async () => {
    const runs = await seenTimes('yearly', 3);
    expect(runs.map((run) => run['retry'])).toEqual([0, 1, 2]);
  });

  test('never runs concurrently: occurrences during a run become one late run', async () => {
    let running = 0;
    let most = 0;
    let runs = 0;
    const gate = Promise.withResolvers<undefined>();
    plans.set('every-minute', async () => {
      running += 1;
      most = Math.max(most, running);
      runs += 1;
      if (runs === 1) await gate.promise;
      running -= 1;
    });
    const before = seen('every-minute').length;
    await seenTimes('every-minute', before + 1);
    const began = clock.now();
    await new Promise<void>((resolve) => void clock.after(200_000, resolve));
    gate.resolve(undefined);
    const runsAfter = await seenTimes('every-minute', before + 3);
    expect(most).toBe(1);
    expect(runsAfter.at(-2)).toMatchObject({ isPastDue: true });
    expect(Date.parse(statusOf(runsAfter.at(-1)!).last)).toBeGreaterThan(began + 200_000);
    plans.delete('every-minute');
  });

  test('has its own lock, named after its function', async () => {
    const hosts = BlobServiceClient.fromConnectionString(local.storage.connectionString);
    const locks: string[] = [];
    const prefix = 'locks/localhost/';
    for await (const { name, properties } of hosts
      .getContainerClient('azure-webjobs-hosts')
      .listBlobsFlat({ prefix }))
      if (properties.leaseState === 'leased') locks.push(name.slice(prefix.length));
    const names = ['every-hour', 'every-minute', 'every-second', 'yearly'];
    expect(locks.toSorted()).toEqual(names.map((name) => `Host.Functions.${name}.Listener`));
  });

  test('that missed an occurrence while no host ran is past due at the start', async () => {
    await host.stop();
    const count = seen('every-minute').length;
    await new Promise<void>((resolve) => void clock.after(120_000, resolve));
    expect(seen('every-minute')).toHaveLength(count);
    host = await startTimers();
    const late = (await seenTimes('every-minute', count + 1)).at(-1);
    expect(late).toMatchObject({ isPastDue: true });
  });
});

// What an engagement names may be gone or never open: nobody is called for it, what is under way comes to its end, and what
// is queued waits for it to be put right.
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, later, MINUTE, SECOND } from '../../../../shared/domain/values/time.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aQueue } from '../../../support/builders/queue.ts';
import { aWorkstream } from '../../../support/builders/workstream.ts';
import type { TestEngine } from '../../../support/engine.ts';
import {
  createSeededEngine,
  dropContactFile,
  signInGrace,
} from '../../../support/builders/seeded-engine.ts';

const header = 'UniqueIdentifier,MobilePhoneNumber,TimeZone';
const ada = 'ada,+12062300001,America/New_York';
const bob = 'bob,+12062300002,America/New_York';
const engagement = aVoiceEngagement({ reattempts: { attempts: 2, reasons: ['noAnswer'] } });

const documents = { queue: aQueue(), workstream: aWorkstream() };
const kinds = ['queue', 'workstream'] as const;

/** As it is after a race, and for documents that their schema refuses. */
async function lose(engine: TestEngine, kind: (typeof kinds)[number]) {
  const { id } = documents[kind];
  const found = await engine.configuration.find(kind, id);
  await engine.configuration.remove(kind, id, found?.etag ?? '');
  await run(engine, 2 * SECOND);
}
const run = (engine: TestEngine, ms: number) =>
  engine.timeline.runTo(later(engine.timeline.now(), ms));
const standing = (engine: TestEngine) =>
  engine.tasks
    .all()
    .tasks.map(({ status }) => status)
    .sort();

describe.each(kinds)('without its %s', (kind) => {
  test('a call that is up ends, is settled and gives its representative back', async () => {
    const engine = await signInGrace(await createSeededEngine({ engagement }));
    await dropContactFile(engine, [header, ada, bob]);
    const stop = engine.startTimers();
    await run(engine, 10 * SECOND);
    expect(standing(engine)).toEqual(['connected', 'ready']);
    await lose(engine, kind);
    await run(engine, 5 * MINUTE);
    stop();
    expect(standing(engine)).toEqual(['closed', 'ready']);
    expect(engine.tasks.all().deliveries).toMatchObject([{ result: 'LiveAnswer' }]);
    expect((await engine.getRepresentative('grace')).presence.status).toBe('available');
    expect(engine.callControl.calls).toHaveLength(1);
    expect(engine.failures).toEqual([]);
  });

  test('a call that is ordered is not placed, and its task is as it was', async () => {
    const engine = await signInGrace(await createSeededEngine({ engagement }));
    await dropContactFile(engine, [header, ada]);
    await engine.runPacingTick('renewals', engine.timeline.now());
    engine.clock.shift(2 * SECOND);
    await lose(engine, kind);
    expect(engine.callControl.calls).toEqual([]);
    expect(engine.tasks.all().deliveries).toEqual([]);
    const stop = engine.startTimers();
    await run(engine, HOUR);
    expect(engine.callControl.calls).toEqual([]);
    await engine.saveConfiguration.put(kind, documents[kind], null);
    await run(engine, 5 * MINUTE);
    stop();
    expect(engine.callControl.calls).toHaveLength(1);
    expect(standing(engine)).toEqual(['closed']);
  });

  test('what is queued expires in its time', async () => {
    const engine = await signInGrace(await createSeededEngine({ engagement }));
    await dropContactFile(engine, [header, ada, bob]);
    await lose(engine, kind);
    const stop = engine.startTimers(HOUR);
    await run(engine, 8 * DAY);
    stop();
    expect(engine.tasks.all().tasks).toMatchObject([
      { status: 'closed', outcome: 'expired' },
      { status: 'closed', outcome: 'expired' },
    ]);
    expect(engine.callControl.calls).toEqual([]);
  });
});

test('ten holidays in a row by mistake: everybody waits, and is called once they are taken back', async () => {
  const engine = await signInGrace(await createSeededEngine({ engagement }));
  await dropContactFile(engine, [header, ada]);
  const holidays = Array.from({ length: 10 }, (_, n) => ({ date: `2026-03-${10 + n}`, name: '' }));
  const operatingHours = { zone: 'America/New_York' as never, hours: null, holidays };
  await engine.saveConfiguration.put('queue', aQueue({ operatingHours }), null);
  const stop = engine.startTimers();
  await run(engine, MINUTE);
  await dropContactFile(engine, [header, bob], 'april.csv');
  expect(engine.tasks.all().tasks).toMatchObject([{ status: 'waiting' }, { status: 'waiting' }]);
  expect(engine.callControl.calls).toEqual([]);
  await engine.saveConfiguration.put('queue', aQueue(), null);
  await run(engine, 10 * MINUTE);
  stop();
  expect(standing(engine)).toEqual(['closed', 'closed']);
  expect(engine.callControl.calls).toHaveLength(2);
});

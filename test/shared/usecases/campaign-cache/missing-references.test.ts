// The queue or workstream of an engagement may be missing, or the queue may never open. The engine then places no call,
// live calls end normally, and queued tasks wait for the repair.
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

/** Removes the document without the reference check. A race or a corrupt document has the same effect. */
async function removeDocument(engine: TestEngine, kind: (typeof kinds)[number]) {
  engine.configuration.erase(kind, documents[kind].id);
  await advance(engine, 2 * SECOND);
}
const advance = (engine: TestEngine, ms: number) =>
  engine.timeline.runTo(later(engine.timeline.now(), ms));
const taskStatuses = (engine: TestEngine) =>
  engine.tasks
    .all()
    .tasks.map(({ status }) => status)
    .sort();

describe.each(kinds)('an engagement without its %s', (kind) => {
  test('a live call ends, is settled and releases its representative', async () => {
    const engine = await signInGrace(await createSeededEngine({ engagement }));
    await dropContactFile(engine, [header, ada, bob]);
    const stop = engine.startTimers();
    await advance(engine, 10 * SECOND);
    expect(taskStatuses(engine)).toEqual(['connected', 'ready']);
    await removeDocument(engine, kind);
    await advance(engine, 5 * MINUTE);
    stop();
    expect(taskStatuses(engine)).toEqual(['closed', 'ready']);
    expect(engine.tasks.all().deliveries).toMatchObject([{ result: 'LiveAnswer' }]);
    expect((await engine.getRepresentative('grace')).presence.status).toBe('available');
    expect(engine.callControl.calls).toHaveLength(1);
    expect(engine.failures).toEqual([]);
  });

  test('a queued call is not placed, and its task is dialed after the repair', async () => {
    const engine = await signInGrace(await createSeededEngine({ engagement }));
    await dropContactFile(engine, [header, ada]);
    await engine.runPacingTick('renewals', engine.timeline.now());
    engine.clock.shift(2 * SECOND);
    await removeDocument(engine, kind);
    expect(engine.callControl.calls).toEqual([]);
    expect(engine.tasks.all().deliveries).toEqual([]);
    const stop = engine.startTimers();
    await advance(engine, HOUR);
    expect(engine.callControl.calls).toEqual([]);
    await engine.documents.put(kind, documents[kind], null);
    await advance(engine, 5 * MINUTE);
    stop();
    expect(engine.callControl.calls).toHaveLength(1);
    expect(taskStatuses(engine)).toEqual(['closed']);
  });

  test('queued tasks expire at their deadline', async () => {
    const engine = await signInGrace(await createSeededEngine({ engagement }));
    await dropContactFile(engine, [header, ada, bob]);
    await removeDocument(engine, kind);
    const stop = engine.startTimers(HOUR);
    await advance(engine, 8 * DAY);
    stop();
    expect(engine.tasks.all().tasks).toMatchObject([
      { status: 'closed', outcome: 'expired' },
      { status: 'closed', outcome: 'expired' },
    ]);
    expect(engine.callControl.calls).toEqual([]);
  });
});

test('with ten holidays in a row all tasks wait, and are dialed once the holidays are removed', async () => {
  const engine = await signInGrace(await createSeededEngine({ engagement }));
  await dropContactFile(engine, [header, ada]);
  const holidays = Array.from({ length: 10 }, (_, n) => ({ date: `2026-03-${10 + n}`, name: '' }));
  const operatingHours = { zone: 'America/New_York' as never, hours: null, holidays };
  await engine.documents.put('queue', aQueue({ operatingHours }), null);
  const stop = engine.startTimers();
  await advance(engine, MINUTE);
  await dropContactFile(engine, [header, bob], 'april.csv');
  expect(engine.tasks.all().tasks).toMatchObject([{ status: 'waiting' }, { status: 'waiting' }]);
  expect(engine.callControl.calls).toEqual([]);
  await engine.documents.put('queue', aQueue(), null);
  await advance(engine, 10 * MINUTE);
  stop();
  expect(taskStatuses(engine)).toEqual(['closed', 'closed']);
  expect(engine.callControl.calls).toHaveLength(2);
});

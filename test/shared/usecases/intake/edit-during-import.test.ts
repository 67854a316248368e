// An edit of an engagement during an import applies to the tasks that the import creates afterwards.
import { expect, test } from 'vitest';
import { later, MINUTE, SECOND } from '../../../../shared/domain/values/time.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aQueue } from '../../../support/builders/queue.ts';
import { noon } from '../../../support/builders/instants.ts';
import { at, crashOnce, Crashed } from '../../../support/injection/crash-injection.ts';
import type { TestEngine } from '../../../support/engine.ts';
import { raceBefore } from '../../../support/injection/race-injection.ts';
import { createSeededEngine, dropContactFile } from '../../../support/builders/seeded-engine.ts';

const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const quiet = (from: string, to: string) => [
  { type: 'mobile' as const, quietHours: [{ days: [...everyDay], from, to }] },
];
const engagement = aVoiceEngagement({ timeZones: 'utc', phoneTypes: quiet('00:00', '23:00') });
const widened = aVoiceEngagement({ timeZones: 'utc', phoneTypes: quiet('00:00', '01:00') });
const lines = [
  'UniqueIdentifier,MobilePhoneNumber',
  ...[...Array(900).keys()].map((n) => `c${n},+1206230${1000 + n}`),
];

const pass = (engine: TestEngine, ms: number) =>
  engine.timeline.runTo(later(engine.timeline.now(), ms));
/** The edit, and the re-evaluation that it schedules. */
async function edit(engine: TestEngine) {
  await engine.documents.put('engagement', widened, null);
  await pass(engine, 10 * SECOND);
}
const counts = (engine: TestEngine) => {
  const { tasks } = engine.tasks.all();
  const some = (status: string) => tasks.filter((task) => task.status === status).length;
  return { ready: some('ready'), waiting: some('waiting') };
};
const looks = ({ messageBus }: TestEngine, after: number) =>
  messageBus.sent.slice(after).filter(({ queue }) => queue === 'reattempts').length;

test('an edit between two batches applies to the later batches', async () => {
  const race = raceBefore('imports', 'addFaults');
  const engine = await createSeededEngine({ engagement, ...race });
  race.with(() => edit(engine));
  await dropContactFile(engine, lines);
  expect(counts(engine)).toEqual({ ready: 900, waiting: 0 });
});

test.each([1, 3])(
  'an edit while batch %i is stored applies to its tasks within seconds',
  async (nth) => {
    const race = raceBefore('imports', 'save');
    const storing = raceBefore('tasks', 'create');
    const engine = await createSeededEngine({
      engagement,
      wrap: (ports) => race.wrap(storing.wrap(ports)),
    });
    // The first saving of the run is its beginning; each chunk ends with another.
    let saved = 0;
    race.with(async () => {
      saved += 1;
      if (saved === nth) storing.with(() => edit(engine));
    }, 3);
    await dropContactFile(engine, lines);
    expect(counts(engine).waiting).toBeGreaterThan(0);
    await pass(engine, 10 * SECOND);
    expect(counts(engine)).toEqual({ ready: 900, waiting: 0 });
  },
);

test('an edit of the queue hours while a batch is stored applies to its tasks within seconds', async () => {
  const storing = raceBefore('tasks', 'create');
  const engine = await createSeededEngine(storing);
  const closed = [{ days: [...everyDay], from: '00:00', to: '00:01' }];
  storing.with(async () => {
    const operatingHours = { ...aQueue().operatingHours, hours: closed };
    await engine.documents.put('queue', aQueue({ operatingHours }), null);
    await pass(engine, 10 * SECOND);
  });
  await dropContactFile(engine, [
    'UniqueIdentifier,MobilePhoneNumber,TimeZone',
    'ada,+12062300001,UTC',
  ]);
  expect(counts(engine)).toEqual({ ready: 1, waiting: 0 });
  await pass(engine, 10 * SECOND);
  expect(counts(engine)).toEqual({ ready: 0, waiting: 1 });
});

test('after a crash and an edit, the repeated import re-evaluates the tasks of the first try', async () => {
  const storing = raceBefore('tasks', 'create');
  const dead = crashOnce(at('after', 'tasks', 'create'));
  const engine = await createSeededEngine({
    engagement,
    wrap: (ports) => dead.wrap(storing.wrap(ports)),
  });
  storing.with(() => edit(engine));
  await expect(dropContactFile(engine, lines)).rejects.toThrow(Crashed);
  await pass(engine, MINUTE);
  expect(counts(engine).waiting).toBeGreaterThan(0);
  await dropContactFile(engine, lines);
  await pass(engine, 10 * SECOND);
  expect(counts(engine)).toEqual({ ready: 900, waiting: 0 });
});

test('an import without an edit schedules no re-evaluation', async () => {
  const engine = await createSeededEngine();
  await engine.timeline.runTo(later(noon, MINUTE));
  const before = engine.messageBus.sent.length;
  await dropContactFile(engine, lines);
  expect(looks(engine, before)).toBe(0);
});

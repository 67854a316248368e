import { describe, expect, test } from 'vitest';
import { refOf } from '../../../../shared/domain/task/task.ts';
import { InvalidInput, NotAllowed, NotFound, StaleVersion } from '../../../../shared/errors.ts';
import { aVoiceEngagement, anSmsEngagement } from '../../../support/builders/engagement.ts';
import { aQueue } from '../../../support/builders/queue.ts';
import { aWorkstream } from '../../../support/builders/workstream.ts';
import { createTestEngine, type TestEngine } from '../../../support/engine.ts';
import { innerUseCases } from '../../../support/injection/inner.ts';
import { raceBefore } from '../../../support/injection/race-injection.ts';
import { createSeededEngine, dropContactFile } from '../../../support/builders/seeded-engine.ts';

const pathsOf = async (act: Promise<unknown>): Promise<string[]> => {
  const error = await act.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (!(error instanceof InvalidInput)) throw new Error(`It was not refused: ${String(error)}`);
  return error.issues.map(({ path }) => path);
};

describe('an engagement', () => {
  test('is a draft after its creation', async () => {
    const { documents } = await createSeededEngine({ status: 'draft' });
    const { lifecycle } = await documents.get('engagement', 'spring-renewals');
    expect(lifecycle).toEqual({ status: 'draft' });
  });

  test('keeps its lifecycle when it is edited', async () => {
    const { documents } = await createSeededEngine();
    const edited = await documents.put('engagement', aVoiceEngagement({ name: 'New' }));
    expect(edited).toMatchObject({ created: false, lifecycle: { status: 'running' } });
  });

  test('keeps its etag when its lifecycle changes, so that a Start stops no edit', async () => {
    const { documents, runEngagementOperation } = await createSeededEngine({ status: 'draft' });
    const { etag } = await documents.get('engagement', 'spring-renewals');
    await runEngagementOperation(aVoiceEngagement().id, 'Start');
    const when = { match: [etag], noneMatch: null };
    const edited = await documents.put('engagement', aVoiceEngagement({ name: 'New' }), when);
    expect(edited).toMatchObject({ lifecycle: { status: 'running' } });
  });

  test('with references to missing documents is refused with every issue', async () => {
    const { documents } = createTestEngine();
    const engagement = aVoiceEngagement({ reattempts: { smsFollowUp: 'nothing' } });
    expect(await pathsOf(documents.put('engagement', engagement, null))).toEqual([
      'workstreamId',
      'queueId',
      'reattempts.smsFollowUp',
    ]);
  });

  test('with a voice engagement as its follow-up is refused', async () => {
    const { documents } = await createSeededEngine();
    const engagement = aVoiceEngagement({ reattempts: { smsFollowUp: 'spring-renewals' } });
    expect(await pathsOf(documents.put('engagement', engagement, null))).toEqual([
      'reattempts.smsFollowUp',
    ]);
  });

  test('with another channel or number of shards is refused, because its tasks depend on them', async () => {
    const { documents } = await createSeededEngine();
    const engagement = anSmsEngagement({ id: 'spring-renewals', shards: 8 });
    expect(await pathsOf(documents.put('engagement', engagement, null))).toEqual([
      'channel',
      'shards',
    ]);
  });
});

describe('a precondition', () => {
  const version = (etag: string) => ({ match: [etag], noneMatch: null });
  const anyVersion = { match: '*' as const, noneMatch: null };

  test('If-Match refuses an old etag, and accepts the current one and *', async () => {
    const { documents } = await createSeededEngine();
    const first = await documents.put('queue', aQueue({ name: 'One' }), null);
    const second = await documents.put('queue', aQueue({ name: 'Two' }), version(first.etag));
    await expect(documents.put('queue', aQueue(), version(first.etag))).rejects.toThrow(
      StaleVersion,
    );
    expect((await documents.get('queue', 'renewals')).etag).toBe(second.etag);
    await documents.put('queue', aQueue({ name: 'Three' }), anyVersion);
  });

  test('If-Match * refuses to create a document', async () => {
    const { documents } = createTestEngine();
    await expect(documents.put('queue', aQueue(), anyVersion)).rejects.toThrow(StaleVersion);
  });

  test('If-Match refuses to remove a document with another etag', async () => {
    const { documents } = createTestEngine();
    const first = await documents.put('queue', aQueue({ name: 'One' }), null);
    await documents.put('queue', aQueue({ name: 'Two' }), null);
    await expect(documents.remove('queue', 'renewals', version(first.etag))).rejects.toThrow(
      StaleVersion,
    );
    await documents.remove('queue', 'renewals', null);
    await expect(documents.get('queue', 'renewals')).rejects.toThrow(NotFound);
  });
});

describe('the removal of a used document is refused', () => {
  const followed = aVoiceEngagement({ reattempts: { smsFollowUp: 'spring-reminder' } });

  test.each([
    ['workstream', 'outbound-us'],
    ['queue', 'renewals'],
    ['engagement', 'spring-reminder'],
  ] as const)('the %s %s', async (kind, id) => {
    const { documents } = await createSeededEngine({ engagement: followed });
    await expect(documents.remove(kind, id, null)).rejects.toThrow(NotAllowed);
    await expect(documents.remove(kind, id, null)).rejects.toThrow(/spring-renewals/);
    expect(await documents.get(kind, id)).toBeDefined();
  });

  test('an unused document is removed', async () => {
    const { documents } = await createSeededEngine();
    await documents.put(
      'workstream',
      aWorkstream({ id: 'spare', phoneNumber: '+12065550150' }),
      null,
    );
    await documents.remove('workstream', 'spare', null);
    await expect(documents.remove('workstream', 'spare', null)).rejects.toThrow(NotFound);
  });
});

describe('an engagement with an import in progress', () => {
  const path = 'spring-renewals/march.csv';
  const lines = ['UniqueIdentifier,MobilePhoneNumber', 'ada,+12062300001'];
  const removal = (engine: TestEngine) =>
    engine.documents.remove('engagement', 'spring-renewals', null);

  /** A draft with an import in progress that has not created a task. */
  async function withImport() {
    const race = raceBefore('tasks', 'create');
    const engine = await createSeededEngine({ status: 'draft', wrap: race.wrap });
    engine.files.put(path, lines.join('\n'));
    return { engine, race };
  }

  test('is not removed, because its tasks would have no engagement', async () => {
    const { engine, race } = await withImport();
    race.with(() => expect(removal(engine)).rejects.toMatchObject({ reason: 'importing' }));
    expect(await engine.importContacts(path)).toMatchObject({ run: { status: 'Completed' } });
    expect(engine.tasks.all().tasks).toHaveLength(1);
    await expect(removal(engine)).rejects.toMatchObject({ reason: 'hasOpenTasks' });
  });

  test('is removed after the import failed without a task', async () => {
    const { engine } = await withImport();
    engine.files.put(path, `${lines[0]!}\nada,12`);
    expect(await engine.importContacts(path)).toMatchObject({ run: { status: 'Failed' } });
    await removal(engine);
    await expect(engine.documents.get('engagement', 'spring-renewals')).rejects.toThrow(NotFound);
  });

  test('is removed if the import is not saved yet; the import then creates no task and has the reason', async () => {
    const race = raceBefore('imports', 'save');
    const engine = await createSeededEngine({ status: 'draft', wrap: race.wrap });
    engine.files.put(path, lines.join('\n'));
    race.with(() => removal(engine));
    expect(await engine.importContacts(path)).toMatchObject({
      run: { status: 'Failed', failure: { code: 'unknownEngagement' } },
    });
    expect(engine.tasks.all().tasks).toEqual([]);
  });
});

test('an engagement that is created again with fewer shards reports the tasks of the deleted one', async () => {
  const engine = await createSeededEngine({ engagement: aVoiceEngagement({ shards: 8 }) });
  const rows = [...Array(40).keys()].map((n) => `c${n},+1206230${String(1000 + n)}`);
  await dropContactFile(engine, ['UniqueIdentifier,MobilePhoneNumber', ...rows]);
  await engine.runEngagementOperation(aVoiceEngagement().id, 'Stop');
  for (const task of engine.tasks.all().tasks) {
    const event = { kind: 'cancelled', now: engine.timeline.now() } as const;
    await innerUseCases(engine).applyTaskEvent(refOf(task), event);
  }
  await engine.documents.remove('engagement', 'spring-renewals', null);
  await engine.documents.put('engagement', aVoiceEngagement({ shards: 1 }), null);
  const { tasks } = await engine.readReport(aVoiceEngagement().id);
  expect(tasks).toMatchObject({ accepted: 40, closed: { cancelled: 40 } });
});

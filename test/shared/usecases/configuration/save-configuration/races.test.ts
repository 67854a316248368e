import { expect, test } from 'vitest';
import { ConcurrencyConflict, InvalidInput, NotAllowed } from '../../../../../shared/errors.ts';
import { issuesOf, write } from '../../../../support/builders/write-document.ts';
import { aVoiceEngagement } from '../../../../support/builders/engagement.ts';
import { createSeededEngine } from '../../../../support/builders/seeded-engine.ts';
import type { TestEngine } from '../../../../support/engine.ts';
import { raceBefore } from '../../../../support/injection/race-injection.ts';

/** An engine with a second queue, in which something happens before the next write of the configuration. */
async function aRace() {
  const race = raceBefore('configuration', 'write');
  const engine = await createSeededEngine({ wrap: race.wrap });
  await write(engine, ['queue', 'second']);
  return { engine, race };
}
const removeSecond = ({ documents }: TestEngine) => documents.remove('queue', 'second');
const missing = { path: 'queueId', value: 'second', message: "There is no queue 'second'." };

test('a new engagement is refused if its queue is removed right before the write', async () => {
  const { engine, race } = await aRace();
  race.with(() => removeSecond(engine));
  const writing = write(engine, ['progressive', 'calls'], { queueId: 'second' });
  expect(await issuesOf(writing)).toEqual([missing]);
  expect(await engine.configuration.find('engagement', 'calls')).toBeUndefined();
});

test('an edit is refused if its queue is removed right before the write, and nothing changes', async () => {
  const { engine, race } = await aRace();
  await write(engine, ['progressive', 'calls'], { name: 'Before' });
  race.with(() => removeSecond(engine));
  const writing = write(engine, ['progressive', 'calls'], { queueId: 'second' });
  expect(await issuesOf(writing)).toEqual([missing]);
  const { document } = await engine.documents.get('engagement', 'calls');
  expect(document).toMatchObject({ name: 'Before', queueId: 'renewals' });
});

test('the removal of a queue is refused if an engagement begins to use it right before', async () => {
  const { engine, race } = await aRace();
  const before = await engine.documents.get('queue', 'second');
  race.with(() => write(engine, ['progressive', 'calls'], { queueId: 'second' }));
  const removal = removeSecond(engine);
  await expect(removal).rejects.toThrow(NotAllowed);
  await expect(removal).rejects.toThrow("The queue 'second' is used by the engagement 'calls'.");
  expect(await engine.documents.get('queue', 'second')).toEqual(before);
});

test('a save and a removal at the same time leave no reference to a missing document', async () => {
  for (let ticks = 0; ticks < 20; ticks += 1) {
    const { engine } = await aRace();
    const removeLater = async () => {
      for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
      return removeSecond(engine);
    };
    const results = await Promise.allSettled([
      write(engine, ['progressive', 'calls'], { queueId: 'second' }),
      removeLater(),
    ]);
    for (const result of results) {
      if (result.status === 'fulfilled') continue;
      const refusals = [ConcurrencyConflict, InvalidInput, NotAllowed];
      expect(refusals.some((refusal) => result.reason instanceof refusal)).toBe(true);
    }
    const engagement = await engine.configuration.find('engagement', 'calls');
    const queue = await engine.configuration.find('queue', 'second');
    expect(engagement === undefined || queue !== undefined).toBe(true);
  }
});

test('two edits of different documents at the same time are both saved', async () => {
  const { engine, race } = await aRace();
  race.with(() => write(engine, ['queue', 'second'], { name: 'Second' }));
  await write(engine, ['queue', 'third']);
  expect(await engine.documents.list('queue')).toHaveLength(3);
  expect((await engine.documents.get('queue', 'second')).document.name).toBe('Second');
});

test('an edit keeps a suspension that comes right before its write', async () => {
  const { engine, race } = await aRace();
  const edited = aVoiceEngagement({ name: 'Edited' });
  race.with(() => engine.runEngagementOperation(edited.id, 'Suspend'));
  await engine.documents.put('engagement', edited);
  expect(await engine.documents.get('engagement', edited.id)).toMatchObject({
    document: { name: 'Edited' },
    lifecycle: { status: 'suspended' },
  });
});

test('an engagement that starts right before an edit to an unsupported mode is not edited', async () => {
  const race = raceBefore('configuration', 'write');
  const engine = await createSeededEngine({ status: 'draft', wrap: race.wrap });
  const { id } = aVoiceEngagement();
  race.with(() => engine.runEngagementOperation(id, 'Start'));
  const edit = write(engine, ['preview', id]);
  await expect(edit).rejects.toMatchObject({ reason: 'dialModeNotServed' });
  expect(await engine.documents.get('engagement', id)).toMatchObject({
    document: { dialMode: 'progressive' },
    lifecycle: { status: 'running' },
  });
});

test('an edit to an unsupported mode right before a Start keeps the engagement a draft', async () => {
  const race = raceBefore('engagements', 'saveLifecycle');
  const engine = await createSeededEngine({ status: 'draft', wrap: race.wrap });
  const { id } = aVoiceEngagement();
  race.with(() => write(engine, ['preview', id]));
  const start = engine.runEngagementOperation(id, 'Start');
  await expect(start).rejects.toMatchObject({ reason: 'dialModeNotServed' });
  expect((await engine.documents.get('engagement', id)).lifecycle).toEqual({ status: 'draft' });
});

test('an engagement that starts right before its removal stays', async () => {
  const race = raceBefore('configuration', 'write');
  const engine = await createSeededEngine({ status: 'draft', wrap: race.wrap });
  const { id } = aVoiceEngagement();
  race.with(() => engine.runEngagementOperation(id, 'Start'));
  await expect(engine.documents.remove('engagement', id)).rejects.toMatchObject({
    reason: 'running',
  });
  expect((await engine.documents.get('engagement', id)).lifecycle?.status).toBe('running');
});

test('a Start of an engagement that is removed right before is refused', async () => {
  const race = raceBefore('engagements', 'saveLifecycle');
  const engine = await createSeededEngine({ status: 'draft', wrap: race.wrap });
  const { id } = aVoiceEngagement();
  race.with(() => engine.documents.remove('engagement', id));
  await expect(engine.runEngagementOperation(id, 'Start')).rejects.toThrow(
    "There is no engagement 'spring-renewals'.",
  );
});

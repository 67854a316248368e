import { expect, test } from 'vitest';
import type { Operation } from '../../../../shared/domain/engagement/lifecycle.ts';
import { engagementIdSchema } from '../../../../shared/domain/values/ids.ts';
import { later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { NotAllowed, NotFound } from '../../../../shared/errors.ts';
import { aVoiceEngagement, anSmsEngagement } from '../../../support/builders/engagement.ts';
import { noon } from '../../../support/builders/instants.ts';
import { at, crashOnce, Crashed } from '../../../support/injection/crash-injection.ts';
import { raceBefore } from '../../../support/injection/race-injection.ts';
import {
  createSeededEngine,
  type SeededEngineOptions,
} from '../../../support/builders/seeded-engine.ts';

const { id } = aVoiceEngagement();

/** Runs the operations on a draft, a minute apart. */
async function runOperations(operations: readonly Operation[], options: SeededEngineOptions = {}) {
  const engine = await createSeededEngine({ ...options, status: 'draft' });
  for (const operation of operations) {
    await engine.runEngagementOperation(id, operation);
    await engine.timeline.runTo(later(engine.timeline.now(), MINUTE));
  }
  const readStored = async () => {
    const document = await engine.engagements.find(id);
    if (document === undefined) throw new Error(`The engagement '${id}' does not exist.`);
    return document;
  };
  return { ...engine, readStored };
}
const loggedOperations = (engine: Awaited<ReturnType<typeof runOperations>>) =>
  engine.log.named('engagement.operated').map(({ fields }) => fields);

test('Start, Suspend, Resume and Stop change the lifecycle, and each change stores its time', async () => {
  const engine = await runOperations(['Start', 'Suspend', 'Resume']);
  const resumed = { status: 'running', since: later(noon, 2 * MINUTE) };
  expect((await engine.readStored()).lifecycle).toEqual(resumed);
  const stopped = { status: 'stopped', at: later(noon, 3 * MINUTE) };
  expect(await engine.runEngagementOperation(id, 'Stop')).toEqual(stopped);
  expect((await engine.readStored()).lifecycle).toEqual(stopped);
  expect(loggedOperations(engine)).toMatchObject([
    { operation: 'Start', status: 'running' },
    { operation: 'Suspend', status: 'suspended' },
    { operation: 'Resume', status: 'running' },
    { operation: 'Stop', status: 'stopped' },
  ]);
});

test('Start changes the lifecycle and keeps the fields of the engagement', async () => {
  const engine = await runOperations([]);
  const { engagement } = await engine.readStored();
  await engine.runEngagementOperation(id, 'Start');
  expect((await engine.readStored()).engagement).toEqual(engagement);
});

test.each([
  { done: ['Start'], operation: 'Start' },
  { done: ['Start'], operation: 'Resume' },
  { done: ['Start', 'Suspend'], operation: 'Suspend' },
  { done: ['Stop'], operation: 'Stop' },
] as const)(
  '$operation after $done returns the current lifecycle and saves nothing',
  async ({ done, operation }) => {
    const engine = await runOperations(done);
    const before = await engine.readStored();
    expect(await engine.runEngagementOperation(id, operation)).toEqual(before.lifecycle);
    expect(await engine.readStored()).toEqual(before);
    expect(loggedOperations(engine)).toHaveLength(done.length);
  },
);

test.each([
  { done: [], operation: 'Suspend', reason: 'notStarted' },
  { done: [], operation: 'Resume', reason: 'notStarted' },
  { done: ['Start', 'Suspend'], operation: 'Start', reason: 'notSuspended' },
  { done: ['Start', 'Stop'], operation: 'Start', reason: 'stopped' },
  { done: ['Start', 'Stop'], operation: 'Resume', reason: 'stopped' },
  { done: ['Stop'], operation: 'Suspend', reason: 'stopped' },
] as const)(
  '$operation after $done is refused with $reason and changes nothing',
  async ({ done, operation, reason }) => {
    const engine = await runOperations(done);
    const before = await engine.readStored();
    const refusal = engine.runEngagementOperation(id, operation);
    await expect(refusal).rejects.toThrow(NotAllowed);
    await expect(refusal).rejects.toMatchObject({ reason });
    expect(await engine.readStored()).toEqual(before);
  },
);

test('an operation on an unknown engagement throws NotFound', async () => {
  const engine = await createSeededEngine();
  const refusal = engine.runEngagementOperation(engagementIdSchema.parse('nothing'), 'Start');
  await expect(refusal).rejects.toThrow(NotFound);
});

test.each(['Start', 'Suspend', 'Resume', 'Complete', 'Stop'] as const)(
  '%s of an SMS engagement is refused, and the message explains its role as a follow-up',
  async (operation) => {
    const engine = await createSeededEngine();
    const refusal = engine.runEngagementOperation(anSmsEngagement().id, operation);
    await expect(refusal).rejects.toThrow(NotAllowed);
    await expect(refusal).rejects.toMatchObject({ reason: 'channelNotServed' });
    await expect(refusal).rejects.toThrow('follow-up of a voice engagement');
  },
);

test('an edit during an operation is kept', async () => {
  const race = raceBefore('engagements', 'saveLifecycle');
  const engine = await runOperations([], race);
  race.with(() => engine.documents.put('engagement', aVoiceEngagement({ name: 'Edited' }), null));
  await engine.runEngagementOperation(id, 'Start');
  expect(await engine.readStored()).toMatchObject({
    engagement: { name: 'Edited' },
    lifecycle: { status: 'running' },
  });
});

test('a Suspend that races with a Stop is refused, and the engagement stays stopped', async () => {
  const race = raceBefore('engagements', 'saveLifecycle');
  const engine = await runOperations(['Start'], race);
  race.with(() => engine.runEngagementOperation(id, 'Stop'));
  await expect(engine.runEngagementOperation(id, 'Suspend')).rejects.toMatchObject({
    reason: 'stopped',
  });
  expect((await engine.readStored()).lifecycle.status).toBe('stopped');
});

test('an operation that loses every race throws ConcurrencyConflict', async () => {
  const race = raceBefore('engagements', 'saveLifecycle');
  const engine = await runOperations(['Start'], race);
  race.with(() => engine.documents.put('engagement', aVoiceEngagement(), null), Infinity);
  await expect(engine.runEngagementOperation(id, 'Suspend')).rejects.toMatchObject({
    reason: 'lostRace',
  });
});

test('after a crash past the save, repeating the operation returns the saved lifecycle', async () => {
  const isSuspend = (...args: readonly unknown[]) => JSON.stringify(args).includes('"suspended"');
  const engine = await runOperations(
    ['Start'],
    crashOnce(at('after', 'engagements', 'saveLifecycle', { where: isSuspend })),
  );
  await expect(engine.runEngagementOperation(id, 'Suspend')).rejects.toThrow(Crashed);
  const { lifecycle } = await engine.readStored();
  expect(lifecycle.status).toBe('suspended');
  expect(await engine.runEngagementOperation(id, 'Suspend')).toEqual(lifecycle);
});

import { expect, test } from 'vitest';
import type { Operation } from '../../../../shared/domain/engagement/lifecycle.ts';
import { engagementIdSchema } from '../../../../shared/domain/values/ids.ts';
import { later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { NotAllowed, NotFound } from '../../../../shared/errors.ts';
import { aVoiceEngagement, anSmsEngagement } from '../../../support/builders/engagement.ts';
import { noon } from '../../../support/builders/instants.ts';
import { at, crashOnce } from '../../../support/injection/crash-injection.ts';
import { raceBefore } from '../../../support/injection/race-injection.ts';
import {
  createSeededEngine,
  type SeededEngineOptions,
} from '../../../support/builders/seeded-engine.ts';

const { id } = aVoiceEngagement();

/** A draft that went through these operations, a minute apart. */
async function after(operations: readonly Operation[], options: SeededEngineOptions = {}) {
  const engine = await createSeededEngine({ ...options, status: 'draft' });
  for (const operation of operations) {
    await engine.runEngagementOperation(id, operation);
    await engine.timeline.runTo(later(engine.timeline.now(), MINUTE));
  }
  const stored = async () => {
    const found = await engine.configuration.find('engagement', id);
    if (found === undefined) throw new Error('The engagement is gone.');
    return found;
  };
  return { ...engine, stored };
}
const operated = (engine: Awaited<ReturnType<typeof after>>) =>
  engine.log.named('engagement.operated').map(({ fields }) => fields);

test('a life goes from draft to the end, and every step carries its instant', async () => {
  const engine = await after(['Start', 'Suspend', 'Resume']);
  const resumed = { status: 'running', since: later(noon, 2 * MINUTE) };
  expect((await engine.stored()).value.lifecycle).toEqual(resumed);
  const stopped = { status: 'stopped', at: later(noon, 3 * MINUTE) };
  expect(await engine.runEngagementOperation(id, 'Stop')).toEqual(stopped);
  expect((await engine.stored()).value.lifecycle).toEqual(stopped);
  expect(operated(engine)).toMatchObject([
    { operation: 'Start', status: 'running' },
    { operation: 'Suspend', status: 'suspended' },
    { operation: 'Resume', status: 'running' },
    { operation: 'Stop', status: 'stopped' },
  ]);
});

test('only the life changes: the document is what it was', async () => {
  const engine = await after([]);
  const { value } = await engine.stored();
  await engine.runEngagementOperation(id, 'Start');
  expect((await engine.stored()).value.engagement).toEqual(value.engagement);
});

test.each([
  { done: ['Start'], operation: 'Start' },
  { done: ['Start'], operation: 'Resume' },
  { done: ['Start', 'Suspend'], operation: 'Suspend' },
  { done: ['Stop'], operation: 'Stop' },
] as const)(
  '$operation after $done is already so: it is answered and nothing is written',
  async ({ done, operation }) => {
    const engine = await after(done);
    const before = await engine.stored();
    expect(await engine.runEngagementOperation(id, operation)).toEqual(before.value.lifecycle);
    expect(await engine.stored()).toEqual(before);
    expect(operated(engine)).toHaveLength(done.length);
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
  '$operation after $done is refused as $reason and changes nothing',
  async ({ done, operation, reason }) => {
    const engine = await after(done);
    const before = await engine.stored();
    const refusal = engine.runEngagementOperation(id, operation);
    await expect(refusal).rejects.toThrow(NotAllowed);
    await expect(refusal).rejects.toMatchObject({ reason });
    expect(await engine.stored()).toEqual(before);
  },
);

test('an engagement that is not there is not found', async () => {
  const engine = await createSeededEngine();
  const nobody = engine.runEngagementOperation(engagementIdSchema.parse('nothing'), 'Start');
  await expect(nobody).rejects.toThrow(NotFound);
});

test.each(['Start', 'Suspend', 'Resume', 'Complete', 'Stop'] as const)(
  '%s of an SMS engagement is refused, and the message explains its use',
  async (operation) => {
    const engine = await createSeededEngine();
    const refusal = engine.runEngagementOperation(anSmsEngagement().id, operation);
    await expect(refusal).rejects.toThrow(NotAllowed);
    await expect(refusal).rejects.toMatchObject({ reason: 'channelNotServed' });
    await expect(refusal).rejects.toThrow('follow-up of a voice engagement');
  },
);

test('an edit that comes between reading and writing is kept', async () => {
  const race = raceBefore('configuration', 'save');
  const engine = await after([], race);
  race.with(() =>
    engine.saveConfiguration.putEngagement(aVoiceEngagement({ name: 'Edited' }), null),
  );
  await engine.runEngagementOperation(id, 'Start');
  expect((await engine.stored()).value).toMatchObject({
    engagement: { name: 'Edited' },
    lifecycle: { status: 'running' },
  });
});

test('of a Stop and a Suspend at the same moment the Stop stays, whichever was written first', async () => {
  const race = raceBefore('configuration', 'save');
  const engine = await after(['Start'], race);
  race.with(() => engine.runEngagementOperation(id, 'Stop'));
  await expect(engine.runEngagementOperation(id, 'Suspend')).rejects.toMatchObject({
    reason: 'stopped',
  });
  expect((await engine.stored()).value.lifecycle.status).toBe('stopped');
});

test('a race that is lost six times is a ConcurrencyConflict', async () => {
  const race = raceBefore('configuration', 'save');
  const engine = await after(['Start'], race);
  race.with(() => engine.saveConfiguration.putEngagement(aVoiceEngagement(), null), Infinity);
  await expect(engine.runEngagementOperation(id, 'Suspend')).rejects.toMatchObject({
    reason: 'lostRace',
  });
});

test('dies after the write: the same operation again finds it done', async () => {
  const written = (...args: readonly unknown[]) => JSON.stringify(args).includes('"suspended"');
  const engine = await after(
    ['Start'],
    crashOnce(at('after', 'configuration', 'save', { where: written })),
  );
  await expect(engine.runEngagementOperation(id, 'Suspend')).rejects.toThrow('died');
  const { value } = await engine.stored();
  expect(value.lifecycle.status).toBe('suspended');
  expect(await engine.runEngagementOperation(id, 'Suspend')).toEqual(value.lifecycle);
});

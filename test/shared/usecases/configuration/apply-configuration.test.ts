import { describe, expect, test } from 'vitest';
import { readApplyRequest } from '../../../../shared/contract/configuration/plan.ts';
import { StaleVersion } from '../../../../shared/errors.ts';
import { aDocument } from '../../../support/builders/document.ts';
import { createTestEngine, type TestEngine } from '../../../support/engine.ts';
import { at, crashOnce } from '../../../support/injection/crash-injection.ts';
import { raceBefore } from '../../../support/injection/race-injection.ts';
import { aQueue } from '../../../support/builders/queue.ts';

const byName = <T>(count: number, name: string, documentOf: (n: number) => T) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`${name}${n}`, documentOf(n)]));

/** More documents than a batch takes: 150 queues, and an engagement on each of the last 30. */
const manyDocuments = {
  queues: byName(150, 'q', () => ({ name: 'Queue' })),
  workstreams: { 'outbound-us': aDocument('workstream') },
  engagements: byName(30, 'e', (n) => aDocument('progressive', { queueId: `q${120 + n}` })),
};

const apply = (engine: TestEngine, body: object) => {
  const { desired, revision } = readApplyRequest(body);
  return engine.applyConfiguration(desired, revision);
};
const storedCount = async ({ configuration }: TestEngine) =>
  (await configuration.snapshot()).documents.length;

/** Every reference of a stored engagement leads to a stored document. */
async function assertReferences({ configuration }: TestEngine): Promise<void> {
  const { documents } = await configuration.snapshot();
  const names = new Set(documents.map(({ kind, id }) => `${kind} ${id}`));
  for (const { value } of await configuration.list('engagement')) {
    expect(names).toContain(`queue ${String(value.queueId)}`);
    expect(names).toContain(`workstream ${value.workstreamId}`);
  }
}

describe('a set of more documents than a batch takes', () => {
  test('is written in several batches, and a second run changes nothing', async () => {
    const engine = createTestEngine();
    const { batches } = await apply(engine, { documents: manyDocuments });
    expect(batches.length).toBeGreaterThan(1);
    expect(await storedCount(engine)).toBe(181);
    const { revision } = await engine.configuration.snapshot();
    const second = await apply(engine, { documents: manyDocuments });
    expect(second).toMatchObject({ batches: [], revision });
  });

  test.each(['before', 'after'] as const)(
    'leaves a valid configuration if the process crashes %s its second batch, and a second run completes it',
    async (when) => {
      const crash = crashOnce(at(when, 'configuration', 'write', { nth: 2 }));
      const engine = createTestEngine(crash);
      await expect(apply(engine, { documents: manyDocuments })).rejects.toThrow();
      expect(crash.hasCrashed()).toBe(true);
      const count = await storedCount(engine);
      expect(count).toBeGreaterThan(0);
      expect(count).toBeLessThan(181);
      await assertReferences(engine);
      await apply(engine, { documents: manyDocuments });
      expect(await storedCount(engine)).toBe(181);
    },
  );

  test('stops between two batches if another edit comes first, and a second run completes it', async () => {
    const race = raceBefore('configuration', 'write');
    const engine = createTestEngine({
      wrap: (ports) => race.wrap(ports),
    });
    let writes = 0;
    race.with(async () => {
      writes += 1;
      if (writes === 2) await engine.documents.put('queue', aQueue({ id: 'other' }));
    }, 2);
    await expect(apply(engine, { documents: manyDocuments })).rejects.toMatchObject({
      reason: 'interrupted',
      message: expect.stringMatching(/1 of \d batches are written/) as unknown,
    });
    await assertReferences(engine);
    await apply(engine, { documents: manyDocuments });
    expect(await storedCount(engine)).toBe(182);
  });

  test('is removed by a set without them', async () => {
    const engine = createTestEngine();
    await apply(engine, { documents: manyDocuments });
    const prune = ['queues', 'workstreams', 'engagements'];
    await apply(engine, { documents: {}, prune });
    expect(await storedCount(engine)).toBe(0);
    expect((await engine.configuration.snapshot()).lifecycles.size).toBe(0);
  });
});

test('a set is not written against the revision of an earlier plan', async () => {
  const engine = createTestEngine();
  const { revision } = await engine.configuration.snapshot();
  await engine.documents.put('queue', aQueue());
  const late = apply(engine, { documents: { queues: { second: { name: 'Second' } } }, revision });
  await expect(late).rejects.toThrow(StaleVersion);
  expect(await storedCount(engine)).toBe(1);
});

test('a set with an issue is not written at all', async () => {
  const engine = createTestEngine();
  const documents = { queues: { first: { name: 'First' }, second: {} } };
  expect((await apply(engine, { documents })).issues).toMatchObject([{ id: 'second' }]);
  expect(await storedCount(engine)).toBe(0);
});

// The imports, tasks and deliveries of an engagement, also after its deletion.
import { expect, test } from 'vitest';
import { engagementIdSchema } from '../../../../shared/domain/values/ids.ts';
import { NotFound } from '../../../../shared/errors.ts';
import { createSeededEngine, dropContactFile } from '../../../support/builders/seeded-engine.ts';
import type { TestEngine } from '../../../support/engine.ts';

const knownId = engagementIdSchema.parse('spring-renewals');
const unknownId = engagementIdSchema.parse('nope');
const header = 'UniqueIdentifier,MobilePhoneNumber,TimeZone';
const ada = 'ada,+12062300001,America/New_York';

const lists = ['imports', 'tasks', 'deliveries'] as const;
const readList = (engine: TestEngine, list: (typeof lists)[number], id: typeof knownId) =>
  ({
    imports: () => engine.listImports(id),
    tasks: () => engine.listTasks(id, null, 100),
    deliveries: () => engine.listDeliveries(id, null, 100),
  })[list]();

test.each(lists)('listing the %s of an unknown engagement throws NotFound', async (list) => {
  const engine = await createSeededEngine();
  await expect(readList(engine, list, unknownId)).rejects.toThrow(NotFound);
  await expect(readList(engine, list, unknownId)).rejects.toThrow("There is no engagement 'nope'.");
});

test.each(lists)('the list of %s is empty for an engagement without contacts', async (list) => {
  expect((await readList(await createSeededEngine(), list, knownId)).items).toEqual([]);
});

test('the imports, tasks and deliveries of a deleted engagement stay readable', async () => {
  const engine = await createSeededEngine();
  await dropContactFile(engine, [header, ada]);
  await engine.runEngagementOperation(knownId, 'Stop');
  engine.configuration.erase('engagement', knownId);
  const [imports, tasks, deliveries] = await Promise.all(
    lists.map((list) => readList(engine, list, knownId)),
  );
  expect([imports?.items.length, tasks?.items.length]).toEqual([1, 1]);
  // The engine made no call. The stored tasks still prove that the engagement existed.
  expect(deliveries?.items).toEqual([]);
});

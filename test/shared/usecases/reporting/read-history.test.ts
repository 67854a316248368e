// What was done for an engagement, while it is there and after.
import { expect, test } from 'vitest';
import { engagementIdSchema } from '../../../../shared/domain/values/ids.ts';
import { NotFound } from '../../../../shared/errors.ts';
import { createSeededEngine, dropContactFile } from '../../../support/builders/seeded-engine.ts';
import type { TestEngine } from '../../../support/engine.ts';

const spring = engagementIdSchema.parse('spring-renewals');
const nobody = engagementIdSchema.parse('nope');
const header = 'UniqueIdentifier,MobilePhoneNumber,TimeZone';
const ada = 'ada,+12062300001,America/New_York';

const lists = ['imports', 'tasks', 'deliveries'] as const;
const read = (engine: TestEngine, list: (typeof lists)[number], id: typeof spring) =>
  ({
    imports: () => engine.listImports(id),
    tasks: () => engine.listTasks(id, null, 100),
    deliveries: () => engine.listDeliveries(id, null, 100),
  })[list]();

test.each(lists)('the %s of an engagement that never was are not found', async (list) => {
  const engine = await createSeededEngine();
  await expect(read(engine, list, nobody)).rejects.toThrow(NotFound);
  await expect(read(engine, list, nobody)).rejects.toThrow("There is no engagement 'nope'.");
});

test.each(lists)('the %s of one that has done nothing are none', async (list) => {
  expect((await read(await createSeededEngine(), list, spring)).items).toEqual([]);
});

test('of one that is deleted, what was done under its name stays readable', async () => {
  const engine = await createSeededEngine();
  await dropContactFile(engine, [header, ada]);
  await engine.runEngagementOperation(spring, 'Stop');
  const record = await engine.configuration.find('engagement', spring);
  await engine.configuration.remove('engagement', spring, record?.etag ?? '');
  const [imports, tasks, deliveries] = await Promise.all(
    lists.map((list) => read(engine, list, spring)),
  );
  expect([imports?.items.length, tasks?.items.length]).toEqual([1, 1]);
  // Nothing was dialled; that there was an engagement is known all the same.
  expect(deliveries?.items).toEqual([]);
});

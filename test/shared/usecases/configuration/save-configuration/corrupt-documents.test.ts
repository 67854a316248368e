// A stored document that its schema refuses can be written anew and deleted like any other, and stands in nobody's way.
import { expect, test } from 'vitest';
import type { ConfigurationKind } from '../../../../../shared/domain/configuration/documents.ts';
import { CorruptRecord } from '../../../../../shared/errors.ts';
import { aVoiceEngagement } from '../../../../support/builders/engagement.ts';
import {
  type Document,
  kindOf,
  type Shape,
  shapes,
} from '../../../../support/builders/document.ts';
import type { TestEngine } from '../../../../support/engine.ts';
import { createSeededEngine, dropContactFile } from '../../../../support/builders/seeded-engine.ts';
import { write } from '../../../../support/builders/csv-builder.ts';

const agent = { name: 'Ada', endpoint: 'https://agent.example' };
const needs: Partial<Record<Shape, Document>> = { workstream: { phoneNumber: '+12065550177' } };

async function anAgency() {
  const engine = await createSeededEngine();
  await write(engine, ['workstream', 'outbound-us'], { aiAgent: agent });
  return engine;
}
/** As another version of the engine may have left it. */
const plant = (
  { configuration }: TestEngine,
  kind: ConfigurationKind,
  id: string,
  more: object = {},
) => configuration.plant(kind, id, { id, unheardOf: true, ...more });

test.each(shapes)('%s: it is replaced, and then is as it was written', async (shape) => {
  const engine = await anAgency();
  plant(engine, kindOf(shape), 'odd');
  await expect(engine.documents.get(kindOf(shape), 'odd')).rejects.toThrow(CorruptRecord);
  const { created, etag } = await write(engine, [shape, 'odd'], needs[shape]);
  expect(created).toBe(false);
  expect((await engine.documents.get(kindOf(shape), 'odd')).etag).toBe(etag);
});

test.each(shapes)('%s: it is deleted', async (shape) => {
  const engine = await anAgency();
  plant(engine, kindOf(shape), 'odd');
  await engine.documents.remove(kindOf(shape), 'odd', null);
  expect(await engine.configuration.find(kindOf(shape), 'odd')).toBeUndefined();
});

test('it may be named: it is there', async () => {
  const engine = await anAgency();
  plant(engine, 'queue', 'odd');
  await write(engine, ['progressive', 'calls'], { queueId: 'odd' });
  await expect(engine.documents.remove('queue', 'odd', null)).rejects.toThrow(
    "The queue 'odd' is used by the engagement 'calls'.",
  );
});

test('what it names is in use', async () => {
  const engine = await anAgency();
  await write(engine, ['queue', 'second']);
  plant(engine, 'engagement', 'odd', { queueId: 'second' });
  plant(engine, 'workstream', 'odder', { defaultQueueId: 'second' });
  await expect(engine.documents.remove('queue', 'second', null)).rejects.toThrow(
    "The queue 'second' is used by the workstream 'odder', the engagement 'odd'.",
  );
});

test('an engagement with open tasks stays, and begins anew as a draft when it is written', async () => {
  const engine = await anAgency();
  await dropContactFile(engine, ['UniqueIdentifier,MobilePhoneNumber', 'ada,+12062300001']);
  engine.configuration.erase('engagement', 'spring-renewals');
  plant(engine, 'engagement', 'spring-renewals');
  await expect(
    engine.documents.remove('engagement', 'spring-renewals', null),
  ).rejects.toMatchObject({ reason: 'hasOpenTasks' });
  const { lifecycle } = await engine.documents.put('engagement', aVoiceEngagement(), null);
  expect(lifecycle).toEqual({ status: 'draft' });
});

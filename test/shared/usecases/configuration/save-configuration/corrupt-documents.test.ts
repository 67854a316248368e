import { expect, test } from 'vitest';
import type { ConfigurationKind } from '../../../../../shared/domain/configuration/documents.ts';
import { CorruptRecord } from '../../../../../shared/errors.ts';
import { aVoiceEngagement } from '../../../../support/builders/engagement.ts';
import {
  type Document,
  kindOf,
  type Variant,
  variantNames,
} from '../../../../support/builders/document.ts';
import type { TestEngine } from '../../../../support/engine.ts';
import { createSeededEngine, dropContactFile } from '../../../../support/builders/seeded-engine.ts';
import { write } from '../../../../support/builders/write-document.ts';

const agent = { name: 'Ada', endpoint: 'https://agent.example' };
const needs: Partial<Record<Variant, Document>> = { workstream: { phoneNumber: '+12065550177' } };

async function createAgency() {
  const engine = await createSeededEngine();
  await write(engine, ['workstream', 'outbound-us'], { aiAgent: agent });
  return engine;
}
/** A document of another version of the engine. */
const plant = (
  { configuration }: TestEngine,
  kind: ConfigurationKind,
  id: string,
  more: object = {},
) => configuration.plant(kind, id, { id, unheardOf: true, ...more });

test.each(variantNames)('an invalid stored document is replaced: %s', async (variant) => {
  const engine = await createAgency();
  plant(engine, kindOf(variant), 'odd');
  await expect(engine.documents.get(kindOf(variant), 'odd')).rejects.toThrow(CorruptRecord);
  const { created, etag } = await write(engine, [variant, 'odd'], needs[variant]);
  expect(created).toBe(false);
  expect((await engine.documents.get(kindOf(variant), 'odd')).etag).toBe(etag);
});

test.each(variantNames)('an invalid stored document is removed: %s', async (variant) => {
  const engine = await createAgency();
  plant(engine, kindOf(variant), 'odd');
  await engine.documents.remove(kindOf(variant), 'odd', null);
  expect(await engine.configuration.find(kindOf(variant), 'odd')).toBeUndefined();
});

test('an invalid stored document satisfies references', async () => {
  const engine = await createAgency();
  plant(engine, 'queue', 'odd');
  await write(engine, ['progressive', 'calls'], { queueId: 'odd' });
  await expect(engine.documents.remove('queue', 'odd', null)).rejects.toThrow(
    "The queue 'odd' is used by the engagement 'calls'.",
  );
});

test('a document that an invalid one refers to is not removed', async () => {
  const engine = await createAgency();
  await write(engine, ['queue', 'second']);
  plant(engine, 'engagement', 'odd', { queueId: 'second' });
  plant(engine, 'workstream', 'odder', { defaultQueueId: 'second' });
  await expect(engine.documents.remove('queue', 'second', null)).rejects.toThrow(
    "The queue 'second' is used by the workstream 'odder', the engagement 'odd'.",
  );
});

test('an invalid engagement with open tasks is not removed, and is a draft after its repair', async () => {
  const engine = await createAgency();
  await dropContactFile(engine, ['UniqueIdentifier,MobilePhoneNumber', 'ada,+12062300001']);
  engine.configuration.erase('engagement', 'spring-renewals');
  plant(engine, 'engagement', 'spring-renewals');
  await expect(
    engine.documents.remove('engagement', 'spring-renewals', null),
  ).rejects.toMatchObject({ reason: 'hasOpenTasks' });
  const { lifecycle } = await engine.documents.put('engagement', aVoiceEngagement(), null);
  expect(lifecycle).toEqual({ status: 'draft' });
});

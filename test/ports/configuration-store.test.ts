import { describe, expect, test } from 'vitest';
import { createConfigurationStore } from '../../shared/adapters/cosmos/configuration-store.ts';
import type { ConfigurationKind } from '../../shared/domain/configuration/documents.ts';
import { ConcurrencyConflict, CorruptRecord } from '../../shared/errors.ts';
import type { ConfigurationStore } from '../../shared/ports/configuration-store.ts';
import { aVoiceEngagement } from '../support/builders/engagement.ts';
import { aQueue } from '../support/builders/queue.ts';
import { memorySettings } from '../support/fakes/memory/configuration-store.ts';
import { createRecordingLog } from '../support/fakes/recording-log.ts';
import { fresh, inCosmos } from './in-cosmos.ts';

const cosmos = inCosmos();
type Plant = (kind: ConfigurationKind, id: string, value: unknown) => Promise<unknown>;
/** A store, and a way to plant documents that it would not write. */
const stores: [string, () => { configuration: ConfigurationStore; plant: Plant }][] = [
  [
    'in memory',
    () => {
      const settings = memorySettings();
      return {
        configuration: settings,
        plant: async (kind, id, value) => settings.plant(kind, id, value),
      };
    },
  ],
  [
    'in Cosmos DB',
    () => ({
      configuration: createConfigurationStore(cosmos().settings, createRecordingLog()),
      plant: (kind, id, value) =>
        cosmos().settings.items.create({ id, kind, schemaVersion: 1, value }),
    }),
  ],
];

describe.each(stores)('the configuration store %s', (_name, openBoth) => {
  const open = () => openBoth().configuration;
  test('a document is found as saved, with its etag', async () => {
    const settings = open();
    const queue = aQueue({ id: fresh('queue') });
    const etag = await settings.save('queue', queue.id, { value: queue, etag: null });
    expect(await settings.find('queue', queue.id)).toEqual({ value: queue, etag });
  });

  test('an engagement keeps its lifecycle', async () => {
    const settings = open();
    const engagement = aVoiceEngagement({ id: fresh('engagement') });
    const value = { engagement, lifecycle: { status: 'draft' as const } };
    await settings.save('engagement', engagement.id, { value, etag: null });
    expect((await settings.find('engagement', engagement.id))?.value).toEqual(value);
  });

  test('a missing document is undefined, also under the id of another kind', async () => {
    const settings = open();
    const queue = aQueue({ id: fresh('queue') });
    await settings.save('queue', queue.id, { value: queue, etag: null });
    expect(await settings.find('workstream', queue.id)).toBeUndefined();
  });

  test('a list contains the documents of its kind', async () => {
    const settings = open();
    const queues = [aQueue({ id: fresh('queue') }), aQueue({ id: fresh('queue') })];
    for (const value of queues) await settings.save('queue', value.id, { value, etag: null });
    const listed = (await settings.list('queue')).map(({ value }) => value);
    expect(listed).toEqual(expect.arrayContaining(queues));
    expect(listed.every((value) => 'wrapUpSeconds' in value)).toBe(true);
  });

  test('creating an existing document, and replacing or removing an old version, is a ConcurrencyConflict', async () => {
    const settings = open();
    const queue = aQueue({ id: fresh('queue') });
    const first = await settings.save('queue', queue.id, { value: queue, etag: null });
    const next = { ...queue, wrapUpSeconds: 5 };
    const second = await settings.save('queue', queue.id, { value: next, etag: first });
    expect(second).not.toBe(first);
    for (const etag of [null, first]) {
      await expect(settings.save('queue', queue.id, { value: queue, etag })).rejects.toThrow(
        ConcurrencyConflict,
      );
    }
    await expect(settings.remove('queue', queue.id, first)).rejects.toThrow(ConcurrencyConflict);
    expect((await settings.find('queue', queue.id))?.value).toEqual(next);
  });

  test('a removed document is gone, and removing it again is no error', async () => {
    const settings = open();
    const queue = aQueue({ id: fresh('queue') });
    const etag = await settings.save('queue', queue.id, { value: queue, etag: null });
    await settings.remove('queue', queue.id, etag);
    await settings.remove('queue', queue.id, etag);
    expect(await settings.find('queue', queue.id)).toBeUndefined();
  });

  test('the version is the etag of the stored document, and undefined without one', async () => {
    const settings = open();
    const queue = aQueue({ id: fresh('queue') });
    expect(await settings.version('queue', queue.id)).toBeUndefined();
    const etag = await settings.save('queue', queue.id, { value: queue, etag: null });
    expect(await settings.version('queue', queue.id)).toBe(etag);
    expect(await settings.version('workstream', queue.id)).toBeUndefined();
  });

  test('a document of an earlier version has the defaults of newer fields', async () => {
    const { configuration, plant } = openBoth();
    const queue = aQueue({ id: fresh('queue') });
    const operatingHours = { zone: 'UTC', hours: null };
    const { id, name } = queue;
    await plant('queue', id, { id, name, operatingHours, wrapUpSeconds: 60 });
    expect((await configuration.find('queue', id))?.value).toEqual(queue);
    expect((await configuration.list('queue')).map(({ value }) => value)).toContainEqual(queue);

    const engagement = aVoiceEngagement({ id: fresh('engagement') });
    const { frequencyLimits: _limits, callSettings, ...earlier } = engagement;
    const { abandonedMessage: _message, ...fewer } = callSettings;
    const lifecycle = { status: 'draft' as const };
    const stored = { ...earlier, callSettings: fewer };
    await plant('engagement', engagement.id, { engagement: stored, lifecycle });
    const found = await configuration.find('engagement', engagement.id);
    expect(found?.value).toEqual({ engagement, lifecycle });
  });

  test('an invalid document is not read, and has a version and a body', async () => {
    const { configuration, plant } = openBoth();
    const odd = { id: fresh('queue'), wrapUpSeconds: 'long' };
    await plant('queue', odd.id, odd);
    await expect(configuration.find('queue', odd.id)).rejects.toThrow(CorruptRecord);
    expect((await configuration.list('queue')).map(({ value }) => value.id)).not.toContain(odd.id);
    expect(await configuration.version('queue', odd.id)).toEqual(expect.any(String));
    const queue = aQueue({ id: fresh('queue') });
    await configuration.save('queue', queue.id, { value: queue, etag: null });
    expect(await configuration.bodies('queue')).toEqual(
      expect.arrayContaining([
        { id: odd.id, value: odd },
        { id: queue.id, value: queue },
      ]),
    );
  });

  test('an invalid document is replaced and removed only by its version', async () => {
    const { configuration, plant } = openBoth();
    const [one, two] = [aQueue({ id: fresh('queue') }), aQueue({ id: fresh('queue') })];
    for (const { id } of [one, two]) await plant('queue', id, {});
    for (const etag of [null, '"another"']) {
      await expect(configuration.save('queue', one.id, { value: one, etag })).rejects.toThrow(
        ConcurrencyConflict,
      );
    }
    await expect(configuration.remove('queue', two.id, '"another"')).rejects.toThrow(
      ConcurrencyConflict,
    );
    const etag = (await configuration.version('queue', one.id)) ?? '';
    const saved = await configuration.save('queue', one.id, { value: one, etag });
    expect(await configuration.find('queue', one.id)).toEqual({ value: one, etag: saved });
    await configuration.remove(
      'queue',
      two.id,
      (await configuration.version('queue', two.id)) ?? '',
    );
    expect(await configuration.version('queue', two.id)).toBeUndefined();
  });
});

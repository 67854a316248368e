import { describe, expect, test } from 'vitest';
import { toStored } from '../../shared/adapters/cosmos/configuration-documents.ts';
import { createConfigurationStore } from '../../shared/adapters/cosmos/configuration-store.ts';
import { createEngagementStore } from '../../shared/adapters/cosmos/engagement-store.ts';
import type { ConfigurationKind } from '../../shared/domain/configuration/documents.ts';
import { ConcurrencyConflict, CorruptRecord } from '../../shared/errors.ts';
import type {
  ConfigurationStore,
  ConfigurationWrite,
} from '../../shared/ports/configuration-store.ts';
import type { EngagementStore } from '../../shared/ports/engagement-store.ts';
import { aVoiceEngagement } from '../support/builders/engagement.ts';
import { noon } from '../support/builders/instants.ts';
import { aQueue } from '../support/builders/queue.ts';
import { memoryConfiguration } from '../support/fakes/memory/configuration-store.ts';
import { createRecordingLog } from '../support/fakes/recording-log.ts';
import { fresh, inCosmos } from './in-cosmos.ts';

const cosmos = inCosmos();
interface Stores {
  configuration: ConfigurationStore;
  engagements: EngagementStore;
  /** Stores a body that the store would not write. */
  plant: (kind: ConfigurationKind, id: string, body: unknown) => Promise<unknown>;
}
const stores: [string, () => Stores][] = [
  [
    'in memory',
    () => {
      const { configuration, engagements } = memoryConfiguration();
      const plant: Stores['plant'] = async (kind, id, body) => configuration.plant(kind, id, body);
      return { configuration, engagements, plant };
    },
  ],
  [
    'in Cosmos DB',
    () => {
      const container = cosmos().configuration;
      const log = createRecordingLog();
      const create = (kind: ConfigurationKind | 'lifecycle', id: string, body: unknown) =>
        container.items.create(toStored(kind, id, body));
      return {
        configuration: createConfigurationStore(container, log),
        engagements: createEngagementStore(container, log),
        async plant(kind, id, body) {
          if (kind === 'engagement') await create('lifecycle', id, { status: 'draft' });
          await create(kind, id, body);
        },
      };
    },
  ],
];

const draft = { status: 'draft' } as const;
const running = { status: 'running', since: noon } as const;
const saveQueue = (id: string, changes: Parameters<typeof aQueue>[0] = {}): ConfigurationWrite => ({
  act: 'save',
  document: { kind: 'queue', id, value: aQueue({ ...changes, id }) },
});
const saveEngagement = (id: string, etag: string | null = null): ConfigurationWrite => ({
  act: 'saveEngagement',
  document: { kind: 'engagement', id, value: aVoiceEngagement({ id }) },
  lifecycle: { value: draft, etag },
});
const removal = (
  kind: ConfigurationKind,
  id: string,
  lifecycleEtag: string | null = null,
): ConfigurationWrite => ({ act: 'remove', name: { kind, id }, lifecycleEtag });

/** Writes against the current revision. */
async function write({ configuration }: Stores, ...writes: ConfigurationWrite[]) {
  const { revision } = await configuration.snapshot();
  return configuration.write(writes, revision);
}

describe.each(stores)('the configuration store %s', (_name, open) => {
  test('finds and lists a document as saved, with the etag of its write', async () => {
    const { configuration, ...rest } = open();
    const [first, second] = [fresh('queue'), fresh('queue')];
    const { etags } = await write({ configuration, ...rest }, saveQueue(first), saveQueue(second));
    const found = await configuration.find('queue', first);
    expect(found).toEqual({ value: aQueue({ id: first }), etag: etags[0] });
    const listed = await configuration.list('queue');
    expect(listed).toContainEqual({ value: aQueue({ id: second }), etag: etags[1] });
  });

  test('finds no document under the id of another kind', async () => {
    const all = open();
    const id = fresh('queue');
    await write(all, saveQueue(id));
    expect(await all.configuration.find('workstream', id)).toBeUndefined();
  });

  test('has every document and the revision of the last write in a snapshot', async () => {
    const all = open();
    const [queue, engagement] = [fresh('queue'), fresh('engagement')];
    const { revision, etags } = await write(all, saveQueue(queue), saveEngagement(engagement));
    const snapshot = await all.configuration.snapshot();
    expect(snapshot.revision).toBe(revision);
    const body = aQueue({ id: queue });
    expect(snapshot.documents).toContainEqual({ kind: 'queue', id: queue, etag: etags[0], body });
    expect(snapshot.lifecycles.get(engagement)).toMatchObject({ value: draft });
  });

  test('writes nothing against an older revision', async () => {
    const all = open();
    const [first, second] = [fresh('queue'), fresh('queue')];
    const { revision } = await all.configuration.snapshot();
    await write(all, saveQueue(first));
    const late = all.configuration.write([saveQueue(second)], revision);
    await expect(late).rejects.toThrow(ConcurrencyConflict);
    expect(await all.configuration.find('queue', second)).toBeUndefined();
  });

  test('writes all documents of a batch or none', async () => {
    const all = open();
    const [queue, missing] = [fresh('queue'), fresh('queue')];
    const batch = write(all, saveQueue(queue), removal('queue', missing));
    await expect(batch).rejects.toThrow(ConcurrencyConflict);
    expect(await all.configuration.find('queue', queue)).toBeUndefined();
  });

  test('removes a document', async () => {
    const all = open();
    const id = fresh('queue');
    await write(all, saveQueue(id));
    await write(all, removal('queue', id));
    expect(await all.configuration.find('queue', id)).toBeUndefined();
  });

  test('gives a document of an earlier version the defaults of newer fields', async () => {
    const { configuration, plant } = open();
    const queue = aQueue({ id: fresh('queue') });
    const { id, name } = queue;
    const operatingHours = { zone: 'UTC', hours: null };
    await plant('queue', id, { id, name, operatingHours, wrapUpSeconds: 60 });
    expect((await configuration.find('queue', id))?.value).toEqual(queue);
    expect((await configuration.list('queue')).map(({ value }) => value)).toContainEqual(queue);

    const engagement = aVoiceEngagement({ id: fresh('engagement') });
    const { frequencyLimits: _limits, callSettings, ...earlier } = engagement;
    const { abandonedMessage: _message, ...fewer } = callSettings;
    await plant('engagement', engagement.id, { ...earlier, callSettings: fewer });
    expect((await configuration.find('engagement', engagement.id))?.value).toEqual(engagement);
  });

  test('does not read an invalid document, and has its body in a snapshot', async () => {
    const { configuration, plant } = open();
    const body = { id: fresh('queue'), wrapUpSeconds: 'long' };
    await plant('queue', body.id, body);
    await expect(configuration.find('queue', body.id)).rejects.toThrow(CorruptRecord);
    expect((await configuration.list('queue')).map(({ value }) => value.id)).not.toContain(body.id);
    const { documents } = await configuration.snapshot();
    expect(documents.find(({ id }) => id === body.id)).toMatchObject({ kind: 'queue', body });
  });

  test('replaces and removes an invalid document', async () => {
    const all = open();
    const [first, second] = [fresh('queue'), fresh('queue')];
    for (const id of [first, second]) await all.plant('queue', id, {});
    await write(all, saveQueue(first), removal('queue', second));
    expect((await all.configuration.find('queue', first))?.value).toEqual(aQueue({ id: first }));
    expect(await all.configuration.find('queue', second)).toBeUndefined();
  });
});

describe.each(stores)('the engagement store %s', (_name, open) => {
  async function withEngagement() {
    const all = open();
    const id = fresh('engagement');
    await write(all, saveEngagement(id));
    const read = async () => (await all.engagements.find(id))!;
    return { all, id, read, first: await read() };
  }

  test('finds and lists an engagement with its lifecycle', async () => {
    const { all, id, first } = await withEngagement();
    expect(first).toMatchObject({ engagement: aVoiceEngagement({ id }), lifecycle: draft });
    expect(await all.engagements.list()).toContainEqual(first);
    expect(await all.engagements.find(fresh('engagement'))).toBeUndefined();
  });

  test('changes the lifecycle without the etag of the engagement and without the revision', async () => {
    const { all, id, read, first } = await withEngagement();
    const { revision } = await all.configuration.snapshot();
    await all.engagements.saveLifecycle(id, running, first.lifecycleEtag);
    expect(await read()).toMatchObject({ etag: first.etag, lifecycle: running });
    expect((await all.configuration.snapshot()).revision).toBe(revision);
  });

  test('throws ConcurrencyConflict if the lifecycle changed, or the engagement was edited or removed', async () => {
    const { all, id, read, first } = await withEngagement();
    await all.engagements.saveLifecycle(id, running, first.lifecycleEtag);
    const save = (etag: string) => all.engagements.saveLifecycle(id, draft, etag);
    await expect(save(first.lifecycleEtag)).rejects.toThrow(ConcurrencyConflict);
    const second = await read();
    await write(all, saveEngagement(id, second.lifecycleEtag));
    await expect(save(second.lifecycleEtag)).rejects.toThrow(ConcurrencyConflict);
    const third = await read();
    await write(all, removal('engagement', id, third.lifecycleEtag));
    await expect(save(third.lifecycleEtag)).rejects.toThrow(ConcurrencyConflict);
  });

  test('lets no edit and no removal overtake a change of the lifecycle', async () => {
    const { all, id, read, first } = await withEngagement();
    await all.engagements.saveLifecycle(id, running, first.lifecycleEtag);
    for (const late of [
      saveEngagement(id, first.lifecycleEtag),
      removal('engagement', id, first.lifecycleEtag),
    ]) {
      await expect(write(all, late)).rejects.toThrow(ConcurrencyConflict);
    }
    expect((await read()).lifecycle).toEqual(running);
  });

  test('has no engagement and no lifecycle after a removal', async () => {
    const { all, id, first } = await withEngagement();
    await write(all, removal('engagement', id, first.lifecycleEtag));
    expect(await all.engagements.find(id)).toBeUndefined();
    expect((await all.configuration.snapshot()).lifecycles.has(id)).toBe(false);
  });
});

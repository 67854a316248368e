import { describe, expect, test } from 'vitest';
import { settingsStore } from '../../shared/adapters/cosmos/settings-store.ts';
import { Conflict } from '../../shared/errors.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import { aVoiceEngagement } from '../support/builders/engagement.ts';
import { aQueue } from '../support/builders/queue.ts';
import { memorySettings } from '../support/memory/settings.ts';
import { recordingLog } from '../support/recording-log.ts';
import { fresh, inCosmos } from './in-cosmos.ts';

const cosmos = inCosmos();
const stores: [string, () => Settings][] = [
  ['in memory', memorySettings],
  ['in Cosmos DB', () => settingsStore(cosmos().settings, recordingLog())],
];

describe.each(stores)('settings %s', (_name, open) => {
  test('a document is found as it was saved, with its version', async () => {
    const settings = open();
    const queue = aQueue({ id: fresh('queue') });
    const etag = await settings.save('queue', queue.id, { value: queue, etag: null });
    expect(await settings.find('queue', queue.id)).toEqual({ value: queue, etag });
  });

  test('an engagement keeps where it stands in its life', async () => {
    const settings = open();
    const engagement = aVoiceEngagement({ id: fresh('engagement') });
    const value = { engagement, lifecycle: { status: 'draft' as const } };
    await settings.save('engagement', engagement.id, { value, etag: null });
    expect((await settings.find('engagement', engagement.id))?.value).toEqual(value);
  });

  test('what is not there is undefined, also under the id of another kind', async () => {
    const settings = open();
    const queue = aQueue({ id: fresh('queue') });
    await settings.save('queue', queue.id, { value: queue, etag: null });
    expect(await settings.find('workstream', queue.id)).toBeUndefined();
  });

  test('a list holds the documents of its kind', async () => {
    const settings = open();
    const queues = [aQueue({ id: fresh('queue') }), aQueue({ id: fresh('queue') })];
    for (const value of queues) await settings.save('queue', value.id, { value, etag: null });
    const listed = (await settings.list('queue')).map(({ value }) => value);
    expect(listed).toEqual(expect.arrayContaining(queues));
    expect(listed.every((value) => 'wrapUpSeconds' in value)).toBe(true);
  });

  test('creating what exists, and replacing or removing a version that is gone, is a Conflict', async () => {
    const settings = open();
    const queue = aQueue({ id: fresh('queue') });
    const first = await settings.save('queue', queue.id, { value: queue, etag: null });
    const next = { ...queue, wrapUpSeconds: 5 };
    const second = await settings.save('queue', queue.id, { value: next, etag: first });
    expect(second).not.toBe(first);
    for (const etag of [null, first]) {
      await expect(settings.save('queue', queue.id, { value: queue, etag })).rejects.toThrow(
        Conflict,
      );
    }
    await expect(settings.remove('queue', queue.id, first)).rejects.toThrow(Conflict);
    expect((await settings.find('queue', queue.id))?.value).toEqual(next);
  });

  test('what was removed is gone, and removing it again is no error', async () => {
    const settings = open();
    const queue = aQueue({ id: fresh('queue') });
    const etag = await settings.save('queue', queue.id, { value: queue, etag: null });
    await settings.remove('queue', queue.id, etag);
    await settings.remove('queue', queue.id, etag);
    expect(await settings.find('queue', queue.id)).toBeUndefined();
  });
});

// Two who write at the same moment: a precondition is held against what is there when it counts, not a moment before.
import { describe, expect, test } from 'vitest';
import type { Precondition } from '../../../../../shared/domain/configuration/precondition.ts';
import { NotAllowed, StaleVersion } from '../../../../../shared/errors.ts';
import type { Ports } from '../../../../../shared/ports/ports.ts';
import type { ConfigurationStore } from '../../../../../shared/ports/configuration-store.ts';
import { aQueue } from '../../../../support/builders/queue.ts';
import { createTestEngine } from '../../../../support/engine.ts';

/** Somebody else acts on the store just before the first save or removal arrives there. */
function interrupted(
  method: 'save' | 'remove',
  act: (settings: ConfigurationStore) => Promise<unknown>,
) {
  let left = 1;
  const first = async (settings: ConfigurationStore) => {
    if (left-- > 0) await act(settings);
  };
  return createTestEngine({
    wrap: ({ configuration, ...ports }: Ports): Ports => ({
      ...ports,
      configuration: {
        ...configuration,
        save: async (...args) => {
          if (method === 'save') await first(configuration);
          return configuration.save(...args);
        },
        remove: async (...args) => {
          if (method === 'remove') await first(configuration);
          return configuration.remove(...args);
        },
      },
    }),
  });
}

const kept = async (settings: ConfigurationStore, name: string) => {
  const found = await settings.find('queue', 'renewals');
  const value = aQueue({ name });
  return settings.save('queue', 'renewals', { value, etag: found?.etag ?? null });
};
const version = (etag: string): Precondition => ({ match: [etag], noneMatch: null });
const theirs = (settings: ConfigurationStore) => kept(settings, 'Theirs');
const nameIn = async (settings: ConfigurationStore) =>
  (await settings.find('queue', 'renewals'))?.value.name;

describe('a write that comes second', () => {
  test('under If-Match is told that the version is no longer the current one', async () => {
    const engine = interrupted('save', theirs);
    const etag = await kept(engine.configuration, 'One');
    const writing = engine.saveConfiguration.put('queue', aQueue({ name: 'Mine' }), version(etag));
    await expect(writing).rejects.toThrow(StaleVersion);
    expect(await nameIn(engine.configuration)).toBe('Theirs');
  });
  test('under If-Match * writes over what is there by then', async () => {
    const engine = interrupted('save', theirs);
    await kept(engine.configuration, 'One');
    const any = { match: '*' as const, noneMatch: null };
    const { created } = await engine.saveConfiguration.put('queue', aQueue({ name: 'Mine' }), any);
    expect([created, await nameIn(engine.configuration)]).toEqual([false, 'Mine']);
  });
  test('under If-None-Match * creates nothing', async () => {
    const engine = interrupted('save', theirs);
    const onlyNew = { match: null, noneMatch: '*' as const };
    const writing = engine.saveConfiguration.put('queue', aQueue({ name: 'Mine' }), onlyNew);
    await expect(writing).rejects.toThrow(StaleVersion);
    await expect(writing).rejects.toThrow("The queue 'renewals' is there already.");
    expect(await nameIn(engine.configuration)).toBe('Theirs');
  });
});

describe('a removal that comes second', () => {
  test('removes what is there by then', async () => {
    const engine = interrupted('remove', theirs);
    await kept(engine.configuration, 'One');
    await engine.saveConfiguration.remove('queue', 'renewals', null);
    expect(await nameIn(engine.configuration)).toBeUndefined();
  });
  test('under If-Match is told that the version is no longer the current one', async () => {
    const engine = interrupted('remove', theirs);
    const etag = await kept(engine.configuration, 'One');
    const removal = engine.saveConfiguration.remove('queue', 'renewals', version(etag));
    await expect(removal).rejects.toThrow(StaleVersion);
    expect(await nameIn(engine.configuration)).toBe('Theirs');
  });
});

test('what is in use is asked for once, not again and again', async () => {
  let asked = 0;
  const engine = createTestEngine({
    wrap: (ports) => ({
      ...ports,
      representatives: {
        ...ports.representatives,
        list: async () => {
          asked += 1;
          throw new NotAllowed('inUse', 'It is in use.');
        },
      },
    }),
  });
  await kept(engine.configuration, 'One');
  await expect(engine.saveConfiguration.remove('queue', 'renewals', null)).rejects.toThrow(
    NotAllowed,
  );
  expect(asked).toBe(1);
});

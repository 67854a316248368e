import { describe, expect, test } from 'vitest';
import type { Precondition } from '../../../../../shared/domain/configuration/precondition.ts';
import { NotAllowed, StaleVersion } from '../../../../../shared/errors.ts';
import { aQueue } from '../../../../support/builders/queue.ts';
import { createTestEngine, type TestEngine } from '../../../../support/engine.ts';
import { raceBefore } from '../../../../support/injection/race-injection.ts';

/** An engine in which another administrator saves the queue right before the next write. */
async function withOtherWriter(isStored: boolean) {
  const race = raceBefore('configuration', 'write');
  const engine = createTestEngine({ wrap: race.wrap });
  const stored = isStored ? await engine.documents.put('queue', aQueue({ name: 'One' })) : null;
  race.with(() => engine.documents.put('queue', aQueue({ name: 'Other' })));
  return { ...engine, etag: stored?.etag ?? '' };
}
const ifMatch = (etag: string): Precondition => ({ match: [etag], noneMatch: null });
const storedName = async ({ configuration }: Pick<TestEngine, 'configuration'>) =>
  (await configuration.find('queue', 'renewals'))?.value.name;
const mine = aQueue({ name: 'Mine' });

describe('a save after a concurrent save', () => {
  test('with If-Match of the earlier version throws StaleVersion', async () => {
    const engine = await withOtherWriter(true);
    const saving = engine.documents.put('queue', mine, ifMatch(engine.etag));
    await expect(saving).rejects.toThrow(StaleVersion);
    expect(await storedName(engine)).toBe('Other');
  });

  test('with If-Match * replaces the concurrent version', async () => {
    const engine = await withOtherWriter(true);
    const { created } = await engine.documents.put('queue', mine, { match: '*', noneMatch: null });
    expect([created, await storedName(engine)]).toEqual([false, 'Mine']);
  });

  test('with If-None-Match * creates nothing', async () => {
    const engine = await withOtherWriter(false);
    const saving = engine.documents.put('queue', mine, { match: null, noneMatch: '*' });
    await expect(saving).rejects.toThrow(StaleVersion);
    await expect(saving).rejects.toThrow("The queue 'renewals' is there already.");
    expect(await storedName(engine)).toBe('Other');
  });
});

describe('a removal after a concurrent save', () => {
  test('without a precondition removes the concurrent version', async () => {
    const engine = await withOtherWriter(true);
    await engine.documents.remove('queue', 'renewals');
    expect(await storedName(engine)).toBeUndefined();
  });

  test('with If-Match of the earlier version throws StaleVersion', async () => {
    const engine = await withOtherWriter(true);
    const removal = engine.documents.remove('queue', 'renewals', ifMatch(engine.etag));
    await expect(removal).rejects.toThrow(StaleVersion);
    expect(await storedName(engine)).toBe('Other');
  });
});

test('a refusal is not retried', async () => {
  let reads = 0;
  const engine = createTestEngine({
    wrap: (ports) => ({
      ...ports,
      representatives: {
        ...ports.representatives,
        list: async () => {
          reads += 1;
          throw new NotAllowed('inUse', 'It is in use.');
        },
      },
    }),
  });
  engine.configuration.plant('queue', 'renewals', aQueue());
  await expect(engine.documents.remove('queue', 'renewals')).rejects.toThrow(NotAllowed);
  expect(reads).toBe(1);
});

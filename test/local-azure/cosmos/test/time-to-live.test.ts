import { describe, expect, test } from 'vitest';
import { localClock } from '../../clock.ts';
import { aRig, useRig } from './rig.ts';

// A day lasts one second, so that the tests do not wait.
const clock = localClock({ speed: 86_400, start: Date.parse('2027-01-04T09:00:00.000Z') });
const rig = useRig(
  [
    { id: 'hourly', partitionKey: ['/pk'], defaultTtl: 3600, uniqueKeys: [['/key']] },
    { id: 'own', partitionKey: ['/pk'], defaultTtl: -1 },
    { id: 'eternal', partitionKey: ['/pk'] },
  ],
  { clock },
);
const pause = (hours: number) =>
  new Promise<void>((resolve) => void clock.after(hours * 3_600_000, resolve));

describe('time to live', () => {
  test('is in local-Azure time, and _ts is in its seconds', async () => {
    const { resource } = await rig().container('eternal').items.create({ id: 'now', pk: 'a' });
    expect(Math.abs((resource?._ts ?? 0) - clock.now() / 1000)).toBeLessThan(86_400);
  });

  test('of the container removes a document from reads, queries and unique keys', async () => {
    const { items } = rig().container('hourly');
    await items.create({ id: 'short', pk: 'a', key: 1 });
    await items.create({ id: 'long', pk: 'a', key: 2, ttl: -1 });
    await pause(2);
    expect((await rig().container('hourly').item('short', 'a').read()).statusCode).toBe(404);
    expect((await items.query('SELECT VALUE c.id FROM c').fetchAll()).resources).toEqual(['long']);
    expect((await items.query('SELECT VALUE COUNT(1) FROM c').fetchAll()).resources).toEqual([1]);
    expect((await items.create({ id: 'next', pk: 'a', key: 1 })).statusCode).toBe(201);
  });

  test('of a document applies only if the container has a default', async () => {
    for (const id of ['own', 'eternal']) {
      await rig().container(id).items.create({ id: 'brief', pk: 'b', ttl: 1800 });
      await rig().container(id).items.create({ id: 'lasting', pk: 'b' });
    }
    await pause(1);
    const left = async (id: string) => {
      const { resources } = await rig()
        .container(id)
        .items.readAll({ partitionKey: 'b' })
        .fetchAll();
      return resources.map((resource) => resource.id);
    };
    expect(await left('own')).toEqual(['lasting']);
    expect(await left('eternal')).toEqual(['brief', 'lasting']);
  });

  test('that a container gets later applies to its existing documents', async () => {
    const held = await aRig([{ id: 'late', partitionKey: ['/pk'] }], { clock });
    const late = held.container('late');
    await late.items.create({ id: 'old', pk: 'a' });
    await late.replace({ id: 'late', partitionKey: { paths: ['/pk'] }, defaultTtl: 3600 });
    await pause(2);
    expect((await late.item('old', 'a').read()).statusCode).toBe(404);
    await held.stop();
  });
});

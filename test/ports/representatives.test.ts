import { describe, expect, test } from 'vitest';
import { createRepresentativesStore } from '../../shared/adapters/cosmos/representatives-store.ts';
import { later, MINUTE } from '../../shared/domain/values/time.ts';
import { ConcurrencyConflict } from '../../shared/errors.ts';
import type { Representatives } from '../../shared/ports/representatives.ts';
import { noon } from '../support/builders/instants.ts';
import { aPresence, aRepresentative } from '../support/builders/representative.ts';
import { memoryRepresentatives } from '../support/fakes/memory/representatives.ts';
import { createRecordingLog } from '../support/fakes/recording-log.ts';
import { fresh, inCosmos } from './in-cosmos.ts';

const cosmos = inCosmos();
const stores: [string, () => Representatives][] = [
  ['in memory', memoryRepresentatives],
  [
    'in Cosmos DB',
    () => createRepresentativesStore(cosmos().representatives, createRecordingLog()),
  ],
];
const ids = (list: readonly { value: { id: string } }[]) => list.map(({ value }) => value.id);

describe.each(stores)('representatives %s', (_name, open) => {
  test('a representative is found and listed as saved', async () => {
    const store = open();
    const grace = aRepresentative({ id: fresh('grace') });
    const etag = await store.save({ value: grace, etag: null });
    expect(await store.find(grace.id)).toEqual({ value: grace, etag });
    expect(await store.list()).toContainEqual({ value: grace, etag });
    expect(await store.find(fresh('unknown'))).toBeUndefined();
  });

  test('the available representatives of a queue are its available members', async () => {
    const store = open();
    const queue = fresh('queue');
    const there = aRepresentative({ id: fresh('there'), queues: ['other', queue] });
    const away = aRepresentative({
      id: fresh('away'),
      queues: [queue],
      presence: aPresence({ status: 'away' }),
    });
    const elsewhere = aRepresentative({ id: fresh('elsewhere'), queues: ['other'] });
    for (const value of [there, away, elsewhere]) await store.save({ value, etag: null });
    expect(ids(await store.available(queue, []))).toEqual([there.id]);
  });

  test('due representatives are those with a passed deadline', async () => {
    const store = open();
    const presence = (deadlineAt: string) => aPresence({ status: 'reserved', deadlineAt });
    const due = aRepresentative({ id: fresh('due'), presence: presence(noon) });
    const held = aRepresentative({ id: fresh('held'), presence: presence(later(noon, 1)) });
    const free = aRepresentative({ id: fresh('free') });
    for (const value of [due, held, free]) await store.save({ value, etag: null });
    const found = ids(await store.due(noon));
    expect(found).toContain(due.id);
    expect(found).not.toContain(held.id);
    expect(found).not.toContain(free.id);
    expect(ids(await store.due(later(noon, MINUTE)))).toContain(held.id);
  });

  test('one of two concurrent reservations gets a ConcurrencyConflict', async () => {
    const store = open();
    const grace = aRepresentative({ id: fresh('grace') });
    const etag = await store.save({ value: grace, etag: null });
    const reserved = { ...grace, presence: aPresence({ status: 'reserved' }) };
    const both = [store.save({ value: reserved, etag }), store.save({ value: reserved, etag })];
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(store.save({ value: grace, etag: null })).rejects.toThrow(ConcurrencyConflict);
  });
});

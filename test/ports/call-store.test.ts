import { describe, expect, test } from 'vitest';
import { createCallStore } from '../../shared/adapters/cosmos/call-store.ts';
import { createLineReservationStore } from '../../shared/adapters/cosmos/line-reservation-store.ts';
import { later } from '../../shared/domain/values/time.ts';
import { ConcurrencyConflict } from '../../shared/errors.ts';
import type { CallStore } from '../../shared/ports/call-store.ts';
import type { LineReservationStore } from '../../shared/ports/line-reservation-store.ts';
import { aCall, callDeadline } from '../support/builders/call.ts';
import { aDeliveryId, aNumber, aTaskId } from '../support/builders/identity.ts';
import { noon } from '../support/builders/instants.ts';
import { memoryCallStore } from '../support/fakes/memory/call-store.ts';
import { memoryLineReservations } from '../support/fakes/memory/line-reservations.ts';
import { createRecordingLog } from '../support/fakes/recording-log.ts';
import { fresh, inCosmos } from './in-cosmos.ts';

const cosmos = inCosmos();
/** The reservations share the container of the calls. */
interface Stores {
  calls: CallStore;
  reservations: LineReservationStore;
}
const inMemory = (): Stores => ({
  calls: memoryCallStore(),
  reservations: memoryLineReservations(),
});
const inDatabase = (): Stores => ({
  calls: createCallStore(cosmos().floor, createRecordingLog()),
  reservations: createLineReservationStore(cosmos().floor, createRecordingLog()),
});
const stores: [string, () => Stores][] = [
  ['in memory', inMemory],
  ['in Cosmos DB', inDatabase],
];
const id = (n: number) => aDeliveryId(aTaskId(n));
const ids = (list: readonly { value: { id: string } }[]) => list.map(({ value }) => value.id);

describe.each(stores)('the call store %s', (_name, open) => {
  test('a call is found in its group as saved', async () => {
    const { calls } = open();
    const call = aCall({ status: 'ringing', pacingGroup: fresh('group') });
    const saved = await calls.save({ value: call, etag: null });
    expect(await calls.find(call.pacingGroup, call.id)).toEqual(saved);
    expect(saved.value).toEqual(call);
    expect(await calls.find(fresh('group'), call.id)).toBeUndefined();
  });

  test('live calls are all unsettled calls of the group', async () => {
    const { calls } = open();
    const pacingGroup = fresh('group');
    for (const value of [
      aCall({ status: 'talking', id: id(1), pacingGroup }),
      aCall({ status: 'ended', id: id(2), pacingGroup }),
      aCall({ status: 'settled', id: id(3), pacingGroup }),
      aCall({ status: 'ringing', id: id(4), pacingGroup: fresh('group') }),
    ]) {
      await calls.save({ value, etag: null });
    }
    expect(ids(await calls.live(pacingGroup)).sort()).toEqual([id(1), id(2)]);
  });

  test('due calls are those of all groups with a passed deadline, up to the limit', async () => {
    const { calls } = open();
    const [one, other] = [fresh('group'), fresh('group')];
    for (const value of [
      aCall({ status: 'ringing', id: id(11), pacingGroup: one }),
      aCall({ status: 'queued', id: id(12), pacingGroup: other }),
      aCall({ status: 'settled', id: id(13), pacingGroup: other }),
    ]) {
      await calls.save({ value, etag: null });
    }
    const found = ids(await calls.due(callDeadline, 100));
    expect(found).toEqual(expect.arrayContaining([id(11), id(12)]));
    expect(found).not.toContain(id(13));
    expect(ids(await calls.due(later(callDeadline, -1), 100))).not.toContain(id(11));
    expect(await calls.due(callDeadline, 1)).toHaveLength(1);
  });

  test('a save succeeds only with the etag of the read version', async () => {
    const { calls } = open();
    const queued = aCall({ status: 'queued', pacingGroup: fresh('group') });
    const first = await calls.save({ value: queued, etag: null });
    await expect(calls.save({ value: queued, etag: null })).rejects.toThrow(ConcurrencyConflict);
    const placing = aCall({ status: 'placing', pacingGroup: queued.pacingGroup });
    const second = await calls.save({ ...first, value: placing });
    await expect(calls.save({ ...first, value: queued })).rejects.toThrow(ConcurrencyConflict);
    await calls.save({ ...second, value: queued });
  });

  test('the lines of all groups are those of unsettled calls, without reservations', async () => {
    const { calls, reservations } = open();
    const [one, other] = [fresh('group'), fresh('group')];
    const stored = [
      aCall({ status: 'ringing', id: id(31), pacingGroup: one }),
      aCall({ status: 'ended', id: id(32), pacingGroup: other }),
      aCall({ status: 'settled', id: id(33), pacingGroup: other }),
    ];
    for (const value of stored) await calls.save({ value, etag: null });
    const hold = { deliveryId: id(34), pacingGroup: one, ticket: 'mine', until: noon };
    const value = { number: aNumber(500), holds: [hold] };
    await reservations.save({ value, etag: null });
    const found = (await calls.lines()).filter(
      ({ pacingGroup }) => pacingGroup === one || pacingGroup === other,
    );
    const { engagementId, from } = stored[0]!;
    const common = { engagementId, from };
    expect(found).toHaveLength(2);
    expect(found).toEqual(
      expect.arrayContaining([
        { ...common, id: id(31), pacingGroup: one, status: 'ringing' },
        { ...common, id: id(32), pacingGroup: other, status: 'ended' },
      ]),
    );
    expect(ids(await calls.due(callDeadline, 1000))).not.toContain(id(34));
  });
});

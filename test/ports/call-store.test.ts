import { describe, expect, test } from 'vitest';
import { createCallStore } from '../../shared/adapters/cosmos/call-store.ts';
import { instantOf, later, MINUTE } from '../../shared/domain/values/time.ts';
import { ConcurrencyConflict } from '../../shared/errors.ts';
import type { CallStore } from '../../shared/ports/call-store.ts';
import { aCall, callDeadline } from '../support/builders/call.ts';
import { aVoiceEngagement } from '../support/builders/engagement.ts';
import { aDeliveryId, aNumber, aTaskId } from '../support/builders/identity.ts';
import { noon } from '../support/builders/instants.ts';
import { memoryFloor } from '../support/fakes/memory/call-store.ts';
import { createRecordingLog } from '../support/fakes/recording-log.ts';
import { fresh, inCosmos } from './in-cosmos.ts';

const cosmos = inCosmos();
const stores: [string, () => CallStore][] = [
  ['in memory', memoryFloor],
  ['in Cosmos DB', () => createCallStore(cosmos().floor, createRecordingLog())],
];
/** Display numbers without reserved lines in other tests. */
let numbers = 500;
const id = (n: number) => aDeliveryId(aTaskId(n));
const ids = (list: readonly { value: { id: string } }[]) => list.map(({ value }) => value.id);

describe.each(stores)('the call store %s', (_name, open) => {
  test('a call is found in its group as saved', async () => {
    const floor = open();
    const call = aCall({ status: 'ringing', pacingGroup: fresh('group') });
    const saved = await floor.save({ value: call, etag: null });
    expect(await floor.find(call.pacingGroup, call.id)).toEqual(saved);
    expect(saved.value).toEqual(call);
    expect(await floor.find(fresh('group'), call.id)).toBeUndefined();
  });

  test('live calls are all unsettled calls of the group', async () => {
    const floor = open();
    const pacingGroup = fresh('group');
    for (const value of [
      aCall({ status: 'talking', id: id(1), pacingGroup }),
      aCall({ status: 'ended', id: id(2), pacingGroup }),
      aCall({ status: 'settled', id: id(3), pacingGroup }),
      aCall({ status: 'ringing', id: id(4), pacingGroup: fresh('group') }),
    ]) {
      await floor.save({ value, etag: null });
    }
    expect(ids(await floor.live(pacingGroup)).sort()).toEqual([id(1), id(2)]);
  });

  test('due calls are those of all groups with a passed deadline, up to the limit', async () => {
    const floor = open();
    const [one, other] = [fresh('group'), fresh('group')];
    const calls = [
      aCall({ status: 'ringing', id: id(11), pacingGroup: one }),
      aCall({ status: 'queued', id: id(12), pacingGroup: other }),
      aCall({ status: 'settled', id: id(13), pacingGroup: other }),
    ];
    for (const value of calls) await floor.save({ value, etag: null });
    const found = ids(await floor.due(callDeadline, 100));
    expect(found).toEqual(expect.arrayContaining([id(11), id(12)]));
    expect(found).not.toContain(id(13));
    expect(ids(await floor.due(later(callDeadline, -1), 100))).not.toContain(id(11));
    expect(await floor.due(callDeadline, 1)).toHaveLength(1);
  });

  test('a save succeeds only with the etag of the read version', async () => {
    const floor = open();
    const queued = aCall({ status: 'queued', pacingGroup: fresh('group') });
    const first = await floor.save({ value: queued, etag: null });
    await expect(floor.save({ value: queued, etag: null })).rejects.toThrow(ConcurrencyConflict);
    const placing = aCall({ status: 'placing', pacingGroup: queued.pacingGroup });
    const second = await floor.save({ ...first, value: placing });
    await expect(floor.save({ ...first, value: queued })).rejects.toThrow(ConcurrencyConflict);
    await floor.save({ ...second, value: queued });
  });

  test('the state of a new group is empty, and one of two overlapping ticks gets a ConcurrencyConflict', async () => {
    const floor = open();
    const group = fresh('group');
    const none = await floor.state(group);
    expect(none).toEqual({ value: { tickedAt: instantOf(0), turn: 0 }, etag: null });
    const ticked = { ...none, value: { tickedAt: noon, turn: 3 } };
    await floor.saveState(group, ticked);
    await expect(floor.saveState(group, ticked)).rejects.toThrow(ConcurrencyConflict);
    const { value, etag } = await floor.state(group);
    expect(value).toEqual(ticked.value);
    await floor.saveState(group, { etag, value: { tickedAt: later(noon, MINUTE), turn: 4 } });
    expect(await floor.live(group)).toEqual([]);
  });

  test('a number has no reserved lines at first, and one of two concurrent reservations gets a ConcurrencyConflict', async () => {
    const floor = open();
    const number = aNumber(++numbers);
    const none = await floor.holds(number);
    expect(none).toEqual({ value: { number, holds: [] }, etag: null });
    const pacingGroup = fresh('group');
    const hold = { deliveryId: id(21), pacingGroup, ticket: 'mine', until: noon };
    const held = { ...none, value: { number, holds: [hold] } };
    await floor.saveHolds(held);
    await expect(floor.saveHolds(held)).rejects.toThrow(ConcurrencyConflict);
    const found = await floor.holds(number);
    expect(found.value).toEqual(held.value);
    await floor.saveHolds({ ...found, value: none.value });
    await expect(floor.saveHolds(found)).rejects.toThrow(ConcurrencyConflict);
    expect((await floor.holds(number)).value).toEqual(none.value);
  });

  test('the lines of all groups are those of unsettled calls, without reservations', async () => {
    const floor = open();
    const [one, other] = [fresh('group'), fresh('group')];
    const calls = [
      aCall({ status: 'ringing', id: id(31), pacingGroup: one }),
      aCall({ status: 'ended', id: id(32), pacingGroup: other }),
      aCall({ status: 'settled', id: id(33), pacingGroup: other }),
    ];
    for (const value of calls) await floor.save({ value, etag: null });
    const hold = { deliveryId: id(34), pacingGroup: one, ticket: 'mine', until: noon };
    const none = await floor.holds(aNumber(++numbers));
    await floor.saveHolds({ ...none, value: { ...none.value, holds: [hold] } });
    const found = (await floor.lines()).filter(
      ({ pacingGroup }) => pacingGroup === one || pacingGroup === other,
    );
    const { engagementId, from } = calls[0]!;
    const common = { engagementId, from };
    expect(found).toHaveLength(2);
    expect(found).toEqual(
      expect.arrayContaining([
        { ...common, id: id(31), pacingGroup: one, status: 'ringing' },
        { ...common, id: id(32), pacingGroup: other, status: 'ended' },
      ]),
    );
    expect(ids(await floor.due(callDeadline, 1000))).not.toContain(id(34));
  });

  test('readings are found as saved, and one of two concurrent saves gets a ConcurrencyConflict', async () => {
    const floor = open();
    const engagement = aVoiceEngagement({ id: fresh('engagement') });
    const none = await floor.readings(engagement.id);
    expect(none).toEqual({ value: [], etag: null });
    const reading = { at: noon, answered: 34, abandoned: 1 };
    await floor.saveReadings(engagement.id, { ...none, value: [reading] });
    await expect(floor.saveReadings(engagement.id, none)).rejects.toThrow(ConcurrencyConflict);
    const found = await floor.readings(engagement.id);
    expect(found.value).toEqual([reading]);
    await floor.saveReadings(engagement.id, { ...found, value: [] });
    expect((await floor.readings(engagement.id)).value).toEqual([]);
  });
});

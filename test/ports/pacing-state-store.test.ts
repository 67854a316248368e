import { describe, expect, test } from 'vitest';
import { createCallStore } from '../../shared/adapters/cosmos/call-store.ts';
import { createPacingStateStore } from '../../shared/adapters/cosmos/pacing-state-store.ts';
import { instantOf, later, MINUTE } from '../../shared/domain/values/time.ts';
import { ConcurrencyConflict } from '../../shared/errors.ts';
import type { PacingStateStore } from '../../shared/ports/pacing-state-store.ts';
import { noon } from '../support/builders/instants.ts';
import { memoryPacingStates } from '../support/fakes/memory/pacing-states.ts';
import { createRecordingLog } from '../support/fakes/recording-log.ts';
import { fresh, inCosmos } from './in-cosmos.ts';

const cosmos = inCosmos();
const stores: [string, () => PacingStateStore][] = [
  ['in memory', memoryPacingStates],
  ['in Cosmos DB', () => createPacingStateStore(cosmos().floor, createRecordingLog())],
];

describe.each(stores)('the pacing state store %s', (_name, open) => {
  test('the state of a new group is empty, and one of two overlapping ticks gets a ConcurrencyConflict', async () => {
    const states = open();
    const group = fresh('group');
    const none = await states.find(group);
    expect(none).toEqual({ value: { tickedAt: instantOf(0), turn: 0 }, etag: null });
    const ticked = { ...none, value: { tickedAt: noon, turn: 3 } };
    await states.save(group, ticked);
    await expect(states.save(group, ticked)).rejects.toThrow(ConcurrencyConflict);
    const { value, etag } = await states.find(group);
    expect(value).toEqual(ticked.value);
    await states.save(group, { etag, value: { tickedAt: later(noon, MINUTE), turn: 4 } });
  });
});

test('the pacing state in Cosmos DB is no live call of its group', async () => {
  const group = fresh('group');
  const states = createPacingStateStore(cosmos().floor, createRecordingLog());
  await states.save(group, { etag: null, value: { tickedAt: noon, turn: 1 } });
  expect(await createCallStore(cosmos().floor, createRecordingLog()).live(group)).toEqual([]);
});

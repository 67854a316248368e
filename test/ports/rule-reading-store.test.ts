import { describe, expect, test } from 'vitest';
import { createRuleReadingStore } from '../../shared/adapters/cosmos/rule-reading-store.ts';
import { ConcurrencyConflict } from '../../shared/errors.ts';
import type { RuleReadingStore } from '../../shared/ports/rule-reading-store.ts';
import { aVoiceEngagement } from '../support/builders/engagement.ts';
import { noon } from '../support/builders/instants.ts';
import { memoryRuleReadings } from '../support/fakes/memory/rule-readings.ts';
import { createRecordingLog } from '../support/fakes/recording-log.ts';
import { fresh, inCosmos } from './in-cosmos.ts';

const cosmos = inCosmos();
const stores: [string, () => RuleReadingStore][] = [
  ['in memory', memoryRuleReadings],
  ['in Cosmos DB', () => createRuleReadingStore(cosmos().floor, createRecordingLog())],
];

describe.each(stores)('the rule reading store %s', (_name, open) => {
  test('readings are found as saved, and one of two concurrent saves gets a ConcurrencyConflict', async () => {
    const readings = open();
    const engagement = aVoiceEngagement({ id: fresh('engagement') });
    const none = await readings.find(engagement.id);
    expect(none).toEqual({ value: [], etag: null });
    const reading = { at: noon, answered: 34, abandoned: 1 };
    await readings.save(engagement.id, { ...none, value: [reading] });
    await expect(readings.save(engagement.id, none)).rejects.toThrow(ConcurrencyConflict);
    const found = await readings.find(engagement.id);
    expect(found.value).toEqual([reading]);
    await readings.save(engagement.id, { ...found, value: [] });
    expect((await readings.find(engagement.id)).value).toEqual([]);
  });
});

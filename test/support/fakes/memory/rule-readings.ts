import { z } from 'zod';
import { type Reading, readingSchema } from '../../../../shared/domain/pacing/abandonment.ts';
import type { RuleReadingStore } from '../../../../shared/ports/rule-reading-store.ts';
import { versions } from './versions.ts';

export function memoryRuleReadings(): RuleReadingStore {
  const stored = versions<readonly Reading[]>(z.array(readingSchema));
  return {
    find: async (engagement) => stored.find(engagement) ?? { value: [], etag: null },
    save: async (engagement, version) => void stored.save(engagement, version),
  };
}

import { z } from 'zod';
import { instantOf, instantSchema } from '../../../../shared/domain/values/time.ts';
import type { PacingState, PacingStateStore } from '../../../../shared/ports/pacing-state-store.ts';
import { versions } from './versions.ts';

const stateSchema: z.ZodType<PacingState> = z.strictObject({
  tickedAt: instantSchema,
  turn: z.int(),
});

export function memoryPacingStates(): PacingStateStore {
  const stored = versions(stateSchema);
  return {
    find: async (group) =>
      stored.find(group) ?? { value: { tickedAt: instantOf(0), turn: 0 }, etag: null },
    save: async (group, version) => void stored.save(group, version),
  };
}

import { z } from 'zod';
import { type Call, callSchema } from '../../../../shared/domain/call/call.ts';
import { type Reading, readingSchema } from '../../../../shared/domain/pacing/abandonment.ts';
import { lineReservationsSchema } from '../../../../shared/domain/pacing/line-reservations.ts';
import { instantOf, instantSchema } from '../../../../shared/domain/values/time.ts';
import type { CallStore, GroupState } from '../../../../shared/ports/call-store.ts';
import type { Versioned } from '../../../../shared/ports/versioned.ts';
import { type Versions, versions } from './versions.ts';

const stateSchema: z.ZodType<GroupState> = z.strictObject({
  tickedAt: instantSchema,
  turn: z.int(),
});

export interface MemoryFloor extends CallStore {
  calls(): Call[];
}

export function memoryFloor(): MemoryFloor {
  const groups = new Map<string, Versions<Call>>();
  /** A tick reads these every second, and there are many settled calls. */
  const live = new Map<string, Versioned<Call>>();
  const states = versions(stateSchema);
  const holds = versions(lineReservationsSchema);
  const readings = versions<readonly Reading[]>(z.array(readingSchema));
  const callsOf = (group: string): Versions<Call> => {
    const known = groups.get(group) ?? versions(callSchema);
    groups.set(group, known);
    return known;
  };

  return {
    find: async (group, id) => callsOf(group).find(id),
    live: async (group) => [...live.values()].filter(({ value }) => value.pacingGroup === group),
    lines: async () =>
      [...live.values()].map(({ value: { id, pacingGroup, engagementId, from, status } }) => ({
        id,
        pacingGroup,
        engagementId,
        from,
        status,
      })),
    due: async (now, most) =>
      [...live.values()]
        .filter(({ value }) => 'deadlineAt' in value && value.deadlineAt <= now)
        .sort((a, b) => (deadlineOf(a) < deadlineOf(b) ? -1 : 1))
        .slice(0, most),
    async save(version) {
      const { pacingGroup, id, status } = version.value;
      const saved = { value: version.value, etag: callsOf(pacingGroup).save(id, version) };
      if (status === 'settled') live.delete(id);
      else live.set(id, saved);
      return { ...saved };
    },
    state: async (group) =>
      states.find(group) ?? { value: { tickedAt: instantOf(0), turn: 0 }, etag: null },
    saveState: async (group, version) => void states.save(group, version),
    holds: async (number) => holds.find(number) ?? { value: { number, holds: [] }, etag: null },
    saveHolds: async (version) => void holds.save(version.value.number, version),
    readings: async (engagement) => readings.find(engagement) ?? { value: [], etag: null },
    saveReadings: async (engagement, version) => void readings.save(engagement, version),
    calls: () => [...groups.values()].flatMap((calls) => calls.all().map(({ value }) => value)),
  };
}

const deadlineOf = ({ value }: Versioned<Call>): string =>
  'deadlineAt' in value ? value.deadlineAt : '';

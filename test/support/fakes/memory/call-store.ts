import { type Call, callSchema } from '../../../../shared/domain/call/call.ts';
import type { CallStore } from '../../../../shared/ports/call-store.ts';
import type { Versioned } from '../../../../shared/ports/versioned.ts';
import { type Versions, versions } from './versions.ts';

export interface MemoryCallStore extends CallStore {
  calls(): Call[];
}

export function memoryCallStore(): MemoryCallStore {
  const groups = new Map<string, Versions<Call>>();
  /** A tick reads these every second, and there are many settled calls. */
  const live = new Map<string, Versioned<Call>>();
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
    due: async (now, limit) =>
      [...live.values()]
        .filter(({ value }) => value.status !== 'settled' && value.deadlineAt <= now)
        .sort((a, b) => (deadlineOf(a) < deadlineOf(b) ? -1 : 1))
        .slice(0, limit),
    async save(version) {
      const { pacingGroup, id, status } = version.value;
      const saved = { value: version.value, etag: callsOf(pacingGroup).save(id, version) };
      if (status === 'settled') live.delete(id);
      else live.set(id, saved);
      return { ...saved };
    },
    calls: () => [...groups.values()].flatMap((calls) => calls.all().map(({ value }) => value)),
  };
}

const deadlineOf = ({ value }: Versioned<Call>): string =>
  value.status === 'settled' ? '' : value.deadlineAt;

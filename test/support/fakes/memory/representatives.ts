import {
  isOnDelivery,
  type Representative,
  representativeSchema,
} from '../../../../shared/domain/representative/representative.ts';
import type { Representatives } from '../../../../shared/ports/representatives.ts';
import { versions } from './versions.ts';

export interface MemoryRepresentatives extends Representatives {
  /** Every version that was ever written, in order. */
  readonly written: readonly Representative[];
}

export function memoryRepresentatives(): MemoryRepresentatives {
  const store = versions(representativeSchema);
  const written: Representative[] = [];
  return {
    written,
    find: async (id) => store.find(id),
    list: async () => store.all(),
    available: async (queueId, members) =>
      store.all().filter(({ value }) => {
        const queues: readonly string[] = value.queues;
        const serves = queues.includes(queueId) || members.includes(value.id);
        return value.presence.status === 'available' && serves;
      }),
    due: async (now) =>
      store
        .all()
        .filter(({ value: { presence } }) => isOnDelivery(presence) && presence.deadlineAt <= now),
    async save(version) {
      const etag = store.save(version.value.id, version);
      written.push(version.value);
      return etag;
    },
  };
}

import type { Container } from '@azure/cosmos';
import { representativeSchema } from '../../domain/representative/representative.ts';
import type { Log } from '../../ports/log.ts';
import type { Representatives } from '../../ports/representatives.ts';
import { createDocuments } from './documents.ts';

export function createRepresentativesStore(container: Container, log: Log): Representatives {
  const store = createDocuments(container, 'representative', representativeSchema, log);

  return {
    find: (id) => store.find(id, id),
    list: () => store.query({ text: 'SELECT * FROM c' }),
    available: (queue, members) =>
      store.query({
        text: `SELECT * FROM c WHERE c.presence.status = 'available'
               AND (ARRAY_CONTAINS(c.queues, @queue) OR ARRAY_CONTAINS(@members, c.id))`,
        values: { queue, members: [...members] },
      }),
    due: (now) =>
      store.query({
        text: 'SELECT * FROM c WHERE c.presence.deadlineAt <= @now',
        values: { now },
      }),
    save: (version) => store.save(version, version.value.id),
  };
}
